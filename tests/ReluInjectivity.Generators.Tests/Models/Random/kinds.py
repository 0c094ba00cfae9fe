"""A random integrand of each kind; what each has besides its kind is drawn from all that Draw knows. Returns the integrand, its growth exp(g z^2) and its reach."""
from forms import Integrand, exact


def product(d):
    return d.times(*[d.rnd.choice([d.atom, d.atom, d.mild])() for _ in range(d.rnd.choice([2, 3]))])


def total(d):
    return d.plus(*[d.rnd.choice([d.atom, d.mild, lambda: d.wave(-2, 1), d.atom])() for _ in range(d.rnd.choice([2, 3]))])


def exponential(d):
    form = d.rnd.choice(['bounded', 'logadd', 'decay', 'slope', 'mix', 'expm1'])
    if form == 'bounded':
        s, p, v = d.number(d.scale(-1, 0.7))
        e = d.atom()
        return e.wrap('exp(%s*(%s))' % (s, e.text), '%s %s * exp' % (p, e.program), 1 + v)
    if form == 'logadd':
        x = d.line(d.scale(-2, 1.5))
        s, p, v = d.number(d.scale(-1, 1))
        e = Integrand('log(exp(%s) + %s*exp(-z))' % (x.text, s), '0 z - %s log + %s z + %s log - softplus +' % (p, x.program, p), [(c, w) for c, w in x.features] + [(0.0, min(1.0, 1 / (1 + x.frequency)))])
        return d.times(e, d.atom()) if d.rnd.random() < 0.4 else e
    if form == 'decay':
        s, p, v = d.number(d.scale(-2, 2))
        return d.times(Integrand('exp(-%s*sqrt(1 + z^2))' % s, '%s neg 1 z 2 ^ + sqrt * exp' % p, [(0.0, 1 / (1 + v ** 0.5))]), d.atom())
    if form == 'slope':
        s, p, v = d.number(d.scale(-2, 0.5))
        return d.times(Integrand('exp(%s*z)' % s, '%s z * exp' % p), d.atom())
    if form == 'mix':
        x, y = d.line(), d.line()
        return Integrand('1/(2 + exp(%s) + exp(-%s))' % (x.text, y.text), '1 2 %s exp + %s neg exp + /' % (x.program, y.program), [(c, w / 2) for c, w in x.features + y.features])
    s, p, v = d.number(d.scale(-2, 1))
    e = d.atom()
    return e.wrap('expm1(-%s*(%s))' % (s, e.text), '%s neg %s * exp 1 -' % (p, e.program), 1 + v)


def kink(d):
    text, k, c = d.place()
    d.cuts[k] = True
    form = d.rnd.choice(['abs', 'relu', 'min', 'log', 'branch', 'decay', 'between'])
    s, p, v = d.number(d.scale())
    here = [(c, 1 / v)]
    if form == 'abs':
        e = Integrand('abs(%s*(z - %s))' % (s, text), '%s D%d * abs' % (p, k))
    elif form == 'relu':
        e = Integrand('max(%s*(z - %s), 0)' % (s, text), '%s D%d * 0 max' % (p, k))
    elif form == 'min':
        e = Integrand('min(z, %s)' % text, 'D%d 0 min D%d - z +' % (k, k))
    elif form == 'log':
        e = Integrand('log(1 + abs(%s*(z - %s)))' % (s, text), '%s D%d * abs log1p' % (p, k), here)
    elif form == 'branch':
        a, b = d.atom(), d.rnd.choice([d.atom, d.mild])()
        return a.join(b, 'piecewise(z < %s: %s; else: %s)' % (text, a.text, b.text), 'D%d 0 %s %s less' % (k, a.program, b.program))
    elif form == 'decay':
        e = Integrand('exp(-%s*abs(z - %s))' % (s, text), '%s neg D%d abs * exp' % (p, k), here)
    else:
        e = Integrand('max(min(%s*(z - %s), 1), -1)' % (s, text), '%s D%d * 1 min -1 max' % (p, k), here)
        d.extra = [c + 1 / v, c - 1 / v]
    return d.times(e, d.rnd.choice([d.atom, d.atom, lambda: d.wave(-2, 1)])())


def oscillation(d):
    form = d.rnd.choice(['wave', 'two', 'atom', 'chirp'])
    if form == 'wave':
        return d.wave()
    if form == 'two':
        return d.times(d.wave(-1, 2), d.wave(-2, 1))
    if form == 'atom':
        return d.times(d.wave(), d.atom())
    s, p, v = d.number(d.scale(-2, 1.3))
    return d.times(Integrand('cos(%s*z^2)' % s, '%s z 2 ^ * cos' % p, [], 28 * v), d.atom())


