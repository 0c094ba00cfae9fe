model deep-lifted "deep ReLU network, fully lifted random duality"
source "arXiv:2412.19677"
given kappa = 1 in (0, inf) "active outputs per input: 1 for weak, 2 for strong injectivity"
given alpha[i] = 7.64769493543528 for i = 1..1 in (0, inf) "outputs of layer i per input"
unknown chi[i] = piecewise(2 < 2: 0.65; 2 < 3: 0.055; else: 0.0119 + 0.071/2) for i = 0..1 in (0, inf) "susceptibility of the inputs of layer i+1"
unknown q[i, k] = 1 - 0.3*(0.33 - 0.73/2)^(1 - 1) for i = 0..0, k = 1..1 increasing in (0, 1) "overlap of the outputs of layer i"
unknown q[i, k] = 1 - 0.3*(0.33 - 0.73/2)^(1 - 1) for i = 1..1, k = 1..1 increasing in (0, 1) "overlap of the outputs of layer i"
unknown b[i] = 1.6 - 0.66/2^(5/2) for i = 1..1 in (0, inf) "gain of layer i by the norm of its outputs"
unknown p[i, k] = 0.165^((2 - 1)/(2 - 1)) for i = 1..1, k = 1..1 increasing in (0, 1) "conjugate overlap of layer i"
unknown c[k] = (1 + 2.18*(2 - 1))/(2 - 1) for k = 1..1 increasing in (0, inf) "lifting exponent"
let q[0, 2] = 1
let q[1, 2] = 1
let p[1, 2] = 1
let lambda[2] = chi[0]
let lambda[1] = lambda[2] + c[1]*(q[0, 2] - q[0, 1])
let price = q[0, 1]/(2*lambda[1]) + log(lambda[1]/lambda[2])/(2*c[1])
let S[1] = chi[1] + c[1]*(p[1, 2]*(q[1, 2] - q[1, 1]) + q[1, 1]*(p[1, 2] - p[1, 1]))
let m[1] = b[1]^2*S[1]
let f[1, 2](g, v) = max(maximum(t in (-inf, 0), -(t - g)^2/(2*chi[0])), maximum(t in (0, inf), -(t - g)^2/(2*chi[0]) + b[1]*v*t - m[1]/2*t^2))
let f[1, 1](g, v) = log(E(z, E(w, exp(c[1]*f[1, 2](g + sqrt(q[0, 2] - q[0, 1])*z, v + sqrt(p[1, 2] - p[1, 1])*w)))))/c[1]
let hidden[1] = E(z, E(w, f[1, 1](sqrt(q[0, 1])*z, sqrt(p[1, 1])*w)))
let last[2](g) = piecewise(g <= 0: 0; g < sqrt(2*chi[1]): -g^2/(2*chi[1]); else: -1)
let last[1](g) = log(E(z, exp(c[1]*last[2](g + sqrt(q[1, 2] - q[1, 1])*z))))/c[1]
let F = E(z, last[1](sqrt(q[1, 1])*z))
let dead[1] = 2
stationary capacity = (kappa + price + alpha[1]*hidden[1])/(-F) minimise chi, q, c maximise b, p
outcome "dead layer: all units of a hidden layer can be switched off, so no number of outputs after it is enough" when alpha[1] <= dead[1]
bound capacity <= deep-plain.capacity
expect capacity = 6.43446638605 +- 2e-11 "re-derived from arXiv:2412.19677"
expect capacity = 9.66708128707 +- 2e-11 at kappa = 2 "re-derived from arXiv:2412.19677"
