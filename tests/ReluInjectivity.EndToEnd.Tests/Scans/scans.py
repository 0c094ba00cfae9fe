"""Makes the tables of this folder: models of equations/ at random values of their givens, log-uniform over two decades, with a value found without the
program: the integrals by scans.c beside it in 64-bit significands (panels over the fields, cut at kinks; radii integrated out of what is homogeneous), the
optimum by a simplex search from random starts (or nested golden sections) and Newton's method on differences.
A line: value | accuracy | indices and givens | goal. The accuracy is the difference between two sets of panels, plus what the last Newton step changed.
"none" for a value: there is none, or no stationary point beside the trivial one.
Usage: gcc -O2 -shared -fPIC -o scans.so scans.c -lm; scans.py ./scans.so FOLDER [MODEL...]."""
import ctypes, math, random, sys
from decimal import Decimal
from optimise import golden, gradient, hessian, newton, simplex
import mpmath

C = ctypes.CDLL(sys.argv[1])
SEED = 20261127
FINE, FINER, COARSE = 1.0, 0.7, 2.0
inf = math.inf


def call(function, *arguments, size=1):
    """What a function of scans.c leaves, each a double and its rest, exactly."""
    out = (ctypes.c_double * (2 * size))()
    kinds = {int: ctypes.c_int, float: ctypes.c_double, list: lambda v: (ctypes.c_double * len(v))(*v), type(None): lambda v: v}
    function(*[kinds[type(a)](a) for a in arguments], out)
    return [Decimal(out[2 * i]) + Decimal(out[2 * i + 1]) if math.isfinite(out[2 * i]) else Decimal('inf') for i in range(size)]


def logistic(t):
    return 1 / (1 + math.exp(-t)) if abs(t) < 700 else float(t > 0)


def guarded(f):
    """f, inf where it is no number, its arguments leave the range of a double, or lie where no optimum is looked for."""
    def g(x):
        if max(abs(t) for t in x) > 14:
            return inf
        v = float(f(x))
        return v if math.isfinite(v) else inf
    return g


def spread(rnd, lo, hi):
    return float('%.6g' % math.exp(rnd.uniform(math.log(lo), math.log(hi))))


# ---- one layer
def single_parts(r, x):
    q, t = [], 1.0
    for z in reversed(x[:r - 1]):
        t *= logistic(z)
        q.insert(0, t)
    c, t = [], 0.0
    for z in x[r - 1:2 * r - 2]:
        t += math.exp(z)
        c.append(t)
    return q, c, math.exp(x[-1])


def within(q, c):
    """Whether a point is one where an optimum may be: searches elsewhere are slow."""
    return all(b - a > 1e-3 for a, b in zip([0.0] + q, q + [1.0])) and max(c + [0]) < 150


def single(r, goal, ratio, rnd):
    energy = int(goal == 'energy')
    sign = -1 if energy else 1

    def at(x, fine):
        q, c, chi = single_parts(r, x)
        return call(C.single, r, energy, ratio, q, c, chi, fine)[0]
    f = guarded(lambda x: sign * at(x, COARSE) if within(*single_parts(r, x)[:2]) else inf)
    starts = [[rnd.uniform(0.3, 3.5) for _ in range(r - 1)] + [rnd.uniform(-0.5, 2.5) for _ in range(r - 1)] + [rnd.uniform(-5, 0)] for _ in range(40)]
    best = min((simplex(f, s, 0.4, 80 * r, 1e-5) for s in sorted(starts, key=f)[:2 if r > 1 else 1]), key=lambda p: p[0])[1]
    found = newton(f, best)
    assert found and found[2][0] > 0, (r, goal, ratio, best, found)
    return finish(lambda fine: at(found[0], fine), found[1])


def finish(at, change):
    a, b = at(FINE), at(FINER)
    return b, float(abs(a - b)) + change + 2e-18 * abs(float(b))


# ---- chains
def link(unit, alpha, before):
    """The stationary (a, mu) of a layer: the largest over mu of the least over a, or, for unit multipliers, of the largest over a."""
    sign = 1 if unit else -1
    def square(x):
        return float(call(C.link_of, unit, math.exp(x[0]), math.exp(x[1]), alpha, before, COARSE)[0])
    inner = lambda t: golden(lambda s: -sign * square([s, t]), -6.0, 7.0, 1e-4)
    t = golden(lambda t: sign * inner(t)[1], -6.0, 5.0, 1e-4)[0]
    found = newton(square, [inner(t)[0], t], small=1e-8)
    assert found, (unit, alpha, before)
    return [math.exp(v) for v in found[0]], found[1]


