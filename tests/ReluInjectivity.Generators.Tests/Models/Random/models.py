"""Makes the tables of this folder: random models of eight kinds and their values, by integrate.c beside it, in 64-bit significands; a value counts
when panels cut elsewhere with half the step give the same to 1e-16 of the integral of the absolute value.
A line: value | statements, separated by tabs. The goal is v.
Usage: models.py ./integrate COUNT SEED FOLDER, COUNT for each kind. models.py ./integrate --check compares the integrator with mpmath (known forms, kinks included)."""
import math, random, re, subprocess, sys
from decimal import Decimal
from forms import Draw, Integrand, exact
from kinds import KINDS

integrator = subprocess.Popen([sys.argv[1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)


def integral(draw, e):
    """The value of an expectation and that of its absolute value; None where the integrator is not sure."""
    precision = 1 - 2 * getattr(draw, 'growth', 0)
    reach = (12.5 + getattr(draw, 'growth_slope', 0)) / precision ** 0.5 + getattr(draw, 'growth_slope', 0) / precision
    if 'abs(z)^(4*' in e.text:
        reach = 75
    if 'exp(' in e.text:
        reach += 3.5
    cuts = {-reach, reach}
    cuts.update(k for k in range(-int(reach), int(reach) + 1))
    for c, w in e.features + [(float(draw.places[k]), 0.05) for k in draw.cuts]:
        cuts.update([c] + getattr(draw, 'extra', []))
        step = max(w, 2e-3)
        while step < reach:
            cuts.update([c - step, c + step])
            step *= 2
    if e.frequency > 0:
        n = int(2 * reach * e.frequency / 5) + 1
        if n > 9000:
            return None
        cuts.update(-reach + 2 * reach * i / n for i in range(n + 1))
    tied = {k: float(draw.places[k]) for k in draw.cuts}
    kept = sorted([(c, '%.25g' % c) for c in cuts if abs(c) <= reach and all(abs(c - t) > 1e-9 for t in tied.values())] + [(t, '0=%d' % k) for k, t in tied.items()])
    integrator.stdin.write('%s | %s | %s\n' % (e.program, ' '.join(c for _, c in kept), ' '.join(draw.places or ['0'])))
    integrator.stdin.flush()
    value, absolute, apart = integrator.stdout.readline().split()
    v, a, d = float(value), float(absolute), float(apart)
    return (value, v, a) if math.isfinite(v) and d <= 1e-16 * a and a < 1e4 else None


def model(rnd, kind):
    """The statements of a model and its value."""
    d = Draw(rnd)
    e = KINDS[kind](d)
    if (got := integral(d, e)) is None or e.text.count('z') == 0:
        return None
    value, v, a = got
    form = rnd.choice(['equation'] * 6 + ['unknown', 'minimum', 'product'])
    statements = ['model NAME "t"'] + d.givens
    body = 'E(z, %s)' % e.text
    if form == 'unknown' and d.givens and (chosen := [g for g in d.givens if '(0, inf)' in g]):
        name = chosen[0].split()[1]
        statements = [s.replace('given %s = ' % name, 'given %s0 = ' % name) for s in statements]
        statements += ['unknown %s in (0, inf)' % name, 'equation %s = %s0' % (name, name)]
    elif form == 'minimum':
        return value, statements + d.lets + ['unknown x = 0.25 in (-3, 3)', 'minimise v = %s + (x - 0.3)^2' % body]
    elif form == 'product':
        second = Draw(rnd, 's')
        f = KINDS[rnd.choice(['product', 'sum', 'peak'])](second)
        other = integral(second, f)
        if other is None or abs(v) + abs(other[1]) > 1e3:
            return None
        sign = rnd.choice('+-')
        both = Decimal(value) + (1 if sign == '+' else -1) * Decimal(other[0])
        statements += second.givens + second.lets
        return '%.21g' % both, statements + d.lets + ['unknown v in (-100000, 100000)', 'equation v = %s %s E(y, %s)' % (body, sign, substituted(f.text)), 'solve v']
    return value, statements + d.lets + ['unknown v in (-100000, 100000)', 'equation v = ' + body, 'solve v']


def cheaper(line, counts):
    """Most equations as an optimum with a start, which takes a few evaluations where a search for sign changes takes hundreds: three in four, and seven in eight
    of those that carry a parameter through an unknown."""
    goal = r'(.*)\tunknown v in \(-100000, 100000\)\tequation v = (.*)\tsolve v$'
    if (m := re.match(goal, line)) and '\tunknown' not in m.group(1):
        counts[0] += 1
        return '%s\tunknown x = 0.25 in (-3, 3)\tminimise v = %s + (x - 0.3)^2' % m.groups() if counts[0] % 4 else line
    carried = r'(.*)\tunknown (\w+) in \(0, inf\)\tequation \2 = \2[0](.*)'
    if (m := re.match(carried + goal[4:], line)):
        counts[1] += 1
        if counts[1] % 8:
            return '%s%s\tunknown x = 0.25 in (-3, 3)\tminimise v = %s + (x - 0.3)^2' % (m.group(1).replace('given %s0 = ' % m.group(2), 'given %s = ' % m.group(2)), m.group(3), m.group(4))
    return line


def substituted(text):
    """z renamed to y, but not within words."""
    return re.sub(r'\bz\b', 'y', text)


def check():
    """Known values by mpmath at 30 digits."""
    import mpmath as m
    m.mp.dps = 30
    worst = m.mpf(0)
    for i in range(60):
        rnd = random.Random(i)
        a, c = 10 ** rnd.uniform(-2, 2), rnd.uniform(-2.5, 2.5)
        A, C = m.mpf(a), m.mpf(c)
        P, w = lambda x: m.erfc(-x / m.sqrt(2)) / 2, lambda x: m.exp(-x * x / 2) / m.sqrt(2 * m.pi)
        known = [
            ('D0 abs', [0], 2 * w(C) + C * (2 * P(C) - 1), 0),
            ('%s D0 * 0 max' % exact(a), [0], A * (w(C) - C * P(-C)), 0),
            ('%s z * cos' % exact(a), [], m.exp(-A * A / 2), a),
            ('D0 %s * Phi' % exact(a), [], P(-A * C / m.sqrt(1 + A * A)), 0),
            ('%s D0 2 ^ * neg exp' % exact(a), [], m.exp(-A * C * C / (1 + 2 * A)) / m.sqrt(1 + 2 * A), 0),
            ('D0 0 1 0 less', [0], P(C), 0),
            ('z abs log', [1], -(m.log(2) + m.euler) / 2, 0),
            ('1 z abs sqrt /', [1], m.mpf(2) ** m.mpf('-0.25') * m.gamma(m.mpf('0.25')) / m.sqrt(m.pi), 0),
        ]
        for program, cuts, expected, frequency in known:
            d = Draw(rnd)
            d.places = [exact(c), '0']
            d.cuts = {k: True for k in cuts}
            e = Integrand('z', program, [(c, 0.7 / max(a ** 0.5, a))], frequency)
            value, v, absolute = integral(d, e)
            error = abs(m.mpf(value) - expected) / absolute
            worst = max(worst, error)
            assert error < 1e-17, (program, a, c, value, expected)
    print('known values: 480 within', m.nstr(worst, 3), 'of the integral of the absolute value')


if sys.argv[2] == '--check':
    check()
else:
    count, seed, folder = int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    for kind in KINDS:
        rnd = random.Random('%d %s' % (seed, kind))
        made, refused, counts = 0, 0, [0, 0]
        with open('%s/%s.txt' % (folder, kind), 'w') as table:
            table.write('# models.py, seed %d\n' % seed)
            while made < count:
                row = model(rnd, kind)
                if row is None:
                    refused += 1
                    continue
                table.write(cheaper('%s | %s' % (row[0], '\t'.join(row[1])), counts) + '\n')
                table.flush()
                made += 1
        print(kind, made, 'models,', refused, 'draws without a value that is sure', flush=True)
