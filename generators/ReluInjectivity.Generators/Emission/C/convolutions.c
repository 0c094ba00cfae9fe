/* Sums of functions on one grid against Gaussians of one deviation at the core nodes of another, and derivatives by the deviation. */
typedef struct {
    const grid *source, *target;
    double deviation;
    int is_tabulated[3];
    size_t capacity[3];
    double *tables[3];
    const grid *pairs, *onto;
    int axis;
} convolution;

static inline void set_deviation(convolution *c, double deviation)
{
    c->deviation = deviation;
    memset(c->is_tabulated, 0, sizeof c->is_tabulated);
}

static inline void release_convolution(convolution *c)
{
    for (int order = 0; order < 3; order++) free(c->tables[order]);
}

/* What turns a normal density at z into its derivative by the deviation s. */
static inline double factor_of(int order, double z2, double s)
{
    return order == 0 ? 1 : order == 1 ? (z2 - 1) / s : ((z2 - 5) * z2 + 2) / s / s;
}

/* Densities times weights: by distance for equispaced nodes, for others a row for each target. */
static inline const double *tabulated(convolution *c, int order)
{
    const grid *g = c->source, *target = c->target;
    double s = c->deviation, peak = 1 / (s * sqrt(2 * RIJ_PI));
    size_t rows = g->nodes ? (size_t)(target->core_stop - target->core_start) : 1, columns = g->nodes ? (size_t)g->count : 2 * (size_t)g->half_width + 1;
    if (c->is_tabulated[order]) return c->tables[order];
    c->is_tabulated[order] = 1;
    if (c->capacity[order] < rows * columns) {
        c->capacity[order] = rows * columns;
        c->tables[order] = resized(c->tables[order], rows * columns * sizeof(double));
    }
    double *table = c->tables[order];
    if (!g->nodes) {
        for (int j = 0; j <= g->half_width; j++) {
            double z = j * g->step / s;
            table[g->half_width + j] = table[g->half_width - j] = g->step * peak * exp(-0.5 * (z * z)) * factor_of(order, z * z, s);
        }
        return table;
    }
    for (int x = target->core_start; x < target->core_stop; x++)
        for (int y = 0; y < g->count; y++) {
            double z = (g->nodes[y] - coordinate(target, x)) / s;
            *table++ = peak * g->weights[y] * exp(-0.5 * z * z) * factor_of(order, z * z, s);
        }
    return c->tables[order];
}

/* The densities at the source nodes from..to - 1 that are in reach of a target, of those from..to - 1 given. */
static inline const double *window(convolution *c, int order, int x, int *from, int *to)
{
    const grid *g = c->source;
    const double *table = tabulated(c, order);
    if (g->nodes) return table + (size_t)(x - c->target->core_start) * (size_t)g->count + *from;
    int center = (c->target->first + x) * g->ratio - g->first;
    if (*from < center - g->half_width) *from = center - g->half_width;
    if (*to > center + g->half_width + 1) *to = center + g->half_width + 1;
    return *from < *to ? table + (*from - center + g->half_width) : table;
}

/* Of functions of pairs: where those of one other coordinate begin, at what distance they lie, and how many other coordinates there are. */
static inline int lines_of(const convolution *c) { return c->pairs ? length_of(c->onto->axes[1 - c->axis]) : 1; }
static inline int step_of(const grid *pairs, int axis) { return axis == 0 ? length_of(pairs->axes[1]) : 1; }

/* One line of pairs, to one of pairs: that is what the sum over one coordinate is for every other. */
static inline void along(convolution *c, int order, int line, int is_adjoint, const double *from, double *to)
{
    int a = c->axis, in = step_of(c->pairs, a), out = step_of(c->onto, a);
    int source = line * step_of(c->pairs, 1 - a), target = line * step_of(c->onto, 1 - a);
    for (int x = c->target->core_start; x < c->target->core_stop; x++) {
        int start = c->source->core_start, stop = c->source->core_stop;
        const double *densities = window(c, order, x, &start, &stop);
        int at = target + (x - c->target->core_start) * out, first = source + (start - c->source->core_start) * in;
        double sum = 0;
        for (int j = 0; j < stop - start; j++) {
            if (is_adjoint) to[first + j * in] += densities[j] * from[at];
            else sum += densities[j] * from[first + j * in];
        }
        if (!is_adjoint) to[at] += sum;
    }
}

/* By how much the largest value of each line exceeds the largest exponent, at every target; the adjoint brings it to every source. */
static inline void peaks(convolution *c, int is_adjoint, const double *from, double *to)
{
    int a = c->axis, in = step_of(c->pairs, a), out = step_of(c->onto, a);
    for (int line = 0; line < lines_of(c); line++) {
        int source = line * step_of(c->pairs, 1 - a), target = line * step_of(c->onto, 1 - a);
        int sources = length_of(c->source), targets = length_of(c->target);
        double largest = 600;
        for (int i = 0; i < sources; i++) {
            double x = is_adjoint ? 0 : from[source + i * in];
            if (is_adjoint) to[source + i * in] = from[target];
            else if (x > largest && isfinite(x)) largest = x;
        }
        for (int i = 0; !is_adjoint && i < targets; i++) to[target + i * out] += largest - 600;
    }
}

static inline void clear_convolution(const convolution *c, double *result)
{
    if (c->pairs) {
        memset(result, 0, (size_t)c->onto->count * sizeof(double));
        return;
    }
    for (int x = c->target->core_start; x < c->target->core_stop; x++) result[x] = 0;
}

static inline void add_convolution(convolution *c, int order, int region, const double *source, double *result)
{
    if (c->pairs) {
        if (order < 0) peaks(c, 0, source, result);
        for (int line = 0; order >= 0 && line < lines_of(c); line++) along(c, order, line, 0, source, result);
        return;
    }
    for (int x = c->target->core_start; x < c->target->core_stop; x++) {
        int from = start_of(c->source, region), to = stop_of(c->source, region);
        const double *densities = window(c, order, x, &from, &to);
        if (from < to) result[x] += dot(densities, source + from, to - from);
    }
}

static inline void add_constant(convolution *c, int order, int region, double value, double *result)
{
    if (c->pairs) {
        double *constant = resized(NULL, (size_t)c->pairs->count * sizeof(double));
        for (int i = 0; i < c->pairs->count; i++) constant[i] = value;
        for (int line = 0; line < lines_of(c); line++) along(c, order, line, 0, constant, result);
        free(constant);
        return;
    }
    for (int x = c->target->core_start; x < c->target->core_stop; x++) {
        int from = start_of(c->source, region), to = stop_of(c->source, region);
        const double *densities = window(c, order, x, &from, &to);
        double sum = 0;
        for (int y = 0; y < to - from; y++) sum += densities[y];
        if (from < to) result[x] += value * sum;
    }
}

static inline void adjoint(convolution *c, int order, const double *at, int region, double *result)
{
    if (c->pairs) {
        memset(result, 0, (size_t)c->pairs->count * sizeof(double));
        if (order < 0) peaks(c, 1, at, result);
        for (int line = 0; order >= 0 && line < lines_of(c); line++) along(c, order, line, 1, at, result);
        return;
    }
    for (int y = start_of(c->source, region); y < stop_of(c->source, region); y++) result[y] = 0;
    for (int x = c->target->core_start; x < c->target->core_stop; x++) {
        int from = start_of(c->source, region), to = stop_of(c->source, region);
        const double *densities = window(c, order, x, &from, &to);
        for (int y = from; y < to; y++) result[y] += densities[y - from] * at[x];
    }
}