def plain(unit, kappa, alphas):
    before, a, mu, change = [1.0, 0.0], [], [], 0.0
    for alpha in alphas:
        if unit and alpha <= 2 * before[0]:
            return None
        (a1, m1), d = link(unit, alpha, before)
        a, mu, change = a + [a1], mu + [m1], change + d
        before = squares(unit, a, mu, alphas)
    if unit and alphas[-1] <= 2 * squares(unit, a[:-1], mu[:-1], alphas)[0]:
        return None
    def at(fine):
        return call(C.chain, len(a), unit, a, mu, alphas, kappa, fine, [0.0] * 2 * len(a))[0]
    return finish(at, change * 20)


def squares(unit, a, mu, alphas):
    kept = (ctypes.c_double * (2 * len(a) + 2))(1.0)
    v = lambda x: (ctypes.c_double * (len(x) + 1))(*x)
    C.chain(ctypes.c_int(len(a)), ctypes.c_int(unit), v(a), v(mu), v(alphas), ctypes.c_double(1.0), ctypes.c_double(FINE), kept, None)
    return list(kept[2 * len(a) - 2:2 * len(a)]) if a else [1.0, 0.0]


# ---- partial lifting
def partial(l, kappa, alphas, rnd):
    def parts(x):
        e = [math.exp(t) for t in x]
        return e[:l], e[l + 1:], e[l]

    def at(x, fine):
        A, c, nu = parts(x)
        return call(C.partial, l, A, c, nu, alphas, kappa, fine)[0]

    def crest(x, small=1e-3):
        """The logarithms of the c that make the expectations largest."""
        A = parts(x)[0]
        return [golden(lambda t: -float(call(C.log_unit, A[i], math.exp(t), A[i + 1], COARSE)[0]), -9.0, 5.0, small)[0] for i in range(l - 1)]

    outer = guarded(lambda x: at(list(x) + crest(x), COARSE) if min(x) > -9 else inf)
    starts = [[rnd.uniform(-1.5, 3) for _ in range(l)] + [rnd.uniform(-2, 0.5)] for _ in range(3)]
    value, x = min((simplex(outer, s, 0.5, 60 * l, 1e-5) for s in starts), key=lambda p: p[0])
    if math.exp(x[0]) < 3e-3:
        return None
    found = newton(lambda y: float(at(y, COARSE)), x + crest(x, 1e-6))
    if not found:
        return None if math.exp(x[0]) < 3e-2 else 1 / 0
    signs = sum(e < 0 for e in found[2])
    assert signs == l - 1 and abs(float(at(found[0], COARSE)) - value) < 1e-5 * value, (l, kappa, alphas, x, found)
    return finish(lambda fine: at(found[0], fine), found[1])


# ---- full lifting
def full(l, kappa, alphas, known=[]):
    """Newton's method along a path of givens from those of theory, where an approximate point is known."""
    assert l == 2
    def at(x, k, a, fine, reach=9.7):
        A, q, e = [math.exp(x[0]), math.exp(x[1])], [logistic(x[2]), logistic(x[3])], [math.exp(x[4])]
        return call(C.lifted, 2, A, q, e, [logistic(x[5])], math.exp(x[6]), a, k, fine, reach)[0]
    logit = lambda p: math.log(p / (1 - p))
    if not known:
        known.append((1.0, 7.64769493543528, [math.log(28.7), math.log(29.2), logit(0.732), logit(0.781), math.log(4.73), logit(0.194), math.log(3.18)]))
    apart = lambda p: math.hypot(math.log(p[0] / kappa), 0.5 * math.log(p[1] / alphas[0]))
    k, a, x = min(known, key=apart)
    n = 1 + int(apart((k, a)) / 0.9)
    for i in range(1, n + 1):
        t = i / n
        ki, ai = k * (kappa / k) ** t, a * (alphas[0] / a) ** t
        x = moved_along(x, (kappa / k) ** (1 / n), (alphas[0] / a) ** (1 / n))
        found = newton(lambda y: float(at(y, ki, [ai], COARSE if i == n else 2.5, 7.5)), x, small=1e-6 if i == n else 2e-3)
        assert found, (kappa, alphas, ki, ai)
        x = found[0]
        known.append((ki, ai, x))
        print('  reached', ki, ai, file=sys.stderr, flush=True)
    assert sum(e < 0 for e in found[2]) == 2, found
    a, b = at(x, kappa, alphas, FINE), at(x, kappa, alphas, 0.85, 11.0)
    print(' ', [math.exp(t) for t in x], found[2], a, b, file=sys.stderr)
    return b, float(abs(a - b)) + found[1] + 2e-18 * abs(float(b))


def moved_along(x, by_kappa, by_alpha):
    """A guess after a step: A rises with kappa as 1.86^log2, x falls as 0.84, c rises as 1.33 and falls as the root of alpha."""
    s = math.log2(by_kappa)
    rise = [0.62, 0.62, 0, 0, 0.285, 0, -0.25]
    return [t + r * s for t, r in zip(x[:4] + [x[4] - math.log(by_alpha) / 2] + x[5:], rise)]