def peak(d):
    x = d.line(d.scale(0, 2), d.place())
    e = Integrand(x.text, x.program, x.features, 0)
    form = d.rnd.choice(['lorentz', 'gauss', 'sech', 'phi', 'difference', 'well', 'fermi', 'power', 'between'])
    if form == 'lorentz':
        e = e.wrap('1/(1 + (%s)^2)' % x.text, '1 1 %s 2 ^ + /' % x.program)
    elif form == 'gauss':
        e = e.wrap('exp(-(%s)^2/2)' % x.text, '%s 2 ^ 2 / neg exp' % x.program)
    elif form == 'sech':
        e = e.wrap('1/cosh(%s)' % x.text, '1 %s cosh /' % x.program)
    elif form == 'phi':
        e = e.wrap('phi(%s)' % x.text, '%s phi' % x.program)
    elif form == 'difference':
        g = d.rnd.choice(['tanh', 'logistic', 'Phi'])
        e = e.wrap('(%s(%s + 1) - %s(%s - 1))' % (g, x.text, g, x.text), '%s 1 + %s %s 1 - %s -' % (x.program, g, x.program, g), 2)
    elif form == 'well':
        e = e.wrap('log(1 + exp(-(%s)^2))' % x.text, '%s 2 ^ neg exp log1p' % x.program, 2)
    elif form == 'fermi':
        e = e.wrap('1/(1 + exp((%s)^2 - 1))' % x.text, '1 1 %s 2 ^ 1 - exp + /' % x.program, 3)
    elif form == 'power':
        e = e.wrap('(1 + (%s)^2)^(-3/2)' % x.text, '1 %s 2 ^ + -1.5 ^' % x.program)
    else:
        e = e.wrap('PhiBetween(%s - 1, %s + 1)' % (x.text, x.text), '%s 1 + Phi %s 1 - Phi -' % (x.program, x.program), 2)
    return d.times(e, d.rnd.choice([d.atom, d.mild, lambda: Integrand('(2 + z)', '2 z +')])())


def growth(d):
    g = float('%.4g' % d.rnd.uniform(0.03, 0.49))
    d.growth = g
    t = repr(g)
    if d.rnd.random() < 0.5:
        t = '%sg' % d.prefix
        d.givens.append('given %s = %r in (0, 0.5)' % (t, g))
    r = exact(g) if t != repr(g) else t
    form = d.rnd.choice(['plain', 'plain', 'cosh', 'slope', 'wave', 'power'])
    if form == 'cosh':
        return d.times(Integrand('cosh(%s*z^2)' % t, '%s z 2 ^ * cosh' % r), d.atom())
    if form == 'slope':
        s, p, v = d.number(d.scale(-2, 0))
        d.growth_slope = v
        return d.times(Integrand('exp(%s*z^2 + %s*z)' % (t, s), '%s z 2 ^ * %s z * + exp' % (r, p)), d.atom())
    if form == 'wave':
        return d.times(Integrand('exp(%s*z^2)' % t, '%s z 2 ^ * exp' % r), d.wave(-2, 1), d.atom())
    if form == 'power':
        d.places.append('0')
        d.cuts[len(d.places) - 1] = True
        return Integrand('exp(abs(z)^(4*%s)/2)' % t, 'z abs 4 %s * ^ 2 / exp' % r)
    return d.times(Integrand('exp(%s*z^2)' % t, '%s z 2 ^ * exp' % r), d.atom())


def singular(d):
    text, k, c = d.place()
    d.cuts[k] = True
    form = d.rnd.choice(['log', 'root', 'power', 'pole', 'square', 'half'])
    if form == 'log':
        e = Integrand('log(abs(z - %s))' % text, 'D%d abs log' % k)
    elif form == 'root':
        e = Integrand('sqrt(max(z - %s, 0))' % text, 'D%d 0 max sqrt' % k)
    elif form == 'power':
        s, p, v = d.number(d.rnd.uniform(0.1, 0.9))
        e = Integrand('abs(z - %s)^%s' % (text, s), 'D%d abs %s ^' % (k, p))
    elif form == 'pole':
        e = Integrand('1/sqrt(abs(z - %s))' % text, '1 D%d abs sqrt /' % k)
    elif form == 'square':
        e = Integrand('log((z - %s)^2)' % text, 'D%d 2 ^ log' % k)
    else:
        e = Integrand('piecewise(z > %s: log(z - %s); else: 1)' % (text, text), '0 D%d D%d abs log 1 less' % (k, k))
    return d.times(e, d.rnd.choice([d.atom, d.atom, lambda: d.wave(-2, 1)])())


KINDS = {'product': product, 'sum': total, 'exponential': exponential, 'kink': kink, 'oscillation': oscillation, 'peak': peak, 'growth': growth, 'singular': singular}
