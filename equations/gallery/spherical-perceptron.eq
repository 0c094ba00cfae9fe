# The largest number of rows per input, alpha = m/n, for which some x on the sphere of radius sqrt(n) has
# (Gx)_i/sqrt(n) >= kappa for all rows, G iid standard normal. Level 1 is 1/E (kappa - z)_+^2. The goal does not depend on the scale of exponents and
# susceptibility together, so the latter is 1 here.
model    spherical-perceptron "Spherical perceptron"
source   "arXiv:2312.16531"
level    r = 1..5 nested
given    kappa = -1/2                                       "margin"
unknown  q[k] for k = 1..r-1  increasing in (0, 1)          "overlap"
unknown  c[k] for k = 1..r-1  increasing in (0, inf)        "exponent"

let q[r] = 1
let lambda[r] = 1
let lambda[k] = lambda[k+1] + c[k]*(q[k+1] - q[k])          for k = 1..r-1
let S = q[1]/(2*lambda[1]) + sum(k = 1..r-1, log(lambda[k]/lambda[k+1])/(2*c[k]))

# One row: its squared distance from where it should be.
let f[r](h) = piecewise(h < kappa: -(kappa - h)^2/2; else: 0)
let f[k](h) = log(E(z, exp(c[k]*f[k+1](h + sqrt(q[k+1] - q[k])*z))))/c[k]   for k = 1..r-1
let F = E(z, f[1](sqrt(q[1])*z))

minimise alpha = S/(-F)
output   S   "part of the sphere"
output   F   "part of the rows"
profile  q over c "overlap function"

expect   alpha = 2 +- 1e-13 at r = 1, kappa = 0
expect   alpha = 4.77009888262 +- 1e-11 at r = 1
expect   alpha = 4.70013948772 +- 1e-11 at r = 2
expect   q[1] = 0.855068 +- 1e-6 at r = 2
expect   alpha = 4.69723644311 +- 1e-11 at r = 3
expect   alpha = 4.69679109228 +- 1e-11 at r = 4
