#!/usr/bin/env python3
"""Checks a certificate of 'relu-injectivity check' in exact arithmetic, apart from that program: python3 verify.py CERTIFICATE WEIGHTS [BIAS]

WEIGHTS (outputs x inputs) and BIAS are .npy (float32, float64) or .csv of numbers; for the certificate of a network the WEIGHTS and BIAS of each layer follow
one another, - for no bias. Which function follows each layer the certificate says, and this program prints. Exit code: 0 it holds, 1 it does not, 2 a file is wrong.
The format is described in docs/certificates.md. Standard library only.
"""
import ast, hashlib, json, struct, sys
from fractions import Fraction
from functools import reduce
from math import gcd, isfinite, isqrt

class Wrong(Exception):
    """The certificate proves nothing."""

def need(holds, problem):
    if not holds:
        raise Wrong(problem)

def read_numbers(path):
    if not path.endswith('.npy'):
        return [[float(field) for field in line.split(',')] for line in open(path, encoding='utf-8-sig') if line.strip()]
    data = open(path, 'rb').read()
    if data[:6] != b'\x93NUMPY':
        raise ValueError('not a npy file')
    start, size = (12, '<I') if data[6] > 1 else (10, '<H')
    length = struct.unpack(size, data[8:start])[0]
    header = ast.literal_eval(data[start:start + length].decode('latin1'))
    shape = header['shape'] if len(header['shape']) == 2 else (header['shape'][0], 1)
    kind = {'<f4': 'f', '<f8': 'd'}[header['descr']]
    flat = struct.unpack('<%d%s' % (shape[0] * shape[1], kind), data[start + length:])
    place = (lambda i, j: j * shape[0] + i) if header['fortran_order'] else (lambda i, j: i * shape[1] + j)
    return [[flat[place(i, j)] for j in range(shape[1])] for i in range(shape[0])]

def scaled(values):
    """The integers on the ray of some doubles, with the smallest power of two that makes all whole."""
    exact = [Fraction(v) for v in values]
    common = max(f.denominator for f in exact)
    whole = [int(f * common) for f in exact]
    while any(whole) and not any(v & 1 for v in whole):
        whole = [v >> 1 for v in whole]
    return whole

def dot(a, b):
    return sum(x * y for x, y in zip(a, b))

def eliminate(vectors, columns):
    """Reduced rows, and the column each begins with."""
    rows, pivots = [[Fraction(x) for x in v[:columns]] for v in vectors], []
    for column in range(columns):
        at = next((i for i in range(len(pivots), len(rows)) if rows[i][column]), None)
        if at is None:
            continue
        k = len(pivots)
        rows[k], rows[at] = rows[at], rows[k]
        rows[k] = [x / rows[k][column] for x in rows[k]]
        for i in range(len(rows)):
            if i != k and rows[i][column]:
                factor = rows[i][column]
                rows[i] = [x - factor * y for x, y in zip(rows[i], rows[k])]
        pivots.append(column)
    return rows, pivots

def rank(vectors, columns):
    return len(eliminate(vectors, columns)[1])

