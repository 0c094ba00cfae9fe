model single-layer "ReLU layer as the l0 spherical perceptron"
source "arXiv:2410.20646", "arXiv:2302.14112"
given kappa = 1 in (0, inf) "active outputs per input"
unknown q[k] for k = 1..2 increasing in (0, 1) "overlap"
unknown c[k] for k = 1..2 increasing in (0, inf) "lifting exponent"
unknown chi in (0, inf) "susceptibility"
let q[3] = 1
let lambda[3] = chi
let lambda[2] = lambda[3] + c[2]*(q[3] - q[2])
let lambda[1] = lambda[2] + c[1]*(q[2] - q[1])
let S = q[1]/(2*lambda[1]) + log(lambda[1]/lambda[2])/(2*c[1]) + log(lambda[2]/lambda[3])/(2*c[2])
let f[3](h) = piecewise(h <= 0: 0; h < sqrt(2*chi): -h^2/(2*chi); else: -1)
let f[2](h) = log(E(z, exp(c[2]*f[3](h + sqrt(q[3] - q[2])*z))))/c[2]
let f[1](h) = log(E(z, exp(c[1]*f[2](h + sqrt(q[2] - q[1])*z))))/c[1]
let F = E(z, f[1](sqrt(q[1])*z))
minimise alpha = (kappa + S)/(-F)
maximise energy = -S - alpha*F given alpha = 6 in (0, inf) "outputs per input"
output S "input part of the energy"
output F "output part of the energy"
profile q over c "overlap function"
expect alpha = 6.7003919494 +- 1e-10 "arXiv:2410.20646 prints 6.7004"
