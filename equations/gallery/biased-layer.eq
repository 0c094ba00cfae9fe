# As single-layer, with a bias for each row: Gaussian, sigma times the standard deviation of a row's output. It adds to the field that rows have in common.
model    biased-layer "ReLU layer with Gaussian biases"
source   "arXiv:2410.20646"
level    r = 1..5 nested
given    kappa = 1 in (0, inf)                              "active outputs per input"
given    sigma = 1/2 in (0, inf)                            "bias over output"
unknown  q[k] for k = 1..r-1  increasing in (0, 1)          "overlap"
unknown  c[k] for k = 1..r-1  increasing in (0, inf)        "lifting exponent"
unknown  chi in (0, inf)                                    "susceptibility"

let q[r] = 1
let lambda[r] = chi
let lambda[k] = lambda[k+1] + c[k]*(q[k+1] - q[k])          for k = 1..r-1
let S = q[1]/(2*lambda[1]) + sum(k = 1..r-1, log(lambda[k]/lambda[k+1])/(2*c[k]))
let f[r](h) = piecewise(h <= 0: 0; h < sqrt(2*chi): -h^2/(2*chi); else: -1)
let f[k](h) = log(E(z, exp(c[k]*f[k+1](h + sqrt(q[k+1] - q[k])*z))))/c[k]   for k = 1..r-1
let F = E(z, f[1](sqrt(q[1] + sigma^2)*z))

minimise alpha = (kappa + S)/(-F)
output   S   "input part"
output   F   "output part"
profile  q over c "overlap function"

expect   alpha = 6.950586816121 +- 1e-12 at r = 1
expect   alpha = 6.242396765322 +- 1e-12 at r = 2           "ours; Newton's method over panels of Gauss and Legendre, in a program of its own, gives 6.24239676532215"
