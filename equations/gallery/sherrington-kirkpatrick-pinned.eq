# As sherrington-kirkpatrick, with the outermost overlap held at 0, where the goal is stationary too since fields are even; between levels r-1 and r of that.
model    sherrington-kirkpatrick-pinned "Sherrington-Kirkpatrick ground state, outermost overlap 0"
source   "the zero-temperature Parisi formula"
level    r = 2..6 nested
unknown  q[k] for k = 2..r-1  increasing in (0, 1)          "overlap"
unknown  c[k] for k = 1..r-1  increasing in (0, inf)        "exponent"

let q[1] = 0
let q[r] = 1
let f[r](h) = abs(h)
let f[k](h) = log(E(z, exp(c[k]*f[k+1](h + sqrt(q[k+1] - q[k])*z))))/c[k]   for k = 1..r-1

minimise energy = f[1](0) - sum(k = 1..r-1, c[k]*(q[k+1]^2 - q[k]^2))/4
bound    energy >= sherrington-kirkpatrick.energy

expect   energy = 0.76882802555814 +- 1e-13 at r = 2
expect   c[1] = 0.817264 +- 1e-6 at r = 2
expect   energy = 0.76402753612995 +- 1e-13 at r = 3
