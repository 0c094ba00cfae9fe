/* Expectations for scans.py, in long double: Gauss-Legendre panels, cut at kinks, over the fields (not over the normal variables). Every panel is
   "fine" times its natural width; scans.py takes two values of it. Results leave as a double and what is left of it. */
#include "panels.h"

/* F of level r of the single layer: q[1..r-1], c[1..r-1] ascending, q[r] = 1. */
static real layer(int r, const double *q, const double *c, real chi, real fine)
{
    const real reach = 9.7L;
    real top = sqrtl(2 * chi), lambda = chi, sum = 0;
    rule();
    coarse = fine > 1;
    nodes inner = {0};
    if (r == 1) {
        even(&inner, 0, top, fine * (top < 0.7L ? top : 0.7L));
        for (int i = 0; i < inner.n; i++) sum -= inner.w[i] * density(inner.x[i]) * inner.x[i] * inner.x[i] / (2 * chi);
        drop(&inner);
        return sum - below(-top);
    }
    real *weight = NULL, *value = NULL;
    nodes at = {0};
    for (int k = r - 1; k >= 1; k--) {
        real s = sqrtl((k == r - 1 ? 1 : (real)q[k]) - q[k - 1]), ck = c[k - 1], edge;
        if (k == r - 1) {
            real narrow = sqrtl(chi / ck);
            if (narrow > s) narrow = s;
            if (narrow > top) narrow = top;
            even(&inner, 0, top, fine * 0.8L * narrow);
            weight = malloc(inner.n * sizeof(real));
            for (int i = 0; i < inner.n; i++) weight[i] = inner.w[i] * expl(-ck * inner.x[i] * inner.x[i] / (2 * chi));
        } else {
            inner = at; at = (nodes){0};
            weight = malloc(inner.n * sizeof(real));
            for (int i = 0; i < inner.n; i++) weight[i] = inner.w[i] * expl(ck * value[i]);
        }
        lambda += ck * s * s;
        edge = sqrtl(2 * lambda);
        real narrow = 0.8L * PI * edge / (2 * ck), spread = 0, width = sqrtl(q[k - 1] - (k > 1 ? q[k - 2] : 0));
        if (narrow > 0.8L * s) narrow = 0.8L * s;
        if (coarse && narrow < 0.03L) narrow = 0.03L;
        for (int j = 0; j < k; j++) spread += 10.2L * sqrtl(q[j] - (j > 0 ? q[j - 1] : 0));
        graded(&at, -spread, spread, edge, fine * narrow, fine * 0.9L * width);
        free(value);
        value = malloc(at.n * sizeof(real));
        for (int j = 0; j < at.n; j++) {
            real h = at.x[j], g = 0;
            for (int i = 0; i < inner.n; i++) {
                real d = (inner.x[i] - h) / s;
                if (fabsl(d) < reach) g += weight[i] * power(-d * d / 2) / (ROOT_2PI * s);
            }
            if (k == r - 1) g += below(-h / s) + expl(-ck) * below((h - top) / s);
            value[j] = logl(g) / ck;
        }
        drop(&inner);
        free(weight);
    }
    real d = sqrtl(q[0]);
    for (int j = 0; j < at.n; j++) sum += at.w[j] * density(at.x[j] / d) / d * value[j];
    drop(&at);
    free(value);
    return sum;
}

/* The goal "alpha" (ratio = kappa) or "energy" (ratio = alpha). */
void single(int r, int energy, double ratio, const double *q, const double *c, double chi, double fine, double *out)
{
    real S = 0, lambda = chi;
    for (int k = r - 1; k >= 1; k--) {
        real next = lambda + (real)c[k - 1] * ((k == r - 1 ? 1 : (real)q[k]) - q[k - 1]);
        S += logl(next / lambda) / (2 * (real)c[k - 1]);
        lambda = next;
    }
    S += (r > 1 ? (real)q[0] : 1) / (2 * lambda);
    real F = layer(r, q, c, chi, fine);
    leave(energy ? -S - ratio * F : (ratio + S) / -F, out);
}

