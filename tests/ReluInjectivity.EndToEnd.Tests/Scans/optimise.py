"""Optimisers for scans.py, of the plainest kind: a simplex search, and Newton's method on differences over six points."""
import math
import mpmath

STEP = 4e-3


def simplex(f, start, size=0.4, steps=400, small=1e-7):
    """Nelder and Mead's search for a minimum; f may be inf."""
    n = len(start)
    points = [(f(start), list(start))]
    for i in range(n):
        x = list(start)
        x[i] += size
        points.append((f(x), x))
    for _ in range(steps):
        points.sort(key=lambda p: p[0])
        if points[-1][0] - points[0][0] < small * small * abs(points[0][0]) and max(abs(a - b) for a, b in zip(points[0][1], points[-1][1])) < small ** 0.5:
            break
        centre = [sum(p[1][i] for p in points[:-1]) / n for i in range(n)]
        along = lambda t: [c + t * (w - c) for c, w in zip(centre, points[-1][1])]
        x = along(-1)
        v = f(x)
        if v < points[0][0]:
            y = along(-2)
            u = f(y)
            points[-1] = (u, y) if u < v else (v, x)
        elif v < points[-2][0]:
            points[-1] = (v, x)
        else:
            y = along(-0.5 if v < points[-1][0] else 0.5)
            u = f(y)
            if u < min(v, points[-1][0]):
                points[-1] = (u, y)
            else:
                points = points[:1] + [(f(z), z) for z in ([(a + b) / 2 for a, b in zip(points[0][1], p[1])] for p in points[1:])]
    return min(points, key=lambda p: p[0])


def golden(f, lo, hi, small=1e-7):
    """The place of the minimum of a function with one, and its value."""
    r = (math.sqrt(5) - 1) / 2
    a, b = hi - r * (hi - lo), lo + r * (hi - lo)
    fa, fb = f(a), f(b)
    while hi - lo > small:
        if fa < fb:
            hi, b, fb = b, a, fa
            a = hi - r * (hi - lo)
            fa = f(a)
        else:
            lo, a, fa = a, b, fb
            b = lo + r * (hi - lo)
            fb = f(b)
    return (a, fa) if fa < fb else (b, fb)


def moved(x, *by):
    y = list(x)
    for i, d in by:
        y[i] += d
    return y


def gradient(f, x, h=STEP, rough=False):
    g = []
    for i in range(len(x)):
        d = [f(moved(x, (i, k * h))) - f(moved(x, (i, -k * h))) for k in ((1,) if rough else (1, 2, 3))]
        g.append(d[0] / (2 * h) if rough else (45 * d[0] - 9 * d[1] + d[2]) / (60 * h))
    return g


def hessian(f, x, h=STEP):
    n, at = len(x), f(x)
    m = mpmath.matrix(n, n)
    pair = [f(moved(x, (i, h))) + f(moved(x, (i, -h))) for i in range(n)]
    for i in range(n):
        m[i, i] = (pair[i] - 2 * at) / (h * h)
        for j in range(i):
            m[i, j] = m[j, i] = (f(moved(x, (i, h), (j, h))) + f(moved(x, (i, -h), (j, -h))) - pair[i] - pair[j] + 2 * at) / (2 * h * h)
    return m


def newton(f, x, rounds=12, small=1e-9, cap=0.35):
    """The stationary point near x, the last change expected in the value, and the Hessian's eigenvalues; None where it does not converge."""
    m = None
    for k in range(rounds):
        g = gradient(f, x, rough=small > 1e-5 or m is None)
        if m is None or k < rounds - 4 and size > 0.03:
            m = hessian(f, x)
        step = mpmath.lu_solve(m, mpmath.matrix([-t for t in g]))
        size = max(abs(t) for t in step)
        if not size < math.inf:
            return None
        x = [a + float(t if size < cap else t * cap / size) for a, t in zip(x, step)]
        if size < small:
            change = abs(float(sum(a * b for a, b in zip(g, step)))) / 2
            return x, change, sorted(float(e) for e in mpmath.eigsy(m, eigvals_only=True))
    return None
