# The model single-layer in its dual form: lambda[k] = 1/Gamma[k], overlaps in decreasing order, and to each its conjugate. Stationarity in
# the conjugates involves no expectation: it gives every other parameter as an explicit function of the overlaps and their conjugates.
model    single-layer-dual "ReLU layer, through its conjugate overlaps"
source   "arXiv:2410.20646"
level    r = 1..6 nested
given    kappa = 1 in (0, inf)                              "active outputs per input"
unknown  p[k] for k = 2..r  decreasing in (0, 1)            "overlap"
unknown  q[k] for k = 1..r  decreasing in (0, inf)          "conjugate overlap"
unknown  chi in (0, inf)                                    "susceptibility"
unknown  c[k] for k = 2..r  decreasing in (0, inf)          "lifting exponent"
unknown  Gamma[k] for k = 1..1  decreasing in (0, inf)      "multiplier of the spherical constraint"

let p[1] = 1
let Gamma[k] = Gamma[k-1] - c[k]*(q[k-1] - q[k])            for k = 2..r

# Spherical constraint on the input.
let G = Gamma[1]/2 + sum(k = 2..r, log(Gamma[k-1]/Gamma[k])/(2*c[k])) + q[r]/(2*Gamma[r])
let S = G - chi*q[1]/2 - sum(k = 2..r, c[k]*(p[k-1]*q[k-1] - p[k]*q[k]))/2

# One output: an active one costs 1, or its distance from inactivity.
let f[1](h) = piecewise(h <= 0: 0; h < sqrt(2*chi): -h^2/(2*chi); else: -1)
let f[k](h) = log(E(z, exp(c[k]*f[k-1](h + sqrt(p[k-1] - p[k])*z))))/c[k]   for k = 2..r
let F = E(z, f[r](sqrt(p[r])*z))

relations chi, c, Gamma from stationary psi = -S - alpha*F over q[1..r], Gamma[1]   given alpha = 6 in (0, inf) "outputs per input"
minimise alpha = (kappa + S)/(-F)
output   S   "input part of the energy"
output   F   "output part of the energy"
output   chi "susceptibility"

expect   alpha = 7.647694935435280 +- 1e-12 at r = 1        "arXiv:2302.14112: 1/Q(h) with Q(h) = Phi(h) - 1/2 - h phi(h)"
expect   alpha = 6.7156968377      +- 1e-10 at r = 2        "arXiv:2410.20646 prints 6.7157; public solver 6.715696838"
expect   alpha = 6.7003919494      +- 1e-10 at r = 3        "arXiv:2410.20646 prints 6.7004"

report   "simulate" "active", "1" of kappa at r = 6
