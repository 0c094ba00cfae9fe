#define RIJ_PI 3.141592653589793

enum region { LEFT, CORE, RIGHT };

/* Nodes in three stretches: equispaced ones have a step, others coordinates and weights of their own; pairs of nodes have two grids instead. */
typedef struct grid {
    int count, core_start, core_stop, first, ratio, half_width, capacity;
    double step;
    double *nodes, *weights;
    const struct grid *axes[2];
} grid;

typedef struct { double density, reach; } resolution;

typedef struct kernel kernel;

/* The methods of a kernel, in the order they are called; plan returns 0 where grids cannot be laid. */
typedef struct {
    kernel *(*create)(void);
    void (*load)(kernel *, const double *x, const double *given);
    int (*plan)(kernel *, resolution);
    void (*evaluate)(kernel *);
    void (*gradient)(kernel *);
    void (*outputs)(kernel *, double *result);
    const char *(*first_non_finite)(kernel *);
    void (*release)(kernel *);
} kernel_api;

/* Every kernel begins with this. */
struct kernel { const kernel_api *api; int unknowns; double value; double *residual; resolution resolution; };

static const int most_nodes = 4000000;

static inline void *resized(void *memory, size_t size)
{
    memory = realloc(memory, size > 0 ? size : 1);
    if (memory == NULL) {
        fputs("error: out of memory\n", stderr);
        exit(3);
    }
    return memory;
}

static inline void *allocate(size_t size) { return memset(resized(NULL, size), 0, size > 0 ? size : 1); }
static inline int start_of(const grid *g, int region) { return region == LEFT ? 0 : region == CORE ? g->core_start : g->core_stop; }
static inline int stop_of(const grid *g, int region) { return region == LEFT ? g->core_start : region == CORE ? g->core_stop : g->count; }
static inline double coordinate(const grid *g, int i) { return g->nodes ? g->nodes[i] : (g->first + i) * g->step; }
static inline int length_of(const grid *g) { return g->core_stop - g->core_start; }
static inline double coordinate_along(const grid *g, int axis, int i)
{
    int n = length_of(g->axes[1]);
    return coordinate(g->axes[axis], g->axes[axis]->core_start + (axis == 0 ? i / n : i % n));
}
static inline double weight(const grid *g, int i) { return g->weights ? g->weights[i] : g->step; }
static inline double smaller(double a, double b) { return a < b || a != a ? a : b; }
static inline double larger(double a, double b) { return a > b || a != a ? a : b; }
static inline double within(double x, double low, double high) { return smaller(larger(x, low), high); }

/* A sum in four parts, so that its rounding grows with a quarter of the terms. */
static inline double dot(const double *a, const double *b, int n)
{
    double s[4] = { 0, 0, 0, 0 };
    int i = 0;
    for (; i + 4 <= n; i += 4)
        for (int j = 0; j < 4; j++) s[j] += a[i + j] * b[i + j];
    for (; i < n; i++) s[0] += a[i] * b[i];
    return (s[0] + s[1]) + (s[2] + s[3]);
}

static inline int all_finite(const double *array, int start, int stop)
{
    for (int i = start; i < stop; i++)
        if (!isfinite(array[i])) return 0;
    return 1;
}

static inline void release_grid(grid *g)
{
    free(g->nodes);
    free(g->weights);
}

/* Whether a place in steps is an int. */
static inline int to_int(double value, int *result)
{
    if (!(fabs(value) < 1e9)) return 0;
    *result = (int)value;
    return 1;
}

static inline int lay(grid *g, int first, int end, double low, double high)
{
    int start = 0, stop = 0;
    if (end < first) end = first;
    if ((double)end - first > most_nodes) return 0;
    g->first = first;
    g->count = end - first;
    if (!isinf(low) && !to_int(floor(low / g->step), &start)) return 0;
    if (!isinf(high) && !to_int(ceil(high / g->step) + 1, &stop)) return 0;
    g->core_start = isinf(low) ? 0 : (int)within((double)start - first, 0, g->count);
    g->core_stop = isinf(high) ? g->count : (int)within((double)stop - first, g->core_start, g->count);
    return 1;
}

/* Equispaced nodes under one Gaussian. Against it the trapezoid rule converges exponentially. */
static inline int plan_under(grid *g, resolution r, double center, double deviation, double width, double low, double high, double spread)
{
    int first, end;
    g->step = width / r.density;
    g->ratio = 1;
    g->half_width = 0;
    return to_int(floor((center - r.reach * deviation) / g->step), &first) && to_int(ceil((center + r.reach * deviation) / g->step) + 1, &end)
        && lay(g, first, end, low - r.reach * spread, high + r.reach * spread);
}

/* Equispaced nodes under a Gaussian at every core node of another grid, aligned with it. Without places, spread is how many times further they reach. */
static inline int plan_onto(grid *g, resolution r, const grid *target, double deviation, double width, double low, double high, double spread)
{
    if (!to_int(ceil(target->step / (width / r.density)), &g->ratio)) return 0;
    if (g->ratio < 1) g->ratio = 1;
    g->step = target->step / g->ratio;
    double further = isinf(low) && isinf(high) ? 1 + spread : 1;
    if (!to_int(ceil(r.reach * further * deviation / g->step), &g->half_width)) return 0;
    return lay(g, (target->first + target->core_start) * g->ratio - g->half_width, (target->first + target->core_stop - 1) * g->ratio + g->half_width + 1,
        low - r.reach * spread, high + r.reach * spread);
}

