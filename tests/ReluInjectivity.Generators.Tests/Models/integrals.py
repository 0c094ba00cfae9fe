"""Random Gaussian expectations and their values to 20 digits, by mpmath's tanh-sinh quadrature at 30 digits, in panels cut at kinks and as
narrow as the narrowest feature; a value counts when twice as many panels give the same. Usage: table.py COUNT SEED > integrals.txt
A line: kind, integrand, a, b, g, value."""
import random, sys
from mpmath import *
mp.dps = 30
count, seed = int(sys.argv[1]), int(sys.argv[2])
rnd = random.Random(seed)
w = lambda z: exp(-z * z / 2) / sqrt(2 * pi)
Phi = lambda x: erfc(-x / sqrt(mpf(2))) / 2
lg = lambda x: 1 / (1 + exp(-x))
sp = lambda x: log1p(exp(x)) if x < 60 else x + exp(-x)
# text in the equation language, the same for mpmath, places of kinks and peaks, width of the narrowest feature
K = {
 'product': [
  ('exp(-a*z^2)*cos(b*z)*tanh(z + 1)', lambda z,a,b,g: exp(-a*z*z)*cos(b*z)*tanh(z+1), lambda a,b:[], lambda a,b: min(1/sqrt(2*a),1/b)),
  ('Phi(a*z)*log(1 + z^2)', lambda z,a,b,g: Phi(a*z)*log(1+z*z), lambda a,b:[0], lambda a,b: 1/a),
  ('z^2*logistic(a*z + b)/(1 + z^2)', lambda z,a,b,g: z*z*lg(a*z+b)/(1+z*z), lambda a,b:[-b/a], lambda a,b: 1/a),
  ('atan(a*z)*tanh(b*z)*z', lambda z,a,b,g: atan(a*z)*tanh(b*z)*z, lambda a,b:[0], lambda a,b: min(1/a,1/b)),
 ],
 'sum': [
  ('tanh(a*z + b) + log(1 + a*z^2)', lambda z,a,b,g: tanh(a*z+b)+log(1+a*z*z), lambda a,b:[-b/a,0], lambda a,b: min(1/a,1/sqrt(a))),
  ('sqrt(1 + a*z^2) - erf(b*z)^2', lambda z,a,b,g: sqrt(1+a*z*z)-erf(b*z)**2, lambda a,b:[0], lambda a,b: min(1/b,1/sqrt(a))),
  ('cos(a*z) + 1/(1 + b*z^2) + z^4', lambda z,a,b,g: cos(a*z)+1/(1+b*z*z)+z**4, lambda a,b:[0], lambda a,b: min(1/a,1/sqrt(b))),
 ],
 'exponential': [
  ('log(1 + exp(a*z + b))', lambda z,a,b,g: sp(a*z+b), lambda a,b:[-b/a], lambda a,b: 1/a),
  ('exp(g*z)/(1 + exp(a*z))', lambda z,a,b,g: exp(g*z)*lg(-a*z), lambda a,b:[0], lambda a,b: 1/a),
  ('exp(3*tanh(a*z))', lambda z,a,b,g: exp(3*tanh(a*z)), lambda a,b:[0], lambda a,b: 1/a/4),
  ('log(exp(a*z) + b*exp(-z))', lambda z,a,b,g: -z+log(b)+sp((a+1)*z-log(b)), lambda a,b:[log(b)/(a+1)], lambda a,b: 1/(a+1)),
  ('exp(-a*sqrt(1 + z^2))*Phi(b*z)', lambda z,a,b,g: exp(-a*sqrt(1+z*z))*Phi(b*z), lambda a,b:[0], lambda a,b: min(1,1/b,1/sqrt(a))),
 ],
 'kink': [
  ('abs(z - g)*tanh(a*z)', lambda z,a,b,g: abs(z-g)*tanh(a*z), lambda a,b:[0], lambda a,b: 1/a),
  ('log(1 + abs(a*z - b))', lambda z,a,b,g: log(1+abs(a*z-b)), lambda a,b:[b/a], lambda a,b: 1/a),
  ('max(a*z - g, 0)*cos(z)', lambda z,a,b,g: max(a*z-g,0)*cos(z), lambda a,b:['g/a'], lambda a,b: 1),
  ('exp(-a*abs(z))/(1 + z^2)', lambda z,a,b,g: exp(-a*abs(z))/(1+z*z), lambda a,b:[0], lambda a,b: 1/a),
  ('min(a*z, g)*tanh(z)', lambda z,a,b,g: min(a*z,g)*tanh(z), lambda a,b:['g/a'], lambda a,b: 1),
 ],
 'oscillation': [
  ('log(2 + cos(a*z))', lambda z,a,b,g: log(2+cos(a*z)), lambda a,b:[], lambda a,b: 1/a),
  ('sin(a*z + b)*tanh(z)', lambda z,a,b,g: sin(a*z+b)*tanh(z), lambda a,b:[], lambda a,b: 1/a),
  ('cos(a*z^2)/(1 + z^2)', lambda z,a,b,g: cos(a*z*z)/(1+z*z), lambda a,b:[0], lambda a,b: 1/(16*a)),
  ('exp(g*sin(a*z))', lambda z,a,b,g: exp(g*sin(a*z)), lambda a,b:[], lambda a,b: 1/a),
 ],
 'peak': [
  ('1/(1 + (a*(z - g))^2)', lambda z,a,b,g: 1/(1+(a*(z-g))**2), lambda a,b:['g'], lambda a,b: 1/a),
  ('exp(-a*(z - g)^2)/(1 + z^2)', lambda z,a,b,g: exp(-a*(z-g)**2)/(1+z*z), lambda a,b:['g'], lambda a,b: 1/sqrt(2*a)),
  ('1/cosh(a*(z - g))', lambda z,a,b,g: 1/cosh(a*(z-g)), lambda a,b:['g'], lambda a,b: 1/a),
  ('phi(a*(z - g))*log(2 + z^2)', lambda z,a,b,g: w(a*(z-g))*log(2+z*z), lambda a,b:['g'], lambda a,b: 1/a),
 ],
 'growth': [
  ('exp(g*z^2)/(1 + abs(a*z))', lambda z,a,b,g: exp(g*z*z)/(1+abs(a*z)), lambda a,b:[0], lambda a,b: 1/a),
  ('exp(g*z^2)*cos(a*z)/(1 + z^2)', lambda z,a,b,g: exp(g*z*z)*cos(a*z)/(1+z*z), lambda a,b:[], lambda a,b: 1/a),
  ('cosh(g*z^2)/(2 + cos(z))', lambda z,a,b,g: cosh(g*z*z)/(2+cos(z)), lambda a,b:[], lambda a,b: 1),
  ('exp(abs(z)^(4*g)/2)', lambda z,a,b,g: exp(abs(z)**(4*g)/2), lambda a,b:[0], lambda a,b: 1),
  ('exp(g*z^2)*tanh(a*z)^2', lambda z,a,b,g: exp(g*z*z)*tanh(a*z)**2, lambda a,b:[0], lambda a,b: 1/a),
 ],
 'singular': [
  ('log(abs(z - g))*cos(a*z)', lambda z,a,b,g: log(abs(z-g))*cos(a*z), lambda a,b:['g'], lambda a,b: 1/a),
  ('sqrt(max(z - g, 0))/(1 + a*z^2)', lambda z,a,b,g: sqrt(max(z-g,0))/(1+a*z*z), lambda a,b:['g',0], lambda a,b: 1/sqrt(a)),
  ('1/sqrt(abs(z))*tanh(a*z)^2', lambda z,a,b,g: tanh(a*z)**2/sqrt(abs(z)), lambda a,b:[0], lambda a,b: 1/a),
  ('log(z^2)*exp(-a*z^2)', lambda z,a,b,g: log(z*z)*exp(-a*z*z), lambda a,b:[0], lambda a,b: 1/sqrt(2*a)),
  ('abs(z)^g*logistic(a*z)', lambda z,a,b,g: abs(z)**g*lg(a*z), lambda a,b:[0], lambda a,b: 1/a),
 ],
}
def integral(f, a, b, g, places, width, reach, split):
    width = max(width, mpf('0.002'))
    pts = {-reach, reach}
    for c in [mpf(0)] + places + [g]:
        if abs(c) >= reach: continue
        pts.add(c)
        d = width
        while d < reach:
            for p in (c - d, c + d):
                if abs(p) < reach: pts.add(p)
            d *= 2
    pts = sorted(pts)
    return pts
