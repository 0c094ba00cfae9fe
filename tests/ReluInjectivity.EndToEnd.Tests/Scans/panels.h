/* Gauss-Legendre panels and the normal distribution in long double, for scans.c. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef long double real;
#define PI 3.141592653589793238462643383279502884L
#define ROOT_HALF 0.707106781186547524400844362104849039L
#define ROOT_2PI 2.506628274631000502415765284811045253L
#define ORDER 16
static real gx[ORDER], gw[ORDER];

static void rule(void)
{
    for (int i = 0; i < ORDER && gw[ORDER - 1] == 0; i++) {
        real x = cosl(PI * (i + 0.75L) / (ORDER + 0.5L)), d = 1;
        for (int k = 0; k < 60; k++) {
            real p = 1, q = 0;
            for (int n = 1; n <= ORDER; n++) { real s = ((2 * n - 1) * x * p - (n - 1) * q) / n; q = p; p = s; }
            d = ORDER * (x * p - q) / (x * x - 1);
            x -= p / d;
        }
        gx[i] = x; gw[i] = 2 / ((1 - x * x) * d * d);
    }
}

/* Coarse panels (fine > 1) serve the searches alone, and take their exponentials in double. */
static int coarse;
static real power(real x) { return coarse && x > -600 && x < 600 ? exp((double)x) : expl(x); }
static real half_erfc(real x) { return coarse && x < 25 ? erfc((double)x) / 2 : erfcl(x) / 2; }
static real below(real x) { return half_erfc(-x * ROOT_HALF); }
static real density(real x) { return power(-x * x / 2) / ROOT_2PI; }
static void leave(real v, double *out) { out[0] = (double)v; out[1] = (double)(v - (real)out[0]); }

typedef struct { int n, room; real *x, *w; } nodes;
static void panel(nodes *a, real lo, real hi)
{
    if (a->n + ORDER > a->room) {
        a->room = 2 * a->room + 64 * ORDER;
        a->x = realloc(a->x, a->room * sizeof(real)); a->w = realloc(a->w, a->room * sizeof(real));
    }
    for (int i = 0; i < ORDER; i++, a->n++) { a->x[a->n] = (lo + hi + (hi - lo) * gx[i]) / 2; a->w[a->n] = (hi - lo) * gw[i] / 2; }
}
static void even(nodes *a, real lo, real hi, real width)
{
    int n = (int)ceill((hi - lo) / width);
    for (int i = 0; i < n; i++) panel(a, lo + (hi - lo) * i / n, lo + (hi - lo) * (i + 1) / n);
}
/* Panels "narrow" wide on (0, top), wider with the distance from it, never wider than "wide". */
static void graded(nodes *a, real lo, real hi, real top, real narrow, real wide)
{
    even(a, 0, top, narrow < wide ? narrow : wide);
    for (int side = -1; side <= 1; side += 2)
        for (real at = side < 0 ? 0 : top, end = side < 0 ? lo : hi; side * (end - at) > 0;) {
            real width = narrow + 0.4L * fabsl(at - (side < 0 ? 0 : top));
            if (width > wide) width = wide;
            real next = side * (end - at) < width ? end : at + side * width;
            if (side > 0) panel(a, at, next); else panel(a, next, at);
            at = next;
        }
}
static void drop(nodes *a) { free(a->x); free(a->w); memset(a, 0, sizeof *a); }