static inline void append(grid *g, double node, double node_weight)
{
    if (g->count == g->capacity) {
        g->capacity = 2 * g->capacity + 64;
        g->nodes = resized(g->nodes, (size_t)g->capacity * sizeof(double));
        g->weights = resized(g->weights, (size_t)g->capacity * sizeof(double));
    }
    g->nodes[g->count] = node;
    g->weights[g->count++] = node_weight;
    g->core_stop = g->count;
}

/* The positive nodes of Gauss-Legendre rules on (-1, 1), and their weights. */
static const double nodes_of_16[8] = { 0.09501250983763744, 0.2816035507792589, 0.45801677765722737, 0.6178762444026438, 0.755404408355003, 0.8656312023878318, 0.9445750230732326, 0.9894009349916499 };
static const double weights_of_16[8] = { 0.1894506104550685, 0.18260341504492358, 0.16915651939500254, 0.14959598881657674, 0.12462897125553388, 0.09515851168249279, 0.062253523938647894, 0.027152459411754096 };
static const double nodes_of_20[10] = { 0.07652652113349734, 0.22778585114164507, 0.37370608871541955, 0.5108670019508271, 0.636053680726515, 0.7463319064601508, 0.8391169718222188, 0.912234428251326, 0.9639719272779138, 0.9931285991850949 };
static const double weights_of_20[10] = { 0.15275338713072584, 0.14917298647260374, 0.14209610931838204, 0.13168863844917664, 0.11819453196151841, 0.10193011981724044, 0.08327674157670475, 0.06267204833410907, 0.04060142980038694, 0.017614007139152118 };

/* Gauss-Legendre nodes on a panel. */
static inline void panel(grid *g, int n, double start, double length)
{
    const double *x = n == 16 ? nodes_of_16 : nodes_of_20, *w = n == 16 ? weights_of_16 : weights_of_20;
    for (int k = 0; k < n; k++) {
        int j = k < n / 2 ? n / 2 - 1 - k : k - n / 2;
        append(g, start + length * 0.5 * (1 + (k < n / 2 ? -x[j] : x[j])), 0.5 * length * w[j]);
    }
}

/* Nodes t on (0, 1) for a piece of the line under a standard normal density: equispaced for the whole line, else panels, by a double exponential rule next to a rough end. */
static inline int plan_panels(grid *g, resolution r, double low, double high, double width, double quadratic, double linear, int is_rough)
{
    if (low != low || high != high || !(width > 0)) return 0;
    double d = larger(1 - 2 * larger(quadratic, 0), 1e-3), limit = r.reach / sqrt(d) + larger(linear, 0) / d;
    g->step = isfinite(limit) ? limit : r.reach;
    double count = fabs(within(high, -g->step, g->step) - within(low, -g->step, g->step)) * (r.density / width), first = 0;
    int line = isinf(low) && isinf(high);
    if (!(count < most_nodes)) return 0;
    g->count = g->core_start = g->core_stop = 0;
    if (line) {
        int n = (int)larger(8, ceil(count));
        for (int j = 0; j < n; j++) append(g, (double)j / n, 1.0 / n);
        return 1;
    }
    int panels = (int)larger(1, ceil(count / 20));
    if (is_rough) {
        double step = 1 / (2 * r.density);
        first = 1.0 / (panels + 1);
        for (int j = (int)ceil(-5.5 / step); j * step <= 3.2; j++) {
            double s = RIJ_PI * sinh(j * step);
            append(g, first * (1 / (1 + exp(-s))), step * first * RIJ_PI * cosh(j * step) / (2 + 2 * cosh(s)));
        }
    }
    for (int p = 0; p < panels; p++) panel(g, 20, first + p * ((1 - first) / panels), (1 - first) / panels);
    return 1;
}

/* Panels of a piece between kinks: their length grows by half the distance from these, from narrow to wide. */
static inline void panels_of(grid *g, double low, double high, int is_kink_low, int is_kink_high, double narrow, double wide)
{
    double at = low;
    while (at < high) {
        double start = at, from_low = is_kink_low ? larger(narrow, 0.5 * (at - low)) : wide, from_high = is_kink_high ? larger(narrow, (high - at) / 3) : wide;
        at += smaller(wide, smaller(from_low, from_high));
        if (high - at < 0.3 * narrow) at = high;
        panel(g, 16, start, at - start);
    }
}

/* All pairs of core nodes of two grids, the second running fastest. */
static inline int plan_product(grid *g, const grid *first, const grid *second)
{
    if ((double)length_of(first) * length_of(second) > 10.0 * most_nodes) return 0;
    g->axes[0] = first;
    g->axes[1] = second;
    g->core_start = 0;
    g->count = g->core_stop = length_of(first) * length_of(second);
    return 1;
}

/* Panels over the line, as far as Gaussians at another grid's nodes reach, cut where the integrand has kinks. */
static inline int plan_split(grid *g, resolution r, const grid *target, double deviation, double width, int cuts, const double *at)
{
    double low = coordinate(target, target->core_start) - r.reach * deviation, high = coordinate(target, target->core_stop - 1) + r.reach * deviation;
    double per_panel = 16 / r.density, from = low;
    int is_kink = 0;
    if (!isfinite(high - low) || !(deviation > 0) || !(width > 1e-9 * deviation) || (high - low) / deviation > 1e6) return 0;
    g->count = g->core_start = g->core_stop = 0;
    for (int c = 0; c < cuts; c++) {
        if (!(at[c] > from && at[c] < high)) continue;
        panels_of(g, from, at[c], is_kink, 1, per_panel * width, per_panel * deviation);
        from = at[c];
        is_kink = 1;
    }
    panels_of(g, from, high, is_kink, 0, per_panel * width, per_panel * deviation);
    return 1;
}
