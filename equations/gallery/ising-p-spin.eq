# The largest value of n^(-(p+1)/2) sum over i < j < .. of G_ij.. x_i x_j .., times sqrt(p!/2), over signs x: Parisi's formula with covariance q^p/2, outermost overlap 0.
# p = 2 is sherrington-kirkpatrick-pinned.
model    ising-p-spin "Ising p-spin glass, ground state"
source   "the zero-temperature Parisi formula"
level    r = 2..4 nested
given    p = 3 in (1, inf)                                  "spins of a term"
unknown  q[k] for k = 2..r-1  increasing in (0, 1)          "overlap"
unknown  c[k] for k = 1..r-1  increasing in (0, inf)        "exponent"

let slope[1] = 0
let slope[k] = p/2*q[k]^(p - 1)                             for k = 2..r-1
let slope[r] = p/2
let rest[1] = 0
let rest[k] = (p - 1)/2*q[k]^p                              for k = 2..r-1
let rest[r] = (p - 1)/2
let f[r](h) = abs(h)
let f[k](h) = log(E(z, exp(c[k]*f[k+1](h + sqrt(slope[k+1] - slope[k])*z))))/c[k]   for k = 1..r-1

minimise energy = f[1](0) - sum(k = 1..r-1, c[k]*(rest[k+1] - rest[k]))/2
expect   energy = 0.76882802555814 +- 1e-13 at r = 2, p = 2 "sherrington-kirkpatrick-pinned"
expect   energy = 0.76402753612995 +- 1e-13 at r = 3, p = 2 "likewise"
expect   energy = sqrt(log(2)) +- 1e-13 at r = 2, p = 200   "the random energy model"