/* A hidden unit with input g = R cos and gain v = R sin: max over t of -A (t - g)^2 + c v u - m u^2/2, u = max(t, 0), is R^2 times this. */
static real best(real A, real c, real m, real angle, int *active)
{
    real g = cosl(angle), v = sinl(angle), off = g > 0 ? -A * g * g : 0, t = (2 * A * g + c * v) / (2 * A + m);
    real on = t > 0 ? -A * (t - g) * (t - g) + c * v * t - m * t * t / 2 : -A * g * g;
    *active = t > 0 && on > off;
    return *active ? on : off;
}
typedef struct { real A, c, m; int tilted; } unit;
static real round_rule(const unit *u, real lo, real hi)
{
    real s = 0; int active;
    for (int i = 0; i < ORDER; i++) {
        real w = best(u->A, u->c, u->m, (lo + hi + (hi - lo) * gx[i]) / 2, &active);
        s += gw[i] * (u->tilted ? (w < 0.5L ? 1 / (1 - 2 * w) : INFINITY) : w);
    }
    return s * (hi - lo) / 2;
}
static real round_part(const unit *u, real lo, real hi, real whole, real eps, int depth)
{
    real mid = (lo + hi) / 2, a = round_rule(u, lo, mid), b = round_rule(u, mid, hi);
    if (depth == 0 || fabsl(a + b - whole) <= eps * (1 + fabsl(whole))) return a + b;
    return round_part(u, lo, mid, a, eps, depth - 1) + round_part(u, mid, hi, b, eps, depth - 1);
}
/* E of the best (tilted = 0), or E exp of it: the radius is integrated out, since E R^2 = 2 and E exp(w R^2) = 1/(1 - 2 w). */
static real hidden_unit(real A, real c, real m, int tilted, real fine)
{
    unit u = {A, c, m, tilted};
    real cuts[16]; int n = 0, was, now;
    rule();
    coarse = fine > 1;
    real start = -PI / 2, sum = 0;
    cuts[n++] = start;
    best(A, c, m, start, &was);
    for (int k = 1; k <= 240; k++) {
        real lo = start + 2 * PI * (k - 1) / 240, hi = start + 2 * PI * k / 240;
        if (k == 120 + 1) cuts[n++] = lo;
        best(A, c, m, hi, &now);
        if (now != was) {
            real a = lo, b = hi; int mid;
            for (int j = 0; j < (coarse ? 50 : 64); j++) { best(A, c, m, (a + b) / 2, &mid); if (mid == was) a = (a + b) / 2; else b = (a + b) / 2; }
            cuts[n++] = (a + b) / 2;
        }
        was = now;
    }
    cuts[n++] = start + 2 * PI;
    int parts = fine < 0.9L ? 3 : 2;
    for (int k = 0; k + 1 < n; k++)
        for (int j = 0; j < parts; j++) {
            real lo = cuts[k] + (cuts[k + 1] - cuts[k]) * j / parts, hi = cuts[k] + (cuts[k + 1] - cuts[k]) * (j + 1) / parts;
            sum += round_part(&u, lo, hi, round_rule(&u, lo, hi), fine > 1 ? 1e-11L : 1e-17L, 24);
        }
    return tilted ? sum / (2 * PI) : sum / PI;
}

/* alpha Q(tau) = kappa and alpha E g^2 1(0 < g < tau) = rho2. */
static real last_plain(real kappa, real rho2, real fine)
{
    real lo = 0, hi = 40, part = 0, from = 0;
    rule();
    for (int k = 0; k < 75; k++) {
        real mid = (lo + hi) / 2, sum = 0;
        nodes a = {0};
        even(&a, from, mid, fine * 0.6L);
        for (int i = 0; i < a.n; i++) sum += a.w[i] * a.x[i] * a.x[i] * density(a.x[i]);
        drop(&a);
        if (kappa * (part + sum) < rho2 * below(-mid)) { lo = mid; part += sum; from = mid; } else hi = mid;
    }
    return kappa / below(-(lo + hi) / 2);
}

