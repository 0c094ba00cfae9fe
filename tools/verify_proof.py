#!/usr/bin/env python3
"""Checks claims of proven enclosures: python3 tools/verify_proof.py FILE.json ...

A claim says that the objective of `single-layer` lies in an interval: at a point given as exact decimals (kind "value"), or at its minimum
(kind "minimum", level 1 alone). Nothing of the file is trusted: the enclosure is worked out again, in intervals with integer ends, by the
trapezoidal rule with a proven error. Python's integers alone are used, and no formula or constant of the program that makes claims.

    [{"model": "single-layer", "level": 2, "goal": "alpha", "kind": "value", "given": {"kappa": "1"},
      "point": {"q[1]": "0.7", "c[1]": "2.3", "chi": "0.06"}, "lower": "6.7156968376", "upper": "6.7156968377"}]

A line for each claim: confirmed, refuted (the truth lies outside) or not confirmed (with the reason). Exit code: 0 where all are confirmed,
1 where one is not, 2 where a file is no list of claims. What it proves is the value of the level's formula, not that of the true capacity.
"""
import json
import math
import re
import sys
import time
from fractions import Fraction
from math import isqrt

MOST_BYTES, MOST_CLAIMS, MOST_NODES, MOST_CELLS, SECONDS = 1 << 20, 1000, 20_000, 20_000, 60
NUMBER = re.compile(r"-?[0-9]{1,60}(\.[0-9]{1,60})?([eE][+-]?[0-9]{1,3})?")


class Refusal(Exception):
    """Why a claim is not confirmed."""


