# Injectivity capacity of one ReLU layer with Gaussian weights: alpha = outputs/inputs.
# Level r of fully lifted random duality theory is r-1 steps of replica symmetry breaking.
model    single-layer "ReLU layer as the l0 spherical perceptron"
source   "arXiv:2410.20646", "arXiv:2302.14112"
level    r = 1..16 nested
given    kappa = 1 in (0, inf)                              "active outputs per input"
unknown  q[k] for k = 1..r-1  increasing in (0, 1)          "overlap"
unknown  c[k] for k = 1..r-1  increasing in (0, inf)        "lifting exponent"
unknown  chi in (0, inf)                                    "susceptibility"

let q[r] = 1
let lambda[r] = chi
let lambda[k] = lambda[k+1] + c[k]*(q[k+1] - q[k])          for k = 1..r-1

# Spherical constraint on the input.
let S = q[1]/(2*lambda[1]) + sum(k = 1..r-1, log(lambda[k]/lambda[k+1])/(2*c[k]))

# One output: an active one costs 1, or its distance from inactivity.
let f[r](h) = piecewise(h <= 0: 0; h < sqrt(2*chi): -h^2/(2*chi); else: -1)
let f[k](h) = log(E(z, exp(c[k]*f[k+1](h + sqrt(q[k+1] - q[k])*z))))/c[k]   for k = 1..r-1
let F = E(z, f[1](sqrt(q[1])*z))

minimise alpha = (kappa + S)/(-F)
maximise energy = -S - alpha*F   given alpha = 6 in (0, inf) "outputs per input"
output   S   "input part of the energy"
output   F   "output part of the energy"
profile  q over c "overlap function"

expect   alpha = 7.647694935435280 +- 1e-12 at r = 1        "arXiv:2302.14112: 1/Q(h) with Q(h) = Phi(h) - 1/2 - h phi(h)"
expect   alpha = 6.7156968377      +- 1e-10 at r = 2        "arXiv:2410.20646 prints 6.7157; public solver 6.715696838"
expect   alpha = 6.7003919494      +- 1e-10 at r = 3        "arXiv:2410.20646 prints 6.7004"
expect   energy = 1 +- 1e-11 at r = 1, alpha = 7.647694935435280   "the capacity is where the energy is kappa"
expect   energy = 1 +- 1e-11 at r = 2, alpha = 6.715696837671      "the capacity is where the energy is kappa"

report   "simulate" "active", "1" of energy at r = 6 over alpha default
report   "check" "threshold" of alpha at r = 6, kappa = 1
report   "check" "active" of energy at r = 6 over alpha
