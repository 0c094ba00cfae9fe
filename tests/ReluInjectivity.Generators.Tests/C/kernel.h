/* What printed kernels rest on: grids, convolutions and routines, each in the plainest way, and the functions that C lacks. */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PI 3.14159265358979323846264338327950288

enum region { LEFT, CORE, RIGHT };

typedef struct {
    int count, core_start, core_stop, first, ratio, half_width;
    double step;
    double *nodes, *weights;
} grid;

typedef struct { grid *source, *target; double deviation; } convolution;

typedef struct { double density, reach; } resolution;

typedef struct kernel kernel;

typedef struct {
    kernel *(*create)(void);
    void (*load)(kernel *, const double *x, const double *given);
    void (*plan)(kernel *, resolution);
    void (*evaluate)(kernel *);
    void (*gradient)(kernel *);
    void (*outputs)(kernel *, double *result);
    const char *(*first_non_finite)(kernel *);
} kernel_api;

/* Every kernel begins with this. */
struct kernel { const kernel_api *api; int unknowns; double value; double *residual; resolution resolution; };

typedef struct { kernel *kernel; const resolution *at; int has_first; } routine;

static inline void *allocate(size_t size) { return calloc(1, size > 0 ? size : 1); }
static inline int start_of(const grid *g, int region) { return region == LEFT ? 0 : region == CORE ? g->core_start : g->core_stop; }
static inline int stop_of(const grid *g, int region) { return region == LEFT ? g->core_start : region == CORE ? g->core_stop : g->count; }
static inline double coordinate(const grid *g, int i) { return g->nodes ? g->nodes[i] : (g->first + i) * g->step; }
static inline double weight(const grid *g, int i) { return g->weights ? g->weights[i] : g->step; }

static inline void lay(grid *g, int first, int end, double low, double high) {
    g->first = first;
    g->count = end > first ? end - first : 0;
    double start = isinf(low) ? 0 : floor(low / g->step) - first, stop = isinf(high) ? g->count : ceil(high / g->step) + 1 - first;
    g->core_start = (int)fmin(fmax(start, 0), g->count);
    g->core_stop = (int)fmin(fmax(stop, g->core_start), g->count);
}

static inline void plan_under(grid *g, resolution r, double center, double deviation, double width, double low, double high, double spread) {
    g->step = width / r.density;
    g->ratio = 1;
    lay(g, (int)floor((center - r.reach * deviation) / g->step), (int)ceil((center + r.reach * deviation) / g->step) + 1, low - r.reach * spread, high + r.reach * spread);
}

static inline void plan_onto(grid *g, resolution r, const grid *target, double deviation, double width, double low, double high, double spread) {
    g->ratio = (int)fmax(1, ceil(target->step / (width / r.density)));
    g->step = target->step / g->ratio;
    g->half_width = (int)ceil(r.reach * deviation / g->step);
    lay(g, (target->first + target->core_start) * g->ratio - g->half_width, (target->first + target->core_stop - 1) * g->ratio + g->half_width + 1,
        low - r.reach * spread, high + r.reach * spread);
}

/* Gauss-Legendre nodes on (from, to), appended. */
static inline void panel(grid *g, int n, double from, double to) {
    g->nodes = realloc(g->nodes, (g->count + n) * sizeof(double));
    g->weights = realloc(g->weights, (g->count + n) * sizeof(double));
    for (int k = 0; k < n; k++) {
        long double x = -cosl((long double)PI * (k + 0.75L) / (n + 0.5L)), slope = 1;
        for (int step = 0; step < 20; step++) {
            long double p = 1, q = 0;
            for (int j = 1; j <= n; j++) {
                long double next = ((2 * j - 1) * x * p - (j - 1) * q) / j;
                q = p;
                p = next;
            }
            slope = n * (x * p - q) / (x * x - 1);
            x -= p / slope;
        }
        g->nodes[g->count] = from + (to - from) * (double)(0.5L * (1 + x));
        g->weights[g->count++] = (to - from) * (double)(1 / ((1 - x * x) * slope * slope));
    }
    g->core_stop = g->count;
}

/* Equispaced on the line, Gauss-Legendre panels elsewhere. */
static inline void plan_panels(grid *g, resolution r, double low, double high, double width, double quadratic, double linear) {
    double d = 1 - 2 * fmax(quadratic, 0);
    g->step = r.reach / sqrt(d) + fmax(linear, 0) / d;
    double length = fmin(fmax(high, -g->step), g->step) - fmin(fmax(low, -g->step), g->step);
    int line = isinf(low) && isinf(high), count = (int)ceil(length / width * r.density);
    int panels = line ? 0 : (int)fmax(1, ceil(fabs(length) / width * r.density / 20));
    g->count = g->core_start = 0;
    for (int p = 0; p < panels; p++) panel(g, 20, (double)p / panels, (double)(p + 1) / panels);
    if (!line) return;
    g->nodes = realloc(g->nodes, count * sizeof(double));
    g->weights = realloc(g->weights, count * sizeof(double));
    for (g->count = 0; g->count < count; g->count++) {
        g->nodes[g->count] = (double)g->count / count;
        g->weights[g->count] = 1.0 / count;
    }
    g->core_stop = count;
}

/* Panels between cuts. Their length is that of the narrowest feature: more than needed, and as good. */
static inline void plan_split(grid *g, resolution r, const grid *target, double deviation, double width, int cuts, const double *at) {
    double low = coordinate(target, target->core_start) - r.reach * deviation, high = coordinate(target, target->core_stop - 1) + r.reach * deviation;
    double length = 16 / r.density * fmin(width, deviation);
    g->count = g->core_start = 0;
    for (int c = 0; c <= cuts; c++) {
        double end = c < cuts ? at[c] : high;
        if (!(end > low) || end > high) continue;
        int panels = (int)ceil((end - low) / length);
        for (int p = 0; p < panels; p++) panel(g, 16, low + (end - low) * p / panels, low + (end - low) * (p + 1) / panels);
        low = end;
    }
}

