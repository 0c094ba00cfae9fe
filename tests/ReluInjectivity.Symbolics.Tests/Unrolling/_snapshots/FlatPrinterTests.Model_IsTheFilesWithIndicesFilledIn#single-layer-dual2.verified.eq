model single-layer-dual "ReLU layer, through its conjugate overlaps"
source "arXiv:2410.20646"
given kappa = 1 in (0, inf) "active outputs per input"
unknown p[k] for k = 2..2 decreasing in (0, 1) "overlap"
unknown q[k] for k = 1..2 decreasing in (0, inf) "conjugate overlap"
unknown chi in (0, inf) "susceptibility"
unknown c[k] for k = 2..2 decreasing in (0, inf) "lifting exponent"
unknown Gamma[k] for k = 1..1 decreasing in (0, inf) "multiplier of the spherical constraint"
let p[1] = 1
let Gamma[2] = Gamma[1] - c[2]*(q[1] - q[2])
let G = Gamma[1]/2 + log(Gamma[1]/Gamma[2])/(2*c[2]) + q[2]/(2*Gamma[2])
let S = G - chi*q[1]/2 - c[2]*(p[1]*q[1] - p[2]*q[2])/2
let f[1](h) = piecewise(h <= 0: 0; h < sqrt(2*chi): -h^2/(2*chi); else: -1)
let f[2](h) = log(E(z, exp(c[2]*f[1](h + sqrt(p[1] - p[2])*z))))/c[2]
let F = E(z, f[2](sqrt(p[2])*z))
relations chi, c, Gamma from stationary psi = -S - alpha*F over q[1..2], Gamma[1] given alpha = 6 in (0, inf) "outputs per input"
minimise alpha = (kappa + S)/(-F)
output S "input part of the energy"
output F "output part of the energy"
output chi "susceptibility"
expect alpha = 6.7156968377 +- 1e-10 "arXiv:2410.20646 prints 6.7157; public solver 6.715696838"
