# As ising-p-spin, with terms of two and of p spins: covariance xi(q) = ((1 - w) q^2 + w q^p)/2 of the energies at overlap q. At w = 0 it is sherrington-kirkpatrick-pinned, at w = 1 ising-p-spin.
model    mixed-p-spin "Ising spins, terms of two and of p, ground state"
source   "the zero-temperature Parisi formula"
level    r = 2..4 nested
given    p = 3 in (1, inf)                                  "spins of a term"
given    w = 1/2 in (0, 1)                                  "share of such terms"
unknown  q[k] for k = 2..r-1  increasing in (0, 1)          "overlap"
unknown  c[k] for k = 1..r-1  increasing in (0, inf)        "exponent"

let q[r] = 1
let xi1(t) = (1 - w)*t + w*p/2*t^(p - 1)
let theta(t) = (1 - w)*t^2/2 + w*(p - 1)/2*t^p
let slope[1] = 0
let slope[k] = xi1(q[k])                                    for k = 2..r
let rest[1] = 0
let rest[k] = theta(q[k])                                   for k = 2..r
let f[r](h) = abs(h)
let f[k](h) = log(E(z, exp(c[k]*f[k+1](h + sqrt(slope[k+1] - slope[k])*z))))/c[k]   for k = 1..r-1

minimise energy = f[1](0) - sum(k = 1..r-1, c[k]*(rest[k+1] - rest[k]))/2
expect   energy = 0.76882802555814 +- 1e-11 at r = 2, w = 1e-12 "sherrington-kirkpatrick-pinned"
expect   energy = 0.76402753612995 +- 1e-11 at r = 3, w = 1e-12 "likewise"
expect   energy = 0.81353496398423 +- 1e-11 at r = 2, w = 0.999999999999 "ising-p-spin"
