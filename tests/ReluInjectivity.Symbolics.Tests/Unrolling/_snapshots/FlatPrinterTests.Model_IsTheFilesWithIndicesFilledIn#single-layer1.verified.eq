model single-layer "ReLU layer as the l0 spherical perceptron"
source "arXiv:2410.20646", "arXiv:2302.14112"
given kappa = 1 in (0, inf) "active outputs per input"
unknown chi in (0, inf) "susceptibility"
let q[1] = 1
let lambda[1] = chi
let S = q[1]/(2*lambda[1])
let f[1](h) = piecewise(h <= 0: 0; h < sqrt(2*chi): -h^2/(2*chi); else: -1)
let F = E(z, f[1](sqrt(q[1])*z))
minimise alpha = (kappa + S)/(-F)
maximise energy = -S - alpha*F given alpha = 6 in (0, inf) "outputs per input"
output S "input part of the energy"
output F "output part of the energy"
expect alpha = 7.647694935435280 +- 1e-12 "arXiv:2302.14112: 1/Q(h) with Q(h) = Phi(h) - 1/2 - h phi(h)"
expect energy = 1 +- 1e-11 at alpha = 7.647694935435280 "the capacity is where the energy is kappa"