# ---- finite temperature
def phase(energy, rnd):
    def sides(x, fine=FINE):
        o = call(C.phase, math.exp(x[0]), math.exp(x[1]), fine, size=3)
        return [Decimal(math.exp(x[0])) / o[0], Decimal(energy) / o[1], 1 / o[2]]

    def residual(x, fine=FINE):
        s = sides(x, fine)
        return [float((s[1] / s[0]).ln()), float((s[2] / s[0]).ln())]
    roots = []
    for _ in range(12):
        x = [rnd.uniform(-1, 3), rnd.uniform(-1, 2.5)]
        for _ in range(60):
            r = residual(x)
            if not all(map(math.isfinite, r)):
                break
            m = mpmath.matrix(2, 2)
            for i in range(2):
                h = 1e-5
                up, down = residual([v + (j == i) * h for j, v in enumerate(x)]), residual([v - (j == i) * h for j, v in enumerate(x)])
                m[0, i], m[1, i] = (up[0] - down[0]) / (2 * h), (up[1] - down[1]) / (2 * h)
            if abs(mpmath.det(m)) < 1e-12:
                break
            step = mpmath.lu_solve(m, mpmath.matrix([-t for t in r]))
            size = max(abs(t) for t in step)
            x = [v + float(t if size < 0.5 else t * 0.5 / size) for v, t in zip(x, step)]
            if max(map(abs, x)) > 9:
                break
            if size < 1e-14:
                if all(abs(x[0] - y[0]) > 1e-6 for y in roots):
                    roots.append(x)
                break
    assert len(roots) == 1, (energy, roots)
    a, b = (min(sides(roots[0], fine)) for fine in (FINE, FINER))
    return b, float(abs(a - b)) + float(max(sides(roots[0])) - min(sides(roots[0]))) + 2e-16 * float(b)


# ---- tables
def table(model, rows):
    worst, lines = 0.0, []
    for where, goal, got in rows:
        value, accuracy = ('none', 0.0) if got is None else (format(got[0], '.19g'), got[1])
        worst = max(worst, accuracy / abs(float(value)) if got else 0)
        lines.append('%s | %.1e | %s | %s' % (value, accuracy, where, goal))
        print(model, lines[-1], file=sys.stderr, flush=True)
        with open('%s/%s.txt' % (sys.argv[2], model), 'w') as out:
            out.write('# scans.py, seed %d; relative accuracy %.0e or better\n' % (SEED, worst))
            out.write(''.join(t + '\n' for t in lines))


def deep_rows(rnd, counts, solve):
    for k in range(max(counts.values())):
        for l, n in counts.items():
            if k < n:
                kappa, alphas = spread(rnd, 0.1, 10), [spread(rnd, 2.02, 202) for _ in range(l - 1)]
                where = 'l = %d, kappa = %r' % (l, kappa) + ''.join(', alpha[%d] = %r' % (i + 1, a) for i, a in enumerate(alphas))
                yield where, 'capacity', solve(l, kappa, alphas)


def single_rows(rnd):
    for k in range(12):
        for r in (1, 2, 3):
            kappa, alpha = spread(rnd, 0.1, 10), spread(rnd, 2.1, 60)
            yield 'r = %d, kappa = %r' % (r, kappa), 'alpha', single(r, 'alpha', kappa, rnd)
            if k < 10:
                yield 'r = %d, alpha = %r' % (r, alpha), 'energy', single(r, 'energy', alpha, rnd)


def full_rows(rnd):
    points = [(2.90391, 14.99972), (1.21521, 21.17946)] + [(spread(rnd, 0.1, 10), None) for k in range(20)]
    points += [(spread(rnd, 0.1, 10), spread(rnd, 2.3, 202)) for k in range(4)]
    for kappa, alpha in points + [(spread(rnd, 0.1, 10), None) for k in range(6)]:
        if alpha:
            yield 'r = 2, l = 2, kappa = %r, alpha[1] = %r' % (kappa, alpha), 'capacity', full(2, kappa, [alpha])
        else:
            yield 'r = 2, l = 1, kappa = %r' % kappa, 'capacity', single(2, 'alpha', kappa, rnd)


def phase_rows(rnd):
    for k in range(30):
        energy = spread(rnd, 0.1, 10)
        yield 'energy = %r' % energy, 'alpha', phase(energy, rnd)


TABLES = {
    'single-layer': single_rows,
    'deep-plain': lambda rnd: deep_rows(rnd, {2: 18, 3: 14}, lambda l, k, a: plain(0, k, a)),
    'deep-unit-dual': lambda rnd: deep_rows(rnd, {2: 32}, lambda l, k, a: plain(1, k, a)),
    'deep-partial': lambda rnd: deep_rows(rnd, {2: 34, 3: 12}, lambda l, k, a: partial(l, k, a, rnd)),
    'deep-lifted': full_rows,
    'replica-symmetric-instability': phase_rows,
}
if __name__ == '__main__':
    for name in sys.argv[3:] or TABLES:
        table(name, TABLES[name](random.Random('%d %s' % (SEED, name))))
