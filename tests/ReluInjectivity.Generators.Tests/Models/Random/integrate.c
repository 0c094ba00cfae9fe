/* Gaussian expectations for models.py: tanh-sinh in 64-bit significands (x87), panel by panel, twice: the second time on panels cut elsewhere
   and with half the step. Distances from a panel's ends are kept apart from places, so that nothing cancels next to a singular end.
   In: a line for each integrand, "program | cut cut ... | place place ...": a program for a stack machine in reverse Polish notation, where "z" is
   the variable, "Dk" its distance from the k-th place, and the cuts, ascending, end panels; those that are places end in "=k".
   Out: a line with the value, the integral of the absolute value, and how far the two are apart.
   Usage: gcc -O2 -o integrate integrate.c -lm */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef long double real;
#define MOST 20000
static const real PI = 3.14159265358979323846264338327950288L;
enum { NUMBER, Z, FROM, ADD, SUB, MUL, DIV, POW, NEG, EXP, LOG, LOG1P, SQRT, SIN, COS, TANH, ATAN, ERF, PHI, DENSITY, LOGISTIC, SOFTPLUS, COSH, SINH, LOGCOSH, ABS, MIN, MAX, LESS, STEPS };
static const char *names[] = { "", "z", "", "+", "-", "*", "/", "^", "neg", "exp", "log", "log1p", "sqrt", "sin", "cos", "tanh", "atan", "erf", "Phi", "phi", "logistic", "softplus", "cosh", "sinh", "logcosh", "abs", "min", "max", "less" };
typedef struct { int op; int index; real number; } step;
static step program[4000];
static int steps;
static real places[100];

static real softplus(real x) { return x > 0 ? x + log1pl(expl(-x)) : log1pl(expl(x)); }

/* The integrand times the density at c + d, where c is the place of index k (or of none, -1). */
static real at(real c, real d, int k) {
    static real s[4000];
    int n = 0;
    real z = c + d;
    for (int i = 0; i < steps; i++) {
        real x, y;
        switch (program[i].op) {
            case NUMBER: s[n++] = program[i].number; break;
            case Z: s[n++] = z; break;
            case FROM: s[n++] = program[i].index == k ? d : (c - places[program[i].index]) + d; break;
            case ADD: n--; s[n - 1] += s[n]; break;
            case SUB: n--; s[n - 1] -= s[n]; break;
            case MUL: n--; s[n - 1] *= s[n]; break;
            case DIV: n--; s[n - 1] /= s[n]; break;
            case POW: n--; s[n - 1] = powl(s[n - 1], s[n]); break;
            case NEG: s[n - 1] = -s[n - 1]; break;
            case EXP: s[n - 1] = expl(s[n - 1]); break;
            case LOG: s[n - 1] = logl(s[n - 1]); break;
            case LOG1P: s[n - 1] = log1pl(s[n - 1]); break;
            case SQRT: s[n - 1] = sqrtl(s[n - 1]); break;
            case SIN: s[n - 1] = sinl(s[n - 1]); break;
            case COS: s[n - 1] = cosl(s[n - 1]); break;
            case TANH: s[n - 1] = tanhl(s[n - 1]); break;
            case ATAN: s[n - 1] = atanl(s[n - 1]); break;
            case ERF: s[n - 1] = erfl(s[n - 1]); break;
            case PHI: s[n - 1] = erfcl(-s[n - 1] / sqrtl(2)) / 2; break;
            case DENSITY: s[n - 1] = expl(-s[n - 1] * s[n - 1] / 2) / sqrtl(2 * PI); break;
            case LOGISTIC: s[n - 1] = 1 / (1 + expl(-s[n - 1])); break;
            case SOFTPLUS: s[n - 1] = softplus(s[n - 1]); break;
            case COSH: s[n - 1] = coshl(s[n - 1]); break;
            case SINH: s[n - 1] = sinhl(s[n - 1]); break;
            case LOGCOSH: x = fabsl(s[n - 1]); s[n - 1] = x < 0.3L ? log1pl(2 * sinhl(x / 2) * sinhl(x / 2)) : x - logl(2) + log1pl(expl(-2 * x)); break;
            case ABS: s[n - 1] = fabsl(s[n - 1]); break;
            case MIN: n--; s[n - 1] = fminl(s[n - 1], s[n]); break;
            case MAX: n--; s[n - 1] = fmaxl(s[n - 1], s[n]); break;
            case LESS: n -= 3; x = s[n - 1]; y = s[n]; s[n - 1] = x < y ? s[n + 1] : s[n + 2]; break;
        }
    }
    return s[0] * expl(-z * z / 2) / sqrtl(2 * PI);
}

static real panel(real a, real b, int ka, int kb, real h, real *absolute) {
    real sum = 0, total = 0, half = (b - a) / 2;
    for (int side = 0; side < 2; side++) {
        for (int j = side; ; j++) {
            real t = j * h, u = PI / 2 * sinhl(t), e = expl(-2 * u), d = (b - a) * e / (1 + e);
            real w = half * PI / 2 * coshl(t) * 4 * e / ((1 + e) * (1 + e));
            if (e < 1e-300L || d == 0) break;
            real v = w * (side ? at(a, d, ka) : at(b, -d, kb));
            sum += v;
            total += fabsl(v);
            if (t > 5.2L) break;
        }
    }
    *absolute += total * h;
    return sum * h;
}

int main(void) {
    static char line[2000000];
    static real cuts[MOST];
    static int which[MOST];
    while (fgets(line, sizeof line, stdin)) {
        char *second = strchr(line, '|'), *third = strchr(second + 1, '|'), *rest;
        *second = *third = 0;
        steps = 0;
        for (char *word = strtok_r(line, " \n", &rest); word; word = strtok_r(NULL, " \n", &rest)) {
            step *next = &program[steps++];
            next->op = NUMBER;
            for (int i = 1; i < STEPS; i++) if (names[i][0] && !strcmp(word, names[i])) next->op = i;
            if (word[0] == 'D') { next->op = FROM; next->index = atoi(word + 1); }
            else if (next->op == NUMBER) next->number = strtold(word, NULL);
        }
        int count = 0, placed = 0;
        for (char *word = strtok_r(third + 1, " \n", &rest); word; word = strtok_r(NULL, " \n", &rest)) places[placed++] = strtold(word, NULL);
        for (char *word = strtok_r(second + 1, " \n", &rest); word && count < MOST; word = strtok_r(NULL, " \n", &rest)) {
            char *equals = strchr(word, '=');
            which[count] = equals ? atoi(equals + 1) : -1;
            cuts[count] = equals ? places[which[count]] : strtold(word, NULL);
            count++;
        }
        real one = 0, two = 0, absolute = 0, unused = 0;
        for (int i = 0; i + 1 < count; i++) {
            real a = cuts[i], b = cuts[i + 1], c = a + 0.4137L * (b - a);
            one += panel(a, b, which[i], which[i + 1], 1 / 12.0L, &unused);
            two += panel(a, c, which[i], -1, 1 / 20.0L, &absolute) + panel(c, b, -1, which[i + 1], 1 / 20.0L, &absolute);
        }
        printf("%.21Lg %.6Lg %.3Lg\n", two, absolute, fabsl(one - two));
        fflush(stdout);
    }
    return 0;
}