def value(kind, t, a, b, g):
    _, f, pl, wd = t
    places = [g if p == 'g' else g / a if p == 'g/a' else mpf(p) for p in pl(a, b)]
    if kind == 'growth': reach = sqrt(160 / (1 - 2 * g)) if 'abs(z)^' not in t[0] else mpf(60)
    else: reach = mpf(14) + abs(g)
    width = mpf(wd(a, b))
    pts = integral(f, a, b, g, places, width, reach, 1)
    if 'cos(' in t[0] or 'sin(' in t[0]:
        step = max(min(8 * width, mpf(1)), reach / 800)
        n = int(2 * reach / step) + 1
        pts = sorted(set(pts) | {-reach + 2 * reach * k / n for k in range(n + 1)})
    else:
        pts = sorted(set(pts) | {mpf(k) for k in range(-int(reach), int(reach) + 1)})
    F = lambda z: f(z, a, b, g) * w(z)
    one = quad(F, pts, maxdegree=7)
    mid = sorted(set(pts) | {(p + q) * mpf('0.4137') + q * mpf('0.1726') if False else p + (q - p) * mpf('0.4137') for p, q in zip(pts, pts[1:])})
    two = quad(F, mid, maxdegree=7)
    return two if abs(one - two) < mpf('1e-19') * (1 + abs(two)) else None
kinds = list(K)
made = 0
while made < count:
    kind = kinds[made % len(kinds)]
    t = rnd.choice(K[kind])
    a, b = float('%.6g' % 10 ** rnd.uniform(-2, 2)), float('%.6g' % 10 ** rnd.uniform(-2, 2))
    g = float('%.6g' % (rnd.uniform(0.05, 0.49) if kind == 'growth' else rnd.uniform(0.1, 2.5)))
    v = value(kind, t, mpf(a), mpf(b), mpf(g))
    if v is None:
        print('unsettled', t[0], a, b, g, file=sys.stderr); continue
    print('%s; %s; %r; %r; %r; %s' % (kind, t[0], a, b, g, nstr(v, 20)), flush=True)
    made += 1
