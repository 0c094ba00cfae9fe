"""Random integrands: their text in the equation language, a program for integrate.c, and where they change how fast."""
import math


class Integrand:
    """A text, a program, features (place, width) and the highest frequency."""
    def __init__(self, text, program, features=(), frequency=0.0):
        self.text, self.program, self.features, self.frequency = text, program, list(features), frequency

    def join(self, other, text, program):
        return Integrand(text, program, self.features + other.features, max(self.frequency, other.frequency))

    def wrap(self, text, program, sharper=1.0):
        return Integrand(text, program, [(c, w / sharper) for c, w in self.features], self.frequency * sharper)


def exact(x):
    return '%.30g' % x


class Draw:
    """One model while it is drawn: its parameters, places and definitions."""
    def __init__(self, rnd, prefix=''):
        self.rnd, self.prefix = rnd, prefix
        self.givens, self.lets, self.places, self.cuts = [], [], [], {}

    def number(self, x, positive=True):
        """A parameter as (text, program, value): a literal, a given, a quotient by one, or a definition of one."""
        kind = self.rnd.choice(['literal', 'given', 'given', 'quotient', 'let'])
        short = '%.4g' % x
        if 'e' in short:
            short = '%.7f' % x
        if kind == 'literal' or not positive:
            return (short if x >= 0 else '(%s)' % short), short, float(short)
        name = '%sp%d' % (self.prefix, len(self.givens))
        value = float('%.6g' % (1 / x if kind == 'quotient' else x))
        self.givens.append('given %s = %r in (0, inf)' % (name, value))
        if kind == 'quotient':
            return '(1/%s)' % name, '1 %s /' % exact(value), 1 / value
        if kind == 'let':
            self.lets.append('let %sl = 2*%s' % (name, name))
            return '(%sl/2)' % name, exact(value), value
        return name, exact(value), value

    def scale(self, low=-2.0, high=2.0):
        return 10 ** self.rnd.uniform(low, high)

    def place(self):
        """A place on the line, and its index."""
        text, program, value = self.number(self.rnd.uniform(0.1, 2.5))
        if self.rnd.random() < 0.3:
            text, program, value = '(-%s)' % text, program + ' neg', -value
        if ' / ' in program + ' ' or 'neg' in program:
            words = program.split()
            digits = None
            if 'neg' not in words and words[-1] == '/':
                return self.place()
            if words == [words[0], 'neg']:
                digits = '-' + words[0]
            if digits is None:
                return self.place()
            program = digits
        self.places.append(program)
        return text, len(self.places) - 1, value

    def line(self, a=None, centre=None):
        """A linear argument."""
        t, p, v = self.number(self.scale() if a is None else a)
        form = 'centred' if centre is not None else self.rnd.choice(['plain', 'offset', 'centred', 'centred'])
        if form == 'plain':
            return Integrand('%s*z' % t, 'z %s *' % p, [(0.0, 1 / v)], v)
        if form == 'offset':
            s, q, b = self.number(self.scale(-2, 0.5) * max(1, v))
            return Integrand('(%s*z - %s)' % (t, s), 'z %s * %s -' % (p, q), [(b / v, 1 / v)], v)
        text, k, c = self.place() if centre is None else centre
        return Integrand('%s*(z - %s)' % (t, text), 'D%d %s *' % (k, p), [(c, 1 / v)], v)

    def atom(self, argument=None):
        """A bounded function without oscillation."""
        x = argument or self.line()
        q = Integrand(x.text, x.program, x.features, 0)
        f = self.rnd.choice(['tanh', 'logistic', 'erf', 'atan', 'Phi', 'lorentz', 'gauss', 'sech', 'phi', 'smooth', 'difference'])
        if f in ('tanh', 'logistic', 'erf', 'atan', 'Phi', 'phi'):
            return self.named(q.wrap('%s(%s)' % (f, x.text), '%s %s' % (x.program, f), 1.5))
        if f == 'lorentz':
            return q.wrap('1/(1 + (%s)^2)' % x.text, '1 1 %s 2 ^ + /' % x.program)
        if f == 'gauss':
            return q.wrap('exp(-(%s)^2)' % x.text, '%s 2 ^ neg exp' % x.program, 1.5)
        if f == 'sech':
            return q.wrap('1/cosh(%s)' % x.text, '1 %s cosh /' % x.program)
        if f == 'smooth':
            return q.wrap('(%s)/sqrt(1 + (%s)^2)' % (x.text, x.text), '%s 1 %s 2 ^ + sqrt /' % (x.program, x.program))
        s, p, v = self.number(self.scale(-1, 1))
        g = self.rnd.choice(['tanh', 'logistic', 'Phi'])
        far = Integrand('', '', [(c + (v * w), w) for c, w in q.features])
        return q.join(far, '(%s(%s) - %s(%s - %s))' % (g, x.text, g, x.text, s), '%s %s %s %s - %s -' % (x.program, g, x.program, p, g)).wrap(
            '(%s(%s) - %s(%s - %s))' % (g, x.text, g, x.text, s), '%s %s %s %s - %s -' % (x.program, g, x.program, p, g), 1.5)

    def named(self, e):
        """The same through a function of the file."""
        if self.rnd.random() < 0.7:
            return e
        name = '%sf%d' % (self.prefix, len(self.lets))
        self.lets.append('let %s(x) = %s' % (name, e.text.replace('z', 'x')))
        return Integrand('%s(z)' % name, e.program, e.features, e.frequency)

    def mild(self):
        """What grows no faster than a polynomial."""
        f = self.rnd.choice(['z', 'square', 'log', 'sqrt', 'softplus', 'logcosh', 'root'])
        if f == 'z':
            return Integrand('(1 + z)', '1 z +')
        if f == 'square':
            return Integrand('z^2', 'z 2 ^')
        if f == 'root':
            return Integrand('(2 + z^2)^(1/3)', '2 z 2 ^ + 1 3 / ^', [(0.0, 1.4)])
        x = self.line()
        q = Integrand(x.text, x.program, x.features, 0)
        if f == 'log':
            return q.wrap('log(1 + (%s)^2)' % x.text, '1 %s 2 ^ + log' % x.program)
        if f == 'sqrt':
            return q.wrap('sqrt(1 + (%s)^2)' % x.text, '1 %s 2 ^ + sqrt' % x.program)
        if f == 'softplus':
            return q.wrap(self.rnd.choice(['log(1 + exp(%s))', 'softplus(%s)']) % x.text, '%s softplus' % x.program, 1.5)
        return q.wrap('logcosh(%s)' % x.text, '%s logcosh' % x.program, 1.5)

    def wave(self, low=-2.0, high=2.0):
        """What oscillates."""
        x = self.line(self.scale(low, high))
        f = self.rnd.choice(['sin', 'cos', 'log', 'exp', 'tanh'])
        if f in ('sin', 'cos'):
            return Integrand('%s(%s)' % (f, x.text), '%s %s' % (x.program, f), [], x.frequency)
        if f == 'log':
            return Integrand('log(2 + cos(%s))' % x.text, '2 %s cos + log' % x.program, [], 2 * x.frequency)
        s, p, v = self.number(self.scale(-1, 0.5))
        if f == 'exp':
            return Integrand('exp(%s*sin(%s))' % (s, x.text), '%s %s sin * exp' % (p, x.program), [], x.frequency * (1 + v))
        return Integrand('tanh(%s*cos(%s))' % (s, x.text), '%s %s cos * tanh' % (p, x.program), [], x.frequency * (1 + 2 * v))

    def times(self, *factors):
        e = factors[0]
        for f in factors[1:]:
            e = e.join(f, '%s*%s' % (e.text, f.text), '%s %s *' % (e.program, f.program))
        return e

    def plus(self, *terms):
        e = terms[0]
        for f in terms[1:]:
            s, p, _ = self.number(self.scale(-1, 1))
            sign = self.rnd.choice('+-')
            e = e.join(f, '%s %s %s*%s' % (e.text, sign, s, f.text), '%s %s %s * %s' % (e.program, p, f.program, sign))
        return e
