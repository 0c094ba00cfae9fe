# The largest value of n^(-(p+1)/2) sum of G_ijk.. x_i x_j x_k .. over the sphere of radius sqrt(n), for p >= 3 indices: one step of replica symmetry breaking, with outermost
# overlap 0, is the whole answer for pure models.
model    spherical-p-spin "Spherical p-spin glass, ground state"
source   "arXiv:1512.08492", "arXiv:1504.02251"
given    p = 3 in (2, inf)                                  "indices"
unknown  c = 1 in (0, inf)                                  "exponent"
unknown  L = 1 in (0, inf)                                  "outer stiffness"
let M = L + c*p
minimise energy = log(M/L)/(2*c) + M/2 - c*(p - 1)/2
expect   energy = 1.656998363527473251 +- 1e-14             "where the complexity of critical points vanishes: 1/2 log(p-1) - (p-2)/(4(p-1)) u^2 = 2/e^2 * integral of sqrt(z^2 - e^2) from e = 2 sqrt((p-1)/p) to u"
expect   energy = 1.794085028179254453 +- 1e-14 at p = 4    "likewise"
expect   energy = 2.135363800450148115 +- 1e-14 at p = 10   "likewise"
