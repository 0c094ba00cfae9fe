/* A function with a kernel of its own, applied to arguments. */
typedef struct { kernel *kernel; const resolution *at; int is_laid, has_first; } routine;

static inline double routine_value(routine *r, const double *arguments)
{
    r->has_first = 0;
    r->kernel->api->load(r->kernel, arguments, NULL);
    r->is_laid = r->kernel->api->plan(r->kernel, *r->at);
    if (!r->is_laid) return NAN;
    r->kernel->api->evaluate(r->kernel);
    return r->kernel->value;
}

static inline double routine_first(routine *r, int i)
{
    if (!r->is_laid) return NAN;
    if (!r->has_first) r->kernel->api->gradient(r->kernel);
    r->has_first = 1;
    return r->kernel->residual[i];
}

/* The average of a kernel over its last unknown, a standard normal variable, by Gauss-Hermite quadrature: a kernel for each node. */
typedef struct {
    kernel base;
    kernel *(*create)(void);
    int count, capacity;
    kernel **kernels;
    double *arguments, *nodes, *weights;
} averaged;

/* The normalised Hermite polynomials n and n - 1 at z, and the sum of the squares of those before. */
static inline void hermite(int n, double z, double *last, double *before, double *sum)
{
    *before = 0;
    *last = 1;
    *sum = 0;
    for (int k = 0; k < n; k++) {
        double next = (z * *last - sqrt(k) * *before) / sqrt(k + 1);
        *sum += *last * *last;
        *before = *last;
        *last = next;
    }
}

/* How many eigenvalues of the Jacobi matrix of the Hermite polynomials are less than z. */
static inline int nodes_below(int n, double z)
{
    double pivot = 1;
    int count = 0;
    for (int k = 0; k < n; k++) {
        pivot = -z - (k > 0 ? k / pivot : 0);
        if (pivot == 0) pivot = 1e-300;
        count += pivot < 0;
    }
    return count;
}

static inline void lay_hermite(averaged *a, int n)
{
    double last, before, sum;
    if (a->count == n) return;
    a->count = n;
    a->nodes = resized(a->nodes, (size_t)n * sizeof(double));
    a->weights = resized(a->weights, (size_t)n * sizeof(double));
    for (int k = n / 2; k < n; k++) {
        double low = 0, high = 2 * sqrt(n) + 1, z = 0;
        for (int step = 0; step < 60 && 2 * k + 1 != n; step++) {
            z = 0.5 * (low + high);
            if (nodes_below(n, z) > k) high = z;
            else low = z;
        }
        for (int step = 0; step < 2; step++) {
            hermite(n, z, &last, &before, &sum);
            z -= last / (sqrt(n) * before);
        }
        hermite(n, z, &last, &before, &sum);
        a->nodes[k] = z;
        a->nodes[n - 1 - k] = -z;
        a->weights[k] = a->weights[n - 1 - k] = 1 / sum;
    }
}

static inline void averaged_load(kernel *base, const double *x, const double *given)
{
    (void)given;
    memcpy(((averaged *)base)->arguments, x, (size_t)base->unknowns * sizeof(double));
}

static inline int averaged_plan(kernel *base, resolution r)
{
    averaged *a = (averaged *)base;
    lay_hermite(a, (int)ceil(4 * r.density));
    if (a->count > a->capacity) {
        a->kernels = resized(a->kernels, (size_t)a->count * sizeof *a->kernels);
        for (; a->capacity < a->count; a->capacity++) a->kernels[a->capacity] = a->create();
    }
    for (int k = 0; k < a->count; k++) {
        a->arguments[base->unknowns] = a->nodes[k];
        a->kernels[k]->api->load(a->kernels[k], a->arguments, NULL);
        if (!a->kernels[k]->api->plan(a->kernels[k], r)) return 0;
    }
    return 1;
}

static inline void averaged_evaluate(kernel *base)
{
    averaged *a = (averaged *)base;
    base->value = 0;
    for (int k = 0; k < a->count; k++) {
        a->kernels[k]->api->evaluate(a->kernels[k]);
        base->value += a->weights[k] * a->kernels[k]->value;
    }
}

static inline void averaged_gradient(kernel *base)
{
    averaged *a = (averaged *)base;
    for (int i = 0; i < base->unknowns; i++) base->residual[i] = 0;
    for (int k = 0; k < a->count; k++) {
        a->kernels[k]->api->gradient(a->kernels[k]);
        for (int i = 0; i < base->unknowns; i++) base->residual[i] += a->weights[k] * a->kernels[k]->residual[i];
    }
}

static inline void averaged_outputs(kernel *base, double *result)
{
    (void)base;
    (void)result;
}

static inline const char *averaged_first_non_finite(kernel *base)
{
    averaged *a = (averaged *)base;
    for (int k = 0; k < a->count; k++) {
        const char *name = a->kernels[k]->api->first_non_finite(a->kernels[k]);
        if (name) return name;
    }
    return NULL;
}

static inline void averaged_release(kernel *base)
{
    averaged *a = (averaged *)base;
    for (int k = 0; k < a->capacity; k++) a->kernels[k]->api->release(a->kernels[k]);
    free(a->kernels);
    free(a->arguments);
    free(a->nodes);
    free(a->weights);
    free(base->residual);
    free(a);
}

static inline kernel *averaged_create(kernel *(*create)(void))
{
    static const kernel_api api = { NULL, averaged_load, averaged_plan, averaged_evaluate, averaged_gradient, averaged_outputs, averaged_first_non_finite, averaged_release };
    averaged *a = allocate(sizeof *a);
    kernel *first = create();
    a->create = create;
    a->base = (kernel){ &api, first->unknowns - 1, 0, allocate((size_t)first->unknowns * sizeof(double)), { 1, 8.5 } };
    a->arguments = allocate((size_t)first->unknowns * sizeof(double));
    first->api->release(first);
    return &a->base;
}
