# The least norm of Gx over signs x, divided by n, for G of alpha n rows, iid standard normal: as hopfield-positive with the opposite signs, the outermost overlaps held at 0.
# Exponents decrease inwards: stationary points, which the theory takes for what algorithms reach.
model    hopfield-negative "Negative Hopfield model, ground state, outermost overlaps 0"
source   "arXiv:2312.00071", "arXiv:2507.22396"
level    r = 2..4
given    alpha = 1 in (0, inf)                              "patterns per spin"
unknown  p[k] = ((k-1)/(r-1))^(0.93 + 0.124*(r-4)) for k = 2..r-1  increasing in (0, 1)  "overlap of spins"
unknown  q[k] = 0.547*((k-1)/(r-1))^(3.58 + 0.39*(r-4)) for k = 2..r-1  increasing in (0, 1)  "overlap of pattern weights"
unknown  c[k] = (2.13 + 0.096*(4-r) + 0.18*(4-r)*(3-r))*product(j = k..r-2, 1 + (3.73 + 0.79*(r-3))/j^1.7) for k = 1..r-1  in (0, inf) "exponent"
unknown  chi  = 0.3533 - 0.0038*(4-r) - 0.0074*(4-r)*(3-r) in (0, inf)

let p[1] = 0
let q[1] = 0
let p[r] = 1
let q[r] = 1
let lambda[r] = chi
let lambda[k] = lambda[k+1] + c[k]*(p[k+1] - p[k])          for k = 1..r-1
let f[r](h) = abs(h)
let f[k](h) = log(E(z, exp(c[k]*f[k+1](h + sqrt(q[k+1] - q[k])*z))))/c[k]   for k = 1..r-1
let Y = -sum(k = 1..r-1, log(lambda[k]/lambda[k+1])/(2*c[k]))

stationary energy = -(f[1](0) - chi/2 + alpha*Y - sum(k = 1..r-1, c[k]*(p[k+1]*q[k+1] - p[k]*q[k]))/2)

expect   energy = 0.320163309472 +- 1e-12 at r = 2
expect   c[1] = 2.691539 +- 1e-6 at r = 2
expect   energy = 0.32717648226 +- 1e-11 at r = 3
expect   c[1] = 10.537634 +- 1e-6 at r = 3
expect   energy = 0.32787696708 +- 1e-11 at r = 4           "0.3279 is published"