class Fixed:
    """Intervals of multiples of 2^-bits, as pairs of integers; every operation encloses."""

    def __init__(self, bits):
        self.bits, self.one = bits, 1 << bits
        third, ninth = self.one // 3, 9
        total, n, power = 0, 1, third
        while power:
            total, power, n = total + power // n, power // ninth, n + 2
        self.log2 = (2 * total, 2 * (total + 2 * n))
        self.pi = self._pi()
        self.root_2pi = self.sqrt((2 * self.pi[0], 2 * self.pi[1]))

    def _pi(self):  # Machin: 16 atan(1/5) - 4 atan(1/239)
        def atan(k):
            total, n, sign, power = 0, 1, 1, self.one // k
            while power:
                total, power, n, sign = total + sign * (power // n), power // (k * k), n + 2, -sign
            return total - n, total + n
        a, b = atan(5), atan(239)
        return 16 * a[0] - 4 * b[1], 16 * a[1] - 4 * b[0]

    def of(self, q):
        q = Fraction(q)
        return (q.numerator << self.bits) // q.denominator, -((-q.numerator << self.bits) // q.denominator)

    def add(self, *all):
        return sum(x[0] for x in all), sum(x[1] for x in all)

    def sub(self, x, y):
        return x[0] - y[1], x[1] - y[0]

    def mul(self, x, y):
        ends = [a * b for a in x for b in y]
        return min(ends) >> self.bits, -((-max(ends)) >> self.bits)

    def div(self, x, y):
        if y[0] <= 0:
            raise Refusal("a denominator may vanish")
        return min((x[0] << self.bits) // b for b in y), max(-((-x[1] << self.bits) // b) for b in y)

    def sqrt(self, x):
        if x[0] < 0:
            raise Refusal("a root of what may be negative")
        return isqrt(x[0] << self.bits), isqrt(x[1] << self.bits) + 1

    def square(self, x):
        least = 0 if x[0] <= 0 <= x[1] else min(x[0] * x[0], x[1] * x[1])
        return least >> self.bits, -((-max(x[0] * x[0], x[1] * x[1])) >> self.bits)

    def _exp(self, n):  # bounds of exp(n 2^-bits); terms are cut off downwards, and what follows the last is less than it
        k = n // self.log2[1]
        low, high = ((n - k * self.log2[1], n - k * self.log2[0]) if k >= 0 else (n - k * self.log2[0], n - k * self.log2[1]))
        short, low = min(low, 0), max(low, 0)  # below 0 by rounding of k log 2 alone; e^x >= 1 + x
        total, term, i = self.one, self.one, 1
        while term:
            term = (term * low >> self.bits) // i
            total, i = total + term, i + 1
        lower, upper = total + 2 * short, total + 2 * i + 8 + (total * max(high - low, 0) >> self.bits) * 2
        return (lower << k, upper << k) if k >= 0 else (lower >> -k, (upper >> -k) + 1)

    def exp(self, x):
        low = self._exp(x[0])
        return low if x[0] == x[1] else (low[0], self._exp(x[1])[1])

    def _log(self, n):  # k log 2 + 2 atanh((m - 1)/(m + 1)), 3/4 <= m < 3/2
        k = n.bit_length() - self.bits
        m = n >> k if k >= 0 else n << -k
        if 4 * m < 3 * self.one:
            k, m = k - 1, (n >> k - 1 if k >= 1 else n << 1 - k)
        # m was cut off by less than one unit, which the upper end allows for
        z = ((m - self.one) << self.bits) // (m + self.one)
        square, total, power, i = z * z >> self.bits, 0, z, 1
        while power not in (0, -1):
            total, power, i = total + power // i, power * square >> self.bits, i + 2
        slack = 2 * i + 8
        low, high = 2 * (total - slack), 2 * (total + slack)
        shift = (k * self.log2[0], k * self.log2[1]) if k >= 0 else (k * self.log2[1], k * self.log2[0])
        return low + shift[0], high + shift[1]

    def log(self, x):
        if x[0] <= 0:
            raise Refusal("a logarithm of what may not be positive")
        return self._log(x[0])[0], self._log(x[1])[1]

    def power(self, x, rho):
        return self.exp(self.mul(rho, self.log(x)))

    def density(self, x):
        square = self.square(x)
        return self.div(self.exp((-square[1] // 2 - 1, -square[0] // 2 + 1)), self.root_2pi)

    def _half(self, n):  # Phi(x) - 1/2 = phi(x) sum x^(2n+1)/(1 3 5 ... (2n+1)), x >= 0, with bits for the size of the sum
        x = n / self.one if n < self.one << 20 else 2.0 ** 20
        if x * x / 2 > (self.bits + 8) * 0.6932:
            return self.one // 2 - 16, self.one // 2
        wide = Fixed.cached(self.bits + 16 + int(x * x / 2 * 1.4427) + 8)
        n <<= wide.bits - self.bits
        square, term, total, i = n * n >> wide.bits, n, n, 3
        while term:
            term = (term * square >> wide.bits) // i
            total, i = total + term, i + 2
        # A term that is cut off by two units is the less off, relatively, the larger it is: no more than twice their number over the least, which is the first where they
        # grow at all. What follows the last, which is far beyond x^2, is less than twice as much.
        slack = 4 * i + 8 + (total * 4 * i // n if n else 0)
        low, high = wide.mul((total, total + slack), wide.density((n, n)))
        cut = wide.bits - self.bits
        return low >> cut, (high >> cut) + 1

    def normal(self, x):
        """Phi over an interval, which it grows over."""
        def end(n, upper):
            low, high = self._half(abs(n))
            return self.one // 2 + (high if upper else low) if n >= 0 else self.one // 2 - (low if upper else high)
        return max(end(x[0], False), 0), end(x[1], True)

    _made = {}

    @classmethod
    def cached(cls, bits):
        bits += -bits % 32
        if bits not in cls._made:
            cls._made[bits] = cls(bits)
        return cls._made[bits]


def innermost(m, t, v, c, chi):
    """E over s of mean t and variance v of exp(c f(s)), f = 0 below 0, -s^2/(2 chi) up to sqrt(2 chi), -1 beyond; and its first two moments about t."""
    root, edge, a = m.sqrt(v), m.sqrt(m.add(chi, chi)), m.div(c, chi)
    grown = m.add((m.one, m.one), m.mul(a, v))
    scale = m.div(root, m.sqrt(grown))
    mean = m.div(t, grown)
    below, above = m.div(m.sub((0, 0), t), root), m.div(m.sub(t, edge), root)
    left, right = m.normal(below), m.normal(above)
    low, high = m.div(m.sub((0, 0), mean), scale), m.div(m.sub(edge, mean), scale)
    between = m.sub(m.normal(high), m.normal(low))
    between = (max(between[0], 0), max(between[1], 0))
    square = m.mul(a, m.div(m.square(t), grown))
    height = m.div(m.exp((-square[1] // 2 - 1, -square[0] // 2 + 1)), m.sqrt(grown))
    lost = m.exp((-c[1], -c[0]))
    whole = m.add(left, m.mul(lost, right), m.mul(height, between))
    return whole, (root, scale, mean, low, high, below, above, left, right, between, height, lost)


def moments(m, t, v, c, chi):
    """Bounds of the mean and of the variance of s - t under the tilted law."""
    whole, (root, scale, mean, low, high, below, above, left, right, between, height, lost) = innermost(m, t, v, c, chi)
    dl, dh, db, da = (m.density(x) for x in (low, high, below, above))
    first = m.add(m.sub((0, 0), m.mul(root, db)), m.mul(lost, m.mul(root, da)))
    second = m.add(m.mul(v, m.sub(left, m.mul(below, db))), m.mul(lost, m.mul(v, m.sub(right, m.mul(above, da)))))
    shift, narrow = m.sub(mean, t), m.square(scale)
    one = m.mul(scale, m.sub(dl, dh))
    two = m.mul(narrow, m.add(between, m.sub(m.mul(low, dl), m.mul(high, dh))))
    inner1 = m.add(one, m.mul(shift, between))
    inner2 = m.add(two, m.mul(m.add(shift, shift), one), m.mul(m.square(shift), between))
    x1 = m.div(m.add(first, m.mul(height, inner1)), whole)
    x2 = m.div(m.add(second, m.mul(height, inner2)), whole)
    return x1, m.sub(x2, m.square(x1))


def innermost_bounds(v, c, chi, clock):
    """sup of the tilted variance and of |f'| over all t: cells, and beyond them the tails."""
    m = Fixed.cached(96 + math.ceil(1.45 * float(c)))
    vi, ci, xi = m.of(v), m.of(c), m.of(chi)
    root = float(v) ** 0.5
    edge, far = float(2 * chi) ** 0.5, (81 + 2 * float(c)) ** 0.5
    reach = Fraction(math.ceil(far * 16), 16)  # Y: at least sqrt(81 + 2 c)
    start, stop = Fraction(-7 * root).limit_denominator(1 << 40), Fraction(edge + float(reach) * root * 1.01).limit_denominator(1 << 40)
    # far enough: start <= -6 sqrt(v), stop >= T + Y sqrt(v)
    if not (start < 0 and start ** 2 >= 36 * v and m.of(stop)[0] >= m.add(m.sqrt(m.of(2 * chi)), m.mul(m.of(reach), m.sqrt(vi)))[1]):
        raise Refusal("the cells do not reach the tails")
    cells = math.ceil(float(stop - start) / (0.02 * min(root, edge + root)))
    if cells > MOST_CELLS:
        raise Refusal("too many cells")
    variance, slope = 0, 0
    for i in range(cells):
        clock()
        t = (m.of(start + (stop - start) * Fraction(i, cells))[0], m.of(start + (stop - start) * Fraction(i + 1, cells))[1])
        x1, x2 = moments(m, t, vi, ci, xi)
        variance, slope = max(variance, x2[1]), max(slope, abs(x1[0]), abs(x1[1]))
    slope = m.div((slope, slope), m.mul(vi, ci))[1]
    # tails: to the left the weight is at most 1 and Z >= Phi(6); to the right it is e^-c beyond T and at most 1 below
    q6, grow = m.sub((m.one, m.one), m.normal(m.of(6))), m.exp(ci)
    y = m.of(reach)
    qy = m.sub((m.one, m.one), m.normal(y))
    steep = m.sqrt(m.div(m.of(2), xi))
    variance = max(variance, m.div(vi, m.normal(m.of(6)))[1], m.mul(vi, m.add((m.one, m.one), m.mul(grow, m.add(qy, m.mul(y, m.density(y))))))[1])
    slope = max(slope, m.mul(steep, m.div(q6, m.normal(m.of(6))))[1], m.mul(m.mul(steep, grow), qy)[1])
    return Fraction(variance, m.one), Fraction(slope, m.one)


def lattice(target, v, c, V):
    """A step, short in binary, for which every step's error is below exp(-target); floats may choose it."""
    best = 1e9
    for k in range(len(v) - 1):
        strip = 0.97 * float(v[k + 1]) * (2 / float(V[k + 1])) ** 0.5
        rho = float(c[k] / c[k + 1]) if k > 0 else 0
        curve = (1 / float(v[k]) + rho / float(v[k + 1])) / 2
        step, a = max((2 * math.pi * x / (target + curve * x * x), x) for x in (strip * (i + 1) / 200 for i in range(200)))
        best = min(best, step)
    exponent = math.floor(math.log2(best)) - 5
    return Fraction(math.floor(best / 2.0 ** exponent)) * Fraction(2) ** exponent


def error_of(m, step, v, rho, v_next, V_next):
    """2 G/(e^x - 1) of one step and its height a, the best of some strips; G without SL."""
    best = None
    strip = Fraction(float(v_next) * (2 / float(V_next)) ** 0.5).limit_denominator(1 << 30)
    for i in range(1, 98, 4):
        a = strip * Fraction(i, 100)
        if not a ** 2 * V_next < 2 * v_next ** 2:
            continue
        x = m.div(m.mul((2 * m.pi[0], 2 * m.pi[1]), m.of(a)), m.of(step))
        g = m.exp(m.of(a ** 2 / (2 * v) + rho * a ** 2 / (2 * v_next)))
        # e^x - 1 >= e^x/2 where x >= 1
        if x[0] < m.one:
            continue
        bound = m.mul((4 * g[0], 4 * g[1]), m.exp((-x[1], -x[0])))[1]
        if best is None or bound < best[0]:
            best = bound, a
    if best is None:
        raise Refusal("the strip is too narrow")
    return best


def value(q, c, chi, kappa, digits, clock):
    """An enclosure of (kappa + S)/(-F) at level len(q) + 1, as fractions."""
    r = len(q) + 1
    m = Fixed.cached(math.ceil((digits + 6) * 3.33 + 1.45 * float(max(c, default=0))) + 48)
    q = [Fraction(0), *q, Fraction(1)]
    v = [q[k + 1] - q[k] for k in range(r)]
    c = [None, *c]
    lam = {r: chi}
    for k in range(r - 1, 0, -1):
        lam[k] = lam[k + 1] + c[k] * v[k]
    price = m.of(q[1] / (2 * lam[1]))
    for k in range(1, r):
        price = m.add(price, m.div(m.log(m.of(lam[k] / lam[k + 1])), m.of(2 * c[k])))
    if r == 1:
        edge = m.sqrt(m.of(2 * chi))
        tail = m.sub((m.one, m.one), m.normal(edge))
        loss = m.add(m.div(m.sub(m.sub(m.normal(edge), (m.one // 2, m.one // 2)), m.mul(edge, m.density(edge))), m.of(2 * chi)), tail)
    else:
        loss = mean_loss(m, r, v, c, chi, digits, clock)
    low, high = m.div(m.add(m.of(kappa), price), loss)
    return Fraction(low, m.one), Fraction(high, m.one)


def mean_loss(m, r, v, c, chi, digits, clock):
    """An enclosure of -F."""
    top, slope = innermost_bounds(v[r - 1], c[r - 1], chi, clock)
    V = {r - 1: top}
    bend = max(top - v[r - 1], 0) / (v[r - 1] ** 2 * c[r - 1])
    for k in range(r - 2, 0, -1):
        bend += c[k] * slope ** 2 / 4
        V[k] = v[k] + v[k] ** 2 * c[k] * bend
    target = (digits + 4) * math.log(10) + 3
    step = lattice(target, v, c, V)
    reach = [math.ceil((2 * target + 2 * float(c[max(k, 1)])) ** 0.5 * float(v[k]) ** 0.5 / float(step)) for k in range(r - 1)]
    width = sum(reach)
    if 2 * width > MOST_NODES:
        raise Refusal(f"it takes {2 * width} nodes, more than {MOST_NODES}")
    vi, ci, xi = m.of(v[r - 1]), m.of(c[r - 1]), m.of(chi)
    table = []
    for i in range(-width, width + 1):
        clock()
        table.append(innermost(m, m.of(step * i), vi, ci, xi)[0])
    for k in range(r - 2, 0, -1):
        rho = m.of(c[k] / c[k + 1])
        powers = [m.power(z, rho) for z in table]
        width -= reach[k]
        error, _ = error_of(m, step, v[k], c[k] / c[k + 1], v[k + 1], V[k + 1])
        tail = m.mul(tail_of(m, step, reach[k], v[k]), m.exp(m.of(c[k])))[1]
        around = (m.one - error - tail, m.one + error)
        weights = weights_of(m, step, reach[k], v[k])
        lows, highs = [w[0] for w in weights], [w[1] for w in weights]
        plow, phigh = [max(z[0], 0) for z in powers], [z[1] for z in powers]
        table = []
        for i in range(2 * width + 1):
            clock()
            low = sum(map(int.__mul__, lows, plow[i:i + len(lows)])) >> m.bits
            high = -(-sum(map(int.__mul__, highs, phigh[i:i + len(highs)])) >> m.bits)
            table.append(m.div((low, high), around))
    error, a = error_of(m, step, v[0], Fraction(0), v[1], V[1])
    cut = 1 - a ** 2 * V[1] / (2 * v[1] ** 2)
    size = m.add(m.of(c[1] + a ** 2 / (2 * v[1]) + a * c[1] * slope), m.sub((0, 0), m.log(m.of(cut))), (m.pi[0] // 2, m.pi[1] // 2 + 1))
    slack = m.mul((error, error), size)[1] + m.mul(tail_of(m, step, reach[0], v[0]), m.of(c[1]))[1]
    total = (0, 0)
    for weight, z in zip(weights_of(m, step, reach[0], v[0]), table):
        total = m.add(total, m.mul(weight, m.log(z)))
    return m.div((-total[1] - slack, -total[0] + slack), m.of(c[1]))


def weights_of(m, step, reach, v):
    root = m.sqrt(m.of(v))
    scale = m.div(m.of(step), root)
    half = [m.mul(scale, m.density(m.div(m.of(step * i), root))) for i in range(reach + 1)]
    half = [(max(w[0], 0), w[1]) for w in half]
    return half[:0:-1] + half


def tail_of(m, step, reach, v):
    """2 Q(L): what the lattice beyond the reach has, at most."""
    beyond = m.sub((m.one, m.one), m.normal(m.div(m.of(step * reach), m.sqrt(m.of(v)))))
    return max(2 * beyond[0], 0), max(2 * beyond[1], 0)


def least(kappa, digits, clock):
    """The minimum of level 1: kappa (Phi(h) - 1/2 - h phi(h)) = Q(h) has one root, since its left side grows and its right side falls; it is kappa/Q(h)."""
    m = Fixed.cached(math.ceil((digits + 6) * 3.33) + 64)
    k = m.of(kappa)

    def sign(h):
        clock()
        x = (h, h)
        tail = m.sub((m.one, m.one), m.normal(x))
        left = m.mul(k, m.sub(m.sub(m.normal(x), (m.one // 2, m.one // 2)), m.mul(x, m.density(x))))
        gap = m.sub(left, tail)
        return 1 if gap[0] > 0 else -1 if gap[1] < 0 else 0

    low, high = 0, 16 * m.one
    if sign(high) <= 0:
        raise Refusal("kappa is too small")
    while high - low > 1:
        middle = (low + high) // 2
        s = sign(middle)
        if s == 0:
            break
        low, high = (middle, high) if s < 0 else (low, middle)
    for _ in range(8):  # what rounding leaves open is kept inside
        if high - low <= 1 or sign(high - (high - low) // 4) <= 0:
            break
        high -= (high - low) // 4
    tail = m.sub((m.one, m.one), m.normal((low, high)))
    result = m.div(k, tail)
    return Fraction(result[0], m.one), Fraction(result[1], m.one)


def number(text, what):
    if not isinstance(text, str) or len(text) > 130 or not NUMBER.fullmatch(text):
        raise Refusal(f"{what} is no decimal number in quotes")
    exponent = re.search(r"[eE]([+-]?[0-9]+)$", text)
    if exponent and abs(int(exponent[1])) > 60:
        raise Refusal(f"{what} has an exponent beyond 60")
    return Fraction(text)


def check(claim):
    """None where a claim is confirmed; raises a Refusal, or returns why it is refuted."""
    if not isinstance(claim, dict):
        raise Refusal("a claim is an object")
    unknown = set(claim) - {"model", "level", "goal", "given", "point", "kind", "lower", "upper"}
    if unknown:
        raise Refusal(f"'{sorted(unknown)[0][:40]}' is nothing that is checked here")
    if claim.get("model") != "single-layer" or claim.get("goal") != "alpha":
        raise Refusal("only alpha of single-layer is known here")
    level = claim.get("level")
    if type(level) is not int or not 1 <= level <= 6:
        raise Refusal("levels are 1 to 6")
    given = claim.get("given")
    if not isinstance(given, dict) or set(given) != {"kappa"}:
        raise Refusal("given is kappa, and nothing else")
    kappa = number(given["kappa"], "kappa")
    if not 0 < kappa <= 10 ** 6:
        raise Refusal("kappa is not between 0 and 1e6")
    lower, upper = number(claim.get("lower"), "lower"), number(claim.get("upper"), "upper")
    if lower > upper:
        raise Refusal("lower is above upper")
    written = max(len(claim[end].split(".")[-1]) if "." in claim[end] else 0 for end in ("lower", "upper"))
    width = max(float((upper - lower) / max(abs(upper), 1)), 10.0 ** -(written + 1), 1e-60)
    digits = max(2, math.ceil(-math.log10(width)) + 1)
    if digits > 50:
        raise Refusal("more than 50 digits are not looked at")
    started = time.process_time()

    def clock():
        if time.process_time() - started > SECONDS:
            raise Refusal(f"it takes more than {SECONDS} s")

    kind = claim.get("kind")
    if kind == "minimum" and level == 1:
        if claim.get("point") not in (None, {}):
            raise Refusal("a minimum of level 1 has no point")
        low, high = least(kappa, digits, clock)
    elif kind == "value":
        names = [*(f"q[{k}]" for k in range(1, level)), *(f"c[{k}]" for k in range(1, level)), "chi"]
        point = claim.get("point")
        if not isinstance(point, dict) or set(point) != set(names):
            raise Refusal("the point of a value is " + ", ".join(names))
        x = {name: number(point[name], name) for name in names}
        q, c, chi = [x[f"q[{k}]"] for k in range(1, level)], [x[f"c[{k}]"] for k in range(1, level)], x["chi"]
        if not all(a < b for a, b in zip([0, *q], [*q, 1])):
            raise Refusal("the overlaps do not ascend between 0 and 1")
        if not all(0 < k <= 200 for k in c) or not Fraction(1, 10 ** 6) <= chi <= 10 ** 6 or min((b - a for a, b in zip([0, *q], [*q, 1])), default=1) < Fraction(1, 10 ** 7):
            raise Refusal("exponents up to 200, susceptibilities from 1e-6 to 1e6 and overlaps 1e-7 apart are looked at")
        low, high = value(q, c, chi, kappa, digits, clock)
    else:
        raise Refusal(f"the kind {kind!r} is not proven here: it knows values, and the minimum of level 1")
    if high < lower or low > upper:
        return f"the truth is in [{outwards(low, digits + 3, False)}, {outwards(high, digits + 3, True)}]"
    if not (lower <= low and high <= upper):
        raise Refusal(f"it is proven here to [{outwards(low, digits + 3, False)}, {outwards(high, digits + 3, True)}] only")
    return None


def outwards(x, digits, up):
    scaled = x * 10 ** digits
    n = -(-scaled.numerator // scaled.denominator) if up else scaled.numerator // scaled.denominator
    text = str(abs(n)).rjust(digits + 1, "0")
    return ("-" if n < 0 else "") + text[:-digits] + "." + text[-digits:]


def unique(pairs):
    if len({k for k, _ in pairs}) != len(pairs):
        raise ValueError("a key stands twice")
    return dict(pairs)


def no_constant(name):
    raise ValueError(f"{name} is no number")


def read(path):
    with open(path, "rb") as file:
        text = file.read(MOST_BYTES + 1)
    if len(text) > MOST_BYTES:
        raise ValueError(f"it is larger than {MOST_BYTES} bytes")
    claims = json.loads(text.decode("utf-8"), object_pairs_hook=unique, parse_constant=no_constant, parse_int=lambda t: int(t) if len(t) < 20 else no_constant(t[:20]))
    claims = claims if isinstance(claims, list) else [claims]
    if not 1 <= len(claims) <= MOST_CLAIMS:
        raise ValueError(f"1 to {MOST_CLAIMS} claims are looked at")
    return claims


def main(paths):
    if not paths or paths[0] in ("-h", "--help"):
        print(__doc__.strip())
        return 0 if paths else 2
    worst = 0
    for path in paths:
        try:
            claims = read(path)
        except (OSError, ValueError, RecursionError) as error:
            print(f"{path}: error: {error}", file=sys.stderr)
            return 2
        for i, claim in enumerate(claims):
            try:
                refuted = check(claim)
                verdict = "confirmed" if refuted is None else "refuted: " + refuted
            except Refusal as reason:
                verdict = f"not confirmed: {reason}"
            worst = max(worst, verdict != "confirmed")
            print(f"{path}[{i}]: {verdict}")
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
