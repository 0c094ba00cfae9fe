
const char *@_evaluate(const @_system *system, const double *x, const double *given, double density, double *value, double *gradient)
{
    kernel *k = apis[system - @_systems]->create();
    const char *fault = "a grid, which cannot be laid";
    k->api->load(k, x, given ? given : system->given_defaults);
    *value = NAN;
    for (int i = 0; i < system->unknowns; i++) gradient[i] = NAN;
    if (k->api->plan(k, (resolution){ density, 8.5 })) {
        k->api->evaluate(k);
        if (!system->is_root) k->api->gradient(k);
        *value = k->value;
        fault = k->api->first_non_finite(k);
        if (!fault && !isfinite(k->value)) fault = "the goal's value";
        for (int i = 0; i < system->unknowns; i++) {
            gradient[i] = k->residual[i];
            if (!fault && !isfinite(gradient[i])) fault = "a slope";
        }
    }
    k->api->release(k);
    return fault;
}

#ifndef @_NO_MAIN

static void usage(FILE *to)
{
    fputs("usage: PROGRAM [--level=L] [--depth=D] [--goal=NAME] [--density=N] UNKNOWN ... [GIVEN=VALUE ...]\n"
          "       PROGRAM [options] [GIVEN=VALUE ...] -     (points from standard input, one a line)\n"
          "prints the value of the goal, then its slope by each unknown (of a root: the residuals), with 17 digits; systems:\n", to);
    for (int s = 0; s < @_count; s++) {
        const @_system *system = &@_systems[s];
        fputs("  ", to);
        if (system->has_depth) fprintf(to, "--depth=%d ", system->depth);
        if (system->has_level) fprintf(to, "--level=%d ", system->level);
        fprintf(to, "--goal=%s", system->goal);
        for (int i = 0; i < system->unknowns; i++) fprintf(to, " %s", system->unknown_names[i]);
        for (int i = 0; i < system->givens; i++) fprintf(to, " %s=%.17g", system->given_names[i], system->given_defaults[i]);
        fputc('\n', to);
    }
}

static int is_number(const char *text, double *value)
{
    char *end;
    *value = strtod(text, &end);
    return end != text && *end == '\0';
}

/* Prints what is known at a point; 1 where something is not finite. */
static int report(const @_system *system, const double *x, const double *given, double density)
{
    double value, *gradient = allocate((size_t)system->unknowns * sizeof(double));
    const char *fault = @_evaluate(system, x, given, density, &value, gradient);
    printf("%s = %.17g\n", system->goal, value);
    for (int i = 0; i < system->unknowns; i++) {
        if (system->is_root) printf("residual %d = %.17g\n", i + 1, gradient[i]);
        else printf("d %s/d %s = %.17g\n", system->goal, system->unknown_names[i], gradient[i]);
    }
    if (fault) fprintf(stderr, "not finite: %s\n", fault);
    free(gradient);
    return fault != NULL;
}

/* A point for each line of standard input. */
static int report_all(const @_system *system, const double *given, double density)
{
    double *x = allocate((size_t)system->unknowns * sizeof(double));
    int result = 0, count = 0, c;
    char word[64];
    size_t length = 0;
    do {
        c = getchar();
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != EOF) {
            if (length + 1 < sizeof word) word[length++] = (char)c;
            continue;
        }
        word[length] = '\0';
        if (length > 0 && (count == system->unknowns || !is_number(word, &x[count++]))) {
            fprintf(stderr, "error: '%s' is no number, or one too many\n", word);
            result = 2;
            break;
        }
        length = 0;
        if ((c == '\n' || c == EOF) && count > 0) {
            if (count != system->unknowns) {
                fprintf(stderr, "error: a point has %d numbers, not %d\n", system->unknowns, count);
                result = 2;
                break;
            }
            if (report(system, x, given, density)) result = 1;
            count = 0;
        }
    } while (c != EOF);
    free(x);
    return result;
}

/* Whether an argument is an option with a whole number. */
static int is_option(const char *text, const char *name, int *has, int *value)
{
    double number;
    size_t length = strlen(name);
    if (strncmp(text, name, length) != 0 || !is_number(text + length, &number)) return 0;
    *has = 1;
    *value = (int)number;
    return 1;
}

int main(int argc, char **argv)
{
    int has_level = 0, level = 0, has_depth = 0, depth = 0, is_input = 0, count = 0, matches = 0, result;
    const char *goal = NULL;
    double density = @_DENSITY, number, *x = allocate((size_t)argc * sizeof(double));
    const @_system *chosen = NULL;
    for (int a = 1; a < argc; a++) {
        if (strcmp(argv[a], "--help") == 0) {
            usage(stdout);
            free(x);
            return 0;
        }
        if (is_option(argv[a], "--level=", &has_level, &level) || is_option(argv[a], "--depth=", &has_depth, &depth)) continue;
        if (strncmp(argv[a], "--goal=", 7) == 0) goal = argv[a] + 7;
        else if (strncmp(argv[a], "--density=", 10) == 0 && is_number(argv[a] + 10, &number) && number >= 1 && number <= 1000) density = number;
        else if (strcmp(argv[a], "-") == 0) is_input = 1;
        else if (is_number(argv[a], &number)) x[count++] = number;
        else if (argv[a][0] == '-' || !strchr(argv[a], '=')) {
            fprintf(stderr, "error: '%s' is no number, option or given\n", argv[a]);
            usage(stderr);
            free(x);
            return 2;
        }
    }
    /* The first goal of the one member that fits: by level and depth, and else by the number of unknowns. */
    for (int s = 0; s < @_count; s++) {
        const @_system *system = &@_systems[s];
        if ((has_level && !(system->has_level && system->level == level)) || (has_depth && !(system->has_depth && system->depth == depth))
            || (goal && strcmp(goal, system->goal) != 0) || (!is_input && system->unknowns != count)) continue;
        if (chosen && chosen->level == system->level && chosen->depth == system->depth) continue;
        chosen = chosen ? chosen : system;
        matches++;
    }
    if (matches != 1 || (is_input && count > 0)) {
        fprintf(stderr, "error: %s\n", matches > 1 ? "several systems fit; say --level or --depth" : "no system has so many unknowns; there are");
        usage(stderr);
        free(x);
        return 2;
    }
    double *given = allocate((size_t)chosen->givens * sizeof(double));
    for (int g = 0; g < chosen->givens; g++) given[g] = chosen->given_defaults[g];
    for (int a = 1; a < argc; a++) {
        const char *equals = strrchr(argv[a], '=');
        int g = 0;
        if (!equals || argv[a][0] == '-') continue;
        while (g < chosen->givens && (strlen(chosen->given_names[g]) != (size_t)(equals - argv[a]) || strncmp(chosen->given_names[g], argv[a], (size_t)(equals - argv[a])) != 0)) g++;
        if (g == chosen->givens || !is_number(equals + 1, &given[g])) {
            fprintf(stderr, "error: '%s' sets no given to a number\n", argv[a]);
            usage(stderr);
            free(given);
            free(x);
            return 2;
        }
    }
    result = is_input ? report_all(chosen, given, density) : report(chosen, x, given, density);
    free(given);
    free(x);
    return fflush(stdout) == 0 ? result : 3;
}

#endif