/* The plain chain (unit = 0) or that of unit multipliers; squares[i] = rho_i^2 or B_i^2, which stop at "hidden". */
void chain(int hidden, int unit_norms, const double *a, const double *mu, const double *alpha, double kappa, double fine, double *squares, double *out)
{
    real last = 1;
    for (int i = 0; i < hidden; i++) {
        real gain = hidden_unit((real)a[i] / 2, 1, mu[i], 0, fine);
        last = unit_norms ? 2 * (real)mu[i] * (sqrtl(last) - 1 / (2 * (real)a[i]) + alpha[i] * gain) : 2 * (real)mu[i] * (alpha[i] * gain + (real)a[i] / 2 * last);
        leave(last, squares + 2 * i);
    }
    if (out) leave(last_plain(kappa, last, fine), out);
}
/* The square of layer i + 1 alone, from that of layer i. */
void link_of(int unit_norms, double a, double mu, double alpha, const double *before, double fine, double *out)
{
    real last = (real)before[0] + before[1], gain = hidden_unit((real)a / 2, 1, mu, 0, fine);
    leave(unit_norms ? 2 * (real)mu * (sqrtl(last) - 1 / (2 * (real)a) + alpha * gain) : 2 * (real)mu * (alpha * gain + (real)a / 2 * last), out);
}

/* Partial lifting: A[0..l-1], c[1..l-1], nu. */
void log_unit(double A, double c, double A_next, double fine, double *out)
{
    leave(logl(hidden_unit(A, c, (real)c * c * (1 + 1 / (2 * (real)A_next)), 1, fine)), out);
}
void partial(int l, const double *A, const double *c, double nu, const double *alpha, double kappa, double fine, double *out)
{
    real price = nu * (real)kappa + logl(1 + 2 * (real)A[0]) / 2, tau = sqrtl((real)nu / A[l - 1]), last = 0.5L + expl(-(real)nu) * below(-tau);
    nodes a = {0};
    rule();
    for (int i = 0; i + 1 < l; i++) price += alpha[i] * logl(hidden_unit(A[i], c[i], (real)c[i] * c[i] * (1 + 1 / (2 * (real)A[i + 1])), 1, fine));
    real width = 1 / sqrtl(1 + 2 * (real)A[l - 1]);
    even(&a, 0, tau < 11 ? tau : 11, fine * 0.8L * width);
    for (int i = 0; i < a.n; i++) last += a.w[i] * density(a.x[i]) * expl(-A[l - 1] * a.x[i] * a.x[i]);
    drop(&a);
    leave(price / -logl(last), out);
}

/* E over the inner part of the gain of exp(the best), input g, gain V + s v: quadratic exponents on two half-lines. */
static real averaged(real a, real c, real m, real s, real g, real V)
{
    real b = a + m, var = c * c * s * s, om = a * g + c * V, rest = b - var;
    real edge = g > 0 ? 0 : -sqrtl(a * b) * g, sd = sqrtl(var), tilted = sqrtl(var * b / rest), mean = om * b / rest;
    real on = sqrtl(b / rest) * power(om * om / (2 * rest) - a * g * g / 2) * below((mean - edge) / tilted);
    return on + below((edge - om) / sd) * (g > 0 ? power(-a * g * g / 2) : 1);
}
double averaged_of(double a, double c, double m, double s, double g, double V) { return (double)averaged(a, c, m, s, g, V); }