/* The Gaussian at target node x, differentiated, at source node y; equispaced sources are cut off by nodes. */
static inline double gaussian(const convolution *c, int order, int x, int y) {
    if (!c->source->nodes && abs((c->target->first + x) * c->source->ratio - c->source->first - y) > c->source->half_width) return 0;
    double s = c->deviation, z = (coordinate(c->source, y) - coordinate(c->target, x)) / s, z2 = z * z;
    double n = exp(-0.5 * z2) / (s * sqrt(2 * PI));
    return weight(c->source, y) * n * (order == 0 ? 1 : order == 1 ? (z2 - 1) / s : ((z2 - 5) * z2 + 2) / s / s);
}

static inline void clear(const convolution *c, double *result) {
    for (int x = c->target->core_start; x < c->target->core_stop; x++) result[x] = 0;
}

static inline void add(const convolution *c, int order, int region, const double *source, double constant, double *result) {
    for (int x = c->target->core_start; x < c->target->core_stop; x++)
        for (int y = start_of(c->source, region); y < stop_of(c->source, region); y++)
            result[x] += gaussian(c, order, x, y) * (source ? source[y] : constant);
}

static inline void adjoint(const convolution *c, int order, const double *at, int region, double *result) {
    for (int y = start_of(c->source, region); y < stop_of(c->source, region); y++) {
        result[y] = 0;
        for (int x = c->target->core_start; x < c->target->core_stop; x++) result[y] += gaussian(c, order, x, y) * at[x];
    }
}

static inline int all_finite(const double *array, int start, int stop) {
    for (int i = start; i < stop; i++) if (!isfinite(array[i])) return 0;
    return 1;
}

static inline double routine_value(routine *r, const double *arguments) {
    r->has_first = 0;
    r->kernel->api->load(r->kernel, arguments, NULL);
    r->kernel->api->plan(r->kernel, *r->at);
    r->kernel->api->evaluate(r->kernel);
    return r->kernel->value;
}

static inline double routine_first(routine *r, int i) {
    if (!r->has_first) r->kernel->api->gradient(r->kernel);
    r->has_first = 1;
    return r->kernel->residual[i];
}

static inline double logistic(double x) { return x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x)); }
static inline double normal_density(double x) { return exp(-0.5 * x * x) / sqrt(2 * PI); }
static inline double normal_distribution(double x) { return 0.5 * erfc(-x * sqrt(0.5)); }
static inline double normal_between(double a, double b) {
    long double r = sqrtl(0.5L);
    return (double)(a + b > 0 ? 0.5L * (erfcl(a * r) - erfcl(b * r)) : 0.5L * (erfcl(-b * r) - erfcl(-a * r)));
}
static inline double scaled_erfc(double x) {
    if (x < 25) return (double)(expl((long double)x * x) * erfcl(x));
    long double sum = 1, term = 1;
    for (int k = 1; k < 12; k++) sum += term *= -(2 * k - 1) / (2 * (long double)x * x);
    return (double)(sum / (x * sqrtl((long double)PI)));
}

static inline double scaled_normal_distribution(double q, double x) {
    return x < 0 ? 0.5 * exp(q) * scaled_erfc(-x * sqrt(0.5)) : exp(q + 0.5 * x * x) * normal_distribution(x);
}
static inline double log_scaled_normal_distribution(double x) {
    return x < 0 ? log(0.5 * scaled_erfc(-x * sqrt(0.5))) : 0.5 * x * x + log1p(-normal_distribution(-x));
}
static inline double log_normal_distribution(double x) { return x < 0 ? log_scaled_normal_distribution(x) - 0.5 * x * x : log1p(-normal_distribution(-x)); }
static inline double inverse_mills(double x) { return x > 0 ? normal_density(x) / normal_distribution(x) : sqrt(2 / PI) / scaled_erfc(-x * sqrt(0.5)); }
static inline double log_erfc(double x) { return x < 0.5 ? log1p(-erf(x)) : log(scaled_erfc(x)) - x * x; }
static inline double softplus(double x) { return fmax(x, 0) + log1p(exp(-fabs(x))); }
static inline double logaddexp(double x, double y) { return fmax(x, y) + log1p(exp(-fabs(x - y))); }
static inline double logcosh(double x) { return fabs(x) + log1p(exp(-2 * fabs(x))) - log(2); }
static inline double exprel(double x) { return x == 0 ? 1 : expm1(x) / x; }

/* The integral of (d + t^2)^-n from x: by parts downwards, a series where d is small. */
static inline double cauchy_tail(double order, double x, double d) {
    int n = (int)order;
    if (x > 0 && fabs(d) < 0.25 * x * x) {
        double term = 1, sum = 0;
        for (int k = 0; k < 200; k++) {
            sum += term / (2 * n - 1 + 2 * k);
            term *= -(n + k) * (d / (x * x)) / (k + 1);
        }
        return sum * pow(x, 1 - 2 * n);
    }
    double tail = d > 0 ? atan2(sqrt(d), x) / sqrt(d) : atanh(sqrt(-d) / x) / sqrt(-d), power = 1;
    for (int k = 1; k < n; k++) {
        power /= d + x * x;
        tail = ((2 * k - 1) * tail - x * power) / (2 * k * d);
    }
    return tail;
}
