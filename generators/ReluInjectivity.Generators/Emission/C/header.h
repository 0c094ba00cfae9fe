/* A goal at one level and depth. */
typedef struct {
    const char *goal;
    int has_level, level, has_depth, depth;
    /* Whether the goal is a root: what comes beside its value are then the residuals of its equations, else its gradient. */
    int is_root;
    int unknowns;
    const char *const *unknown_names;
    int givens;
    const char *const *given_names;
    /* What the givens are unless others are said. */
    const double *given_defaults;
} @_system;

/* The systems, and how many there are. */
extern const @_system @_systems[];
extern const int @_count;

/* Nodes in a length over which integrands change: enough for 14 digits of all but the roughest; the error falls exponentially with it. */
#define @_DENSITY 8.0

/*
 * Value and gradient at a point. Safe to call from several threads.
 *   system    one of those above
 *   x         the unknowns, in the order of unknown_names
 *   given     the givens, in the order of given_names; NULL for given_defaults
 *   density   @_DENSITY or more
 *   value     takes the goal's value
 *   gradient  takes as many numbers as there are unknowns
 *   returns   NULL, or the name of the first quantity that is not finite
 */
const char *@_evaluate(const @_system *system, const double *x, const double *given, double density, double *value, double *gradient);