/* E over g0, v0 of log E over g1, v1 of exp(the best). */
static real hidden_lifted(real A, real q, real c, real m, real p, real fine, real reach)
{
    real a = 2 * A, s = sqrtl(1 - p), sigma = sqrtl(1 - q), rq = sqrtl(q), rp = sqrtl(p), width = sigma, total = 0;
    rule();
    coarse = fine > 1;
    if (1.7L / sqrtl(m) < width) width = 1.7L / sqrtl(m);
    /* Units switch on over a width c s/a of their input, next to g = 0 and g = -c v/a. */
    real narrow = 2.5L * c * s / a, near = c * rp * reach / a + 2 * narrow;
    if (2 / sqrtl(a) < narrow) narrow = 2 / sqrtl(a);
    nodes G = {0}, V = {0}, g = {0};
    real step = 1.4L * sigma / rq;
    even(&G, -reach, reach, fine * (step < 1.4L ? step : 1.4L));
    even(&V, -reach, reach, fine * 2.5L);
    real low = -reach * rq - 1.15L * reach * sigma, high = reach * rq + 1.8L * reach * sigma;
    graded(&g, low, high, near, fine * narrow, fine * 1.1L * width);
    real *J = malloc(g.n * sizeof(real)), *kernel = calloc((size_t)G.n * g.n, sizeof(real));
    int *from = malloc(G.n * sizeof(int)), *to = malloc(G.n * sizeof(int));
    for (int j = 0; j < G.n; j++) {
        from[j] = g.n; to[j] = 0;
        for (int i = 0; i < g.n; i++) {
            real d = (g.x[i] - rq * G.x[j]) / sigma;
            if (d < -1.15L * reach || d > 1.8L * reach) continue;
            if (i < from[j]) from[j] = i;
            to[j] = i + 1;
            kernel[(size_t)j * g.n + i] = g.w[i] * density(d) / sigma;
        }
    }
    for (int j = 0; j < G.n; j++) G.w[j] *= density(G.x[j]);
    for (int k = 0; k < V.n; k++) {
        real row = 0;
        for (int i = 0; i < g.n; i++) J[i] = averaged(a, c, m, s, g.x[i], rp * V.x[k]);
        for (int j = 0; j < G.n; j++) {
            real z = 0; const real *w = kernel + (size_t)j * g.n;
            for (int i = from[j]; i < to[j]; i++) z += w[i] * J[i];
            row += G.w[j] * logl(z);
        }
        total += V.w[k] * density(V.x[k]) * row;
    }
    free(J); free(kernel); free(from); free(to); drop(&G); drop(&V); drop(&g);
    return total;
}
void hidden_of(double A, double q, double c, double m, double p, double fine, double reach, double *out) { leave(hidden_lifted(A, q, c, m, p, fine, reach), out); }

/* Level 2 of a deep network: A, q [0..l-1], c, p [1..l-1], x. */
void lifted(int l, const double *A, const double *q, const double *c, const double *p, double x, const double *alpha, double kappa, double fine, double reach, double *out)
{
    real L = 1 + 2 * (real)A[0] * (1 - (real)q[0]), price = (real)x * kappa + A[0] * (real)q[0] / L + logl(L) / 2;
    for (int i = 0; i + 1 < l; i++) {
        real S = 1 / (2 * (real)A[i + 1]) + 1 - (real)p[i] * q[i + 1];
        price += alpha[i] * hidden_lifted(A[i], q[i], c[i], (real)c[i] * c[i] * S, p[i], fine, reach);
    }
    real F = layer(2, q + l - 1, &x, x / (2 * (real)A[l - 1]), fine);
    leave(price / (-(real)x * F), out);
}

/* The replica-symmetric phase: E L'^2, exp(-beta) E Phi/Z, E L''^2 at s = sqrt(x) z. */
void phase(double x, double beta, double fine, double *out)
{
    real root = sqrtl(x), a = -expm1l(-(real)beta), sums[3] = {0};
    nodes n = {0};
    rule();
    real wide = 0.4L < 0.6L * root ? 0.4L : 0.6L * root;
    even(&n, -10 * root, 10 * root, fine * wide);
    for (int i = 0; i < n.n; i++) {
        real s = n.x[i], w = n.w[i] * density(s / root) / root, Z = below(-s) + expl(-(real)beta) * below(s), one = -a * density(s) / Z, two = -s * one - one * one;
        sums[0] += w * one * one; sums[1] += w * expl(-(real)beta) * below(s) / Z; sums[2] += w * two * two;
    }
    drop(&n);
    for (int k = 0; k < 3; k++) leave(sums[k], out + 2 * k);
}