class Layer:
    def __init__(self, weights, bias, certificate):
        self.n, self.m = len(weights[0]), len(weights)
        need((certificate['outputs'], certificate['inputs']) == (self.m, self.n), 'it is for weights of another shape')
        numbers = [v if v else 0.0 for v in [x for row in weights for x in row] + bias]
        digest = hashlib.sha256(struct.pack('<2i', self.m, self.n) + struct.pack('<%dd' % len(numbers), *numbers)).hexdigest()
        need(certificate['layer'] == 'sha256:' + digest, 'it is for other weights or another bias')
        self.rows = [scaled(list(row) + [b]) for row, b in zip(weights, bias)]
        self.is_zero = [not any(row) for row in weights]
        self.replace(weights, certificate['parallelRows'], certificate['parallelTolerance'])
        self.domain(certificate['domain'])

    def replace(self, weights, pairs, tolerance):
        need(0 <= tolerance <= 1e-6, 'the tolerance of parallel rows is out of range')
        replaced = {row for row, _ in pairs}
        for row, leader in pairs:
            need(0 <= row < self.m and 0 <= leader < self.m and row != leader and leader not in replaced and tolerance > 0, 'its parallel rows do not fit')
            pivot = max(range(self.n), key=lambda k: abs(weights[leader][k]))
            need(weights[leader][pivot] != 0, 'a leader of parallel rows is zero')
            factor = weights[row][pivot] / weights[leader][pivot]
            largest = max(abs(x) for x in weights[row])
            near = all(abs(x - factor * y) <= tolerance * largest for x, y in zip(weights[row], weights[leader]))
            need(near and factor != 0, 'rows are not parallel')
            lead, own = self.rows[leader], self.rows[row]
            at = max(range(self.n), key=lambda k: abs(lead[k]))
            sign = 1 if lead[at] > 0 else -1
            multiple = [sign * own[at] * x for x in lead[:self.n]] + [abs(lead[at]) * own[self.n]]
            self.rows[row] = [x // gcd(*multiple) for x in multiple]

    def domain(self, text):
        name, _, rest = text.partition(':')
        lists = [[float(x) for x in part.split(',')] for part in rest.split(';')] if rest else [[]]
        sizes = {'rn': 0, 'orthant': 0, 'sphere': 0, 'ball': 1, 'nonneg-ball': 1, 'box': 2, 'bounds': 2, 'polyhedron': self.n + 1}
        good = any if name == 'polyhedron' else (lambda ends: ends[0] < ends[1]) if name in ('box', 'bounds') else lambda ends: all(x > 0 for x in ends)
        need(len(lists) == {'bounds': self.n, 'polyhedron': len(lists)}.get(name, 1) and all(len(part) == sizes.get(name) for part in lists), 'its domain is none')
        need(all(good(part[:self.n]) if name == 'polyhedron' else good(part) for part in lists) and (name == 'bounds' or all(map(isfinite, sum(lists, [])))), 'its domain is empty')
        unit = lambda j: [int(k == j) for k in range(self.n + 1)]
        self.name, self.radius = name, Fraction(lists[0][0]) if 'ball' in name else None
        self.walls = [unit(j) for j in range(self.n)] if name in ('orthant', 'nonneg-ball') else [scaled([-x for x in row[:-1]] + row[-1:]) for row in lists if name == 'polyhedron']
        for j, pair in enumerate(lists * self.n if name == 'box' else lists if name == 'bounds' else []):
            for sign, end in ((1.0, -pair[0]), (-1.0, pair[1])):
                if isfinite(end):
                    self.walls.append(scaled([sign if k == j else end if k == self.n else 0.0 for k in range(self.n + 1)]))
        free = all(zero or row[self.n] == 0 for zero, row in zip(self.is_zero, self.rows))
        self.conic = free and name not in ('bounds', 'polyhedron') and not (name == 'box' and (lists[0][0] > 0 or lists[0][1] < 0))
        self.cell_walls, self.cell_radius = self.walls, Fraction(1) if name == 'sphere' else self.radius
        if self.conic:
            self.cell_radius, self.cell_walls = None, [w for w in self.walls if w[self.n] == 0]
        elif self.cell_radius is None:
            self.cell_walls = self.walls + [unit(self.n)]

    def inside(self, point, closed):
        least, square = (0 if closed else 1), sum(x * x for x in point[:self.n])
        if self.name == 'sphere':
            return point[self.n] > 0 and square == point[self.n] ** 2
        round_ = self.radius is None or (square <= (self.radius * point[self.n]) ** 2 if closed else square < (self.radius * point[self.n]) ** 2)
        return point[self.n] > 0 and round_ and all(dot(w, point) >= least for w in self.walls)

def points(layer, c):
    x, y = ([int(v) for v in c[key] + [c['denominator']]] for key in 'xy')
    need(len(x) == len(y) == layer.n + 1 and x[-1] > 0 and x != y, 'its points are the same, or of another length')
    need(layer.inside(x, True) and layer.inside(y, True), 'a point is not in the domain')
    return x, y

def collision(layer, c):
    x, y = points(layer, c)
    values = [(dot(row, x), dot(row, y)) for row in layer.rows]
    need(all(a == b or (a <= 0 and b <= 0) for a, b in values), 'a row tells the points apart')

def deficient(layer, c):
    point = [int(v) for v in c['x']] + [int(c['denominator'])]
    need(len(point) == layer.n + 1 and layer.name != 'sphere' and layer.inside(point, False), 'its point is not inside the domain')
    active = [i for i in range(layer.m) if not layer.is_zero[i] and dot(layer.rows[i], point) >= 0]
    need(len(active) < layer.n, 'as many rows are active as there are inputs')

def combination(vectors):
    """The weights, up to a factor, with which vectors add up to zero."""
    reduced, pivots = eliminate(list(zip(*vectors)), len(vectors))
    need(len(pivots) == len(vectors) - 1, 'rows have no single combination')
    free = next(k for k in range(len(vectors)) if k not in pivots)
    w = [Fraction(1) if k == free else -reduced[pivots.index(k)][free] for k in range(len(vectors))]
    return [-x for x in w] if min(w) < 0 else w

def contradiction(layer, node, active, inactive):
    rows, n = layer.rows, layer.n
    need(all(0 <= i < layer.m and any(rows[i][:n]) for key in ('active', 'inactive', 'branches') for i in node[key]), 'a node names no row')
    need(all(0 <= g < len(layer.cell_walls) for g in node['walls']), 'a node names no wall')
    need(set(node['active']) <= active and set(node['inactive']) <= inactive, 'a node takes rows as its branches do not')
    length = n if layer.conic else n + 1
    vectors = [rows[i][:length] for i in node['active']] + [[-x for x in rows[i][:length]] for i in node['inactive'] + node['branches']]
    vectors += [layer.cell_walls[g][:length] for g in node['walls']]
    exact = 'weights' not in node
    w = [Fraction(x) for x in node['weights']] if not exact else [int(x) for x in node['multipliers']] if 'multipliers' in node else combination(vectors)
    need(len(w) == len(vectors) and min(w) >= 0 and any(w), 'weights do not fit')
    total = [dot(w, column) for column in zip(*vectors)]
    round_ = layer.cell_radius is not None and -total[n] >= 0 and total[n] ** 2 >= layer.cell_radius ** 2 * dot(total[:n], total[:n])
    need(round_ or (exact and not any(total)), 'weights contradict no point of the domain')

def cells(layer, c):
    rows, n = layer.rows, layer.n
    start = []
    for a, b in c['pairs']:
        need(0 <= a < layer.m and 0 <= b < layer.m and any(rows[a][:n]) and any(rows[b][:n]), 'a pair names no row')
        p = next(k for k in range(n) if rows[a][k])
        need(rows[a][p] * rows[b][p] < 0 and all(rows[a][k] * rows[b][p] == rows[b][k] * rows[a][p] for k in range(n)), 'a pair is not antiparallel')
        need(rows[a][n] * abs(rows[b][p]) + rows[b][n] * abs(rows[a][p]) >= 0, 'a pair leaves a gap')
        start.append(rows[a])
    stack = [(start, frozenset(), frozenset())] if rank(start, n) < n else []
    nodes = iter(c['nodes'])
    while stack:
        span, active, inactive = stack.pop()
        node = next(nodes, None)
        need(node is not None, 'a node is missing')
        contradiction(layer, node, active, inactive)
        children = [(span + [rows[row]], active | {row}, inactive | set(node['branches'][:k])) for k, row in enumerate(node['branches'])]
        stack.extend(child for child in reversed(children) if rank(child[0], n) < n)
    need(next(nodes, None) is None, 'nodes follow after the end of the tree')

def halves(cone, a, b):
    """A cone halved at a point of an edge near its middle; the point takes the place of one end, then of the other."""
    u, v = cone[a], cone[b]
    shift = round((dot(v, v).bit_length() - dot(u, u).bit_length()) / 2)
    middle = [(x << shift) + y if shift >= 0 else x + (y << -shift) for x, y in zip(u, v)]
    middle = [x // gcd(*middle) for x in middle]
    return cone[:a] + [middle] + cone[a + 1:], cone[:b] + [middle] + cone[b + 1:]

def active_throughout(row, cone):
    """Whether w x + b |x| > 0 in all of a cone: for b <= 0 the function is concave, else |x| >= q x / |q| for its axis q; either way the edges tell."""
    beta, axis = row[-1], [sum(column) for column in zip(*cone)]
    def good(edge):
        product, along = dot(row[:-1], edge), dot(axis, edge)
        if beta <= 0:
            return product > 0 and product ** 2 > beta ** 2 * dot(edge, edge)
        if product >= 0:
            return along > 0 or (along == 0 and product > 0)
        return along > 0 and (beta * along) ** 2 > product ** 2 * dot(axis, axis)
    return all(good(edge) for edge in cone)

def sphere(layer, c):
    n = layer.n
    need(layer.name == 'sphere' and n <= 16, 'a subdivision covers spheres of at most 16 inputs')
    if n == 1:
        ends = [(dot(row, [1, 1]), dot(row, [-1, 1])) for row in layer.rows]
        need(any(a != b and max(a, b) > 0 for a, b in ends), 'the two points of the sphere have the same output')
        return
    nodes = iter(c['nodes'])
    for orthant in range(1 << n):
        stack = [[[(-1 if orthant >> j & 1 else 1) if k == j else 0 for k in range(n)] for j in range(n)]]
        while stack:
            cone, node = stack.pop(), next(nodes, None)
            need(node is not None, 'a node is missing')
            if 'split' in node:
                a, b = node['split']
                need(0 <= a < n and 0 <= b < n and a != b, 'a node splits an edge that is not there')
                stack.extend(reversed(halves(cone, a, b)))
                continue
            need(all(0 <= i < layer.m and active_throughout(layer.rows[i], cone) for i in node['rows']), 'a row is not active in all of its cone')
            settled = [layer.rows[i] for i in node['rows']]
            if 'mirror' not in node:
                need(rank(settled, n) == n, 'the rows of a cone do not span')
                continue
            need(0 <= node['mirror'] < layer.m, 'a node names no row')
            d, told = combination(list(zip(*(row[:n] for row in settled)))), layer.rows[node['mirror']]
            image = [[dot(d, d) * x - 2 * dot(d, v) * y for x, y in zip(v, d)] for v in cone]
            need(dot(told, d) and active_throughout(told, image), 'a row does not tell the mirror images of its cone')
    need(next(nodes, None) is None, 'nodes follow after the end of the cover')

def check(certificate, weights, bias):
    need(certificate.get('certificate') == 'relu-injectivity' and certificate['version'] == 1, 'it is no certificate of version 1')
    layer = Layer(weights, bias, certificate)
    kinds = {('notInjective', 'collision'): collision, ('notInjective', 'deficientCell'): deficient, ('injective', 'cells'): cells, ('injective', 'sphere'): sphere}
    kind = kinds.get((certificate['verdict'], certificate['evidence']))
    need(kind is not None, 'this evidence does not prove this verdict')
    inner = [int(x) for x in certificate['inside']] if layer.name == 'polyhedron' and kind is cells else None
    need(inner is None or (len(inner) == layer.n + 1 and layer.inside(inner, False)), 'the point inside its domain is not')
    kind(layer, certificate)

def squared_radius(domain, n):
    """The square of the largest length in a domain; None where there is none."""
    name, _, rest = domain.partition(':')
    if name in ('sphere', 'ball', 'nonneg-ball'):
        return Fraction(float(rest) if rest else 1) ** 2
    pairs = [[float(x) for x in pair.split(',')] for pair in rest.split(';')] if name in ('box', 'bounds') else [[float('inf')]]
    corner = [max(abs(x) for x in pair) for pair in pairs] * (n if name == 'box' else 1)
    return sum(Fraction(x) ** 2 for x in corner) if all(isfinite(x) for x in corner) else None

def within(weights, bias, square, radius):
    """Whether |W| r + |b| <= R: with T <= R - |b| the matrix T^2 - r^2 W^T W is positive definite, as the pivots of its elimination are positive."""
    n, b = len(weights[0]), sum(Fraction(x) ** 2 for x in bias)
    above = Fraction(isqrt((b.numerator << 128) // b.denominator) + 1, 1 << 64) if b else Fraction(0)
    room = Fraction(radius) - above
    columns = [[Fraction(row[j]) for row in weights] for j in range(n)]
    matrix = [[(room ** 2 if i == j else 0) - square * dot(columns[i], columns[j]) for j in range(n)] for i in range(n)]
    for k in range(n):
        if room <= 0 or matrix[k][k] <= 0:
            return False
        for i in range(k + 1, n):
            factor = matrix[i][k] / matrix[k][k]
            matrix[i] = [x - factor * y for x, y in zip(matrix[i], matrix[k])]
    return True

def goes_into(entry, weights, bias, domain):
    """Whether a layer takes its domain into another one."""
    name, _, radius = domain.partition(':')
    if name == 'rn' or entry['map'] or (name in ('orthant', 'nonneg-ball') and not entry['relu']) or name not in ('orthant', 'ball', 'nonneg-ball'):
        return name == 'rn'
    square = squared_radius(entry['domain'], len(weights[0]))
    return name == 'orthant' or (square is not None and within(weights, bias, square, float(radius)))

def forward(layers, entries, point):
    for (weights, bias), entry in zip(layers, entries):
        point = [dot([Fraction(x) for x in row], point) + Fraction(b) for row, b in zip(weights, bias)]
        point = [max(x, Fraction(0)) for x in point] if entry['relu'] else point
    return point

def closed(walls, named, goal):
    """Whether walls that are not negative keep a goal from being positive: they and it have one combination without negative weights."""
    need(all(type(k) is int and 0 <= k < len(walls) for k in named), 'a side names no wall')
    w = combination([walls[k] for k in named] + [goal])
    need(min(w) >= 0 and w[-1] > 0, 'walls do not keep a side closed')

def regions(proof, layers, entries, shape):
    """The tree of regions of the first layers, row by row, then every two regions whose outputs the last ReLU does not tell apart."""
    n, count, nodes, found = shape.n, proof['layers'], iter(proof['nodes']), []
    need(type(count) is int and 0 < count <= len(entries) and shape.name != 'sphere' and not any(e['map'] for e in entries[:count - 1]), 'its layers do not compose')
    unit = lambda j, length: [int(k == j) for k in range(length)]
    low = 0 if shape.name == 'nonneg-ball' else shape.radius
    cube = [[s * x for x in unit(j, n)] + [end] for j in range(n) for s, end in ((1, low), (-1, shape.radius))] if shape.radius is not None else shape.walls
    def walk(stage, rows, row, walls, signs):
        if row < len(rows):
            value, sides = rows[row], next(nodes, None)
            need(type(sides) is list and len(sides) == 2, 'a node of its regions is missing')
            minus = [-x for x in value]
            for side, within, goal, wall in ((sides[0], walls, value, value), (sides[1], walls + [minus], walls[0], minus)):
                if side == 0:
                    walk(stage, rows, row + 1, walls + [wall], signs + [wall is value])
                else:
                    closed(within, side, goal)
            return
        rows = [r if on else [0] * (n + 1) for r, on in zip(rows, signs)] if signs else rows
        if stage == count:
            found.append((walls, rows, signs))
            return
        weights, bias = layers[stage]
        rows = [[dot([Fraction(x) for x in w], column) + Fraction(b) * e for e, *column in zip(unit(n, n + 1), *rows)] for w, b in zip(weights, bias)]
        walk(stage + 1, rows, 0 if entries[stage]['relu'] else len(rows), walls, [])
    walk(0, [unit(j, n + 1) for j in range(n)], n, [unit(n, n + 1)] + cube, [])
    pairs = iter(proof['pairs'])
    for i, (walls, rows, signs) in enumerate(found):
        for j, (others, outputs, beside) in enumerate(found[i:]):
            if signs != beside or (j == 0 and rank(rows, n) == n):
                continue
            equal = list(zip(*eliminate([a[:n] + [-x for x in b[:n]] + [a[n] - b[n]] for a, b in zip(rows, outputs)], 2 * n + 1)))
            left = lambda v: reduce(lambda rest, line: [x - rest[line[1]] * y for x, y in zip(rest, line[0])], equal, v)
            both = [left(w[:n] + [0] * n + w[n:]) for w in walls] + [left([0] * n + w) for w in others]
            lists = next(pairs, None)
            need(lists is not None and len(lists) in (1, 2 * n), 'a pair of its regions is missing')
            goals = [left(unit(2 * n, 2 * n + 1))] if len(lists) == 1 else [left([s * (a - b) for a, b in zip(unit(j, 2 * n + 1), unit(n + j, 2 * n + 1))]) for s in (1, -1) for j in range(n)]
            for named, goal in zip(lists, goals):
                closed(both, named, goal)
    need(next(nodes, None) is None and next(pairs, None) is None, 'something follows after the end of its regions')
    return count

def network(certificate, layers):
    need(certificate['version'] == 1, 'it is no certificate of version 1')
    entries, domain, verdict = certificate['layers'], certificate['domain'], certificate['verdict']
    need(0 < len(entries) <= len(layers) and verdict in ('injective', 'notInjective'), 'it is for another number of layers')
    shapes = []
    for entry, (weights, bias) in zip(entries, layers):
        need(all(type(entry[key]) is bool for key in ('relu', 'map')) and not (entry['relu'] and entry['map']), 'a layer does not say what follows it')
        shapes.append(Layer(weights, bias, {**entry, 'parallelRows': [], 'parallelTolerance': 0}))
    need(all(a.m == b.n for a, b in zip(shapes, shapes[1:])), 'its layers do not fit one another')
    shapes[0].domain(domain)
    if verdict == 'notInjective' and 'x' in certificate:
        need(domain != 'sphere' and not any(entry['map'] for entry in entries[:-1]), 'a map stands between its layers, or its domain is a sphere')
        x, y = ([Fraction(v, point[-1]) for v in point[:-1]] for point in points(shapes[0], certificate))
        need(forward(layers, entries, x) == forward(layers, entries, y), 'its points have different outputs')
        return
    need('x' not in certificate and (verdict == 'notInjective' or len(entries) == len(layers)), 'it leaves out a layer')
    composed = 0
    if 'regions' in certificate:
        need(verdict == 'injective', 'its regions prove nothing of this verdict')
        composed = regions(certificate['regions'], layers, entries, shapes[0])
        if composed == len(entries):
            return
    for k, (entry, (weights, bias)) in enumerate(zip(entries if verdict == 'injective' else entries[:1], layers)):
        need(entry['domain'] == domain if k == 0 else goes_into(entries[k - 1], *layers[k - 1], entry['domain']), 'what reaches layer %d need not lie in its domain' % k)
        if k < composed:
            continue
        if verdict == 'injective' and 'proof' not in entry:
            need(not entry['relu'] and rank(shapes[k].rows, shapes[k].n) == shapes[k].n, 'layer %d is not proven' % k)
            continue
        need(entry['proof']['verdict'] == verdict and entry['proof']['domain'] == entry['domain'], 'the proof of layer %d is of something else' % k)
        check(entry['proof'], weights, bias)
        if verdict == 'notInjective' and not entry['relu']:
            x, y = points(shapes[0], entry['proof'])
            need(all(dot(row, x) == dot(row, y) for row in shapes[0].rows), 'no ReLU follows, and its points have different outputs')

def unique(pairs):
    need(len(dict(pairs)) == len(pairs), 'a key stands twice')
    return dict(pairs)

def read_layer(weights, bias):
    weights = read_numbers(weights)
    bias = [0.0] * len(weights) if bias == '-' else [x for row in read_numbers(bias) for x in row]
    if not weights or len(bias) != len(weights) or any(len(row) != len(weights[0]) for row in weights):
        raise ValueError('the shapes of weights and bias do not fit')
    return weights, bias

def main(arguments):
    sys.setrecursionlimit(10000)
    files = arguments[1:] + ['-'] * (len(arguments) == 2)
    if not files or len(files) % 2:
        return print(__doc__) or 2
    try:
        layers = [read_layer(files[k], files[k + 1]) for k in range(0, len(files), 2)]
        text = open(arguments[0], encoding='utf-8').read()
    except (OSError, ValueError, KeyError, struct.error) as problem:
        return print('error: %s' % problem) or 2
    try:
        certificate = json.loads(text, object_pairs_hook=unique)
        if certificate.get('certificate') == 'relu-injectivity-network':
            network(certificate, layers)
            print('layers, by what follows: %s' % ' '.join('ReLU' if e['relu'] else 'map' if e['map'] else 'nothing' for e in certificate['layers']))
        else:
            need(len(layers) == 1, 'it is the certificate of one layer')
            check(certificate, *layers[0])
    except (Wrong, ValueError, KeyError, TypeError, AttributeError, IndexError, ArithmeticError) as problem:
        return print('it does not hold: %s' % problem) or 1
    taken = sum(len(part.get('parallelRows', [])) for part in [certificate] + [e['proof'] for e in certificate.get('layers', []) if 'proof' in e])
    return print('it holds: %s on %s%s' % (certificate['verdict'], certificate['domain'], ', with %d rows taken as parallel' % taken if taken else '')) or 0
if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
