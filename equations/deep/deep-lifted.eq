# Injectivity capacity of a deep ReLU network with Gaussian weights, by fully lifted random duality (r - 1 steps of replica symmetry breaking):
# a stationary value, not a bound. Level 1 is deep-plain, depth 1 is single-layer.
model    deep-lifted "deep ReLU network, fully lifted random duality"
source   "arXiv:2412.19677"
level    r = 1..5
depth    l = 1..6
given    kappa = 1 in (0, inf)                                                "active outputs per input: 1 for weak, 2 for strong injectivity"
given    alpha[i] = 7.64769493543528 for i = 1..l-1 in (0, inf)               "outputs of layer i per input"
unknown  chi[i] = piecewise(r < 2: 0.65; r < 3: 0.055; else: 0.0119 + 0.071/r) for i = 0..l-1 in (0, inf)  "susceptibility of the inputs of layer i+1"
unknown  q[i,k] = 1 - 0.3*(0.33 - 0.73/r)^(k - 1) for i = 0..l-1, k = 1..r-1 increasing in k in (0, 1)     "overlap of the outputs of layer i"
unknown  b[i] = 1.6 - 0.66/r^(5/2) for i = 1..l-1 in (0, inf)                                              "gain of layer i by the norm of its outputs"
unknown  p[i,k] = 0.165^((r - k)/(r - 1)) for i = 1..l-1, k = 1..r-1 increasing in k in (0, 1)             "conjugate overlap of layer i"
unknown  c[k] = (1 + 2.18*(r - 1))/(r - k) for k = 1..r-1 increasing in (0, inf)                           "lifting exponent"

let q[i,r] = 1 for i = 0..l-1
let p[i,r] = 1 for i = 1..l-1
let lambda[r] = chi[0]
let lambda[k] = lambda[k+1] + c[k]*(q[0,k+1] - q[0,k]) for k = 1..r-1
let price = q[0,1]/(2*lambda[1]) + sum(k = 1..r-1, log(lambda[k]/lambda[k+1])/(2*c[k]))

# A hidden unit with input g and gain v: its best pre-activation t. Stationarity in the norm of a layer's outputs makes their multiplier m, and the trace terms cancel.
let S[i] = chi[i] + sum(k = 1..r-1, c[k]*(p[i,k+1]*(q[i,k+1] - q[i,k]) + q[i,k]*(p[i,k+1] - p[i,k]))) for i = 1..l-1
let m[i] = b[i]^2*S[i] for i = 1..l-1
let f[i,r](g, v) = max(maximum(t in (-inf, 0), -(t - g)^2/(2*chi[i-1])),
                       maximum(t in (0, inf), -(t - g)^2/(2*chi[i-1]) + b[i]*v*t - m[i]/2*t^2)) for i = 1..l-1
let f[i,k](g, v) = log(E(z, E(w, exp(c[k]*f[i,k+1](g + sqrt(q[i-1,k+1] - q[i-1,k])*z, v + sqrt(p[i,k+1] - p[i,k])*w)))))/c[k] for i = 1..l-1, k = 1..r-1
let hidden[i] = E(z, E(w, f[i,1](sqrt(q[i-1,1])*z, sqrt(p[i,1])*w))) for i = 1..l-1

let last[r](g) = piecewise(g <= 0: 0; g < sqrt(2*chi[l-1]): -g^2/(2*chi[l-1]); else: -1)
let last[k](g) = log(E(z, exp(c[k]*last[k+1](g + sqrt(q[l-1,k+1] - q[l-1,k])*z))))/c[k] for k = 1..r-1
let F = E(z, last[1](sqrt(q[l-1,1])*z))
stationary capacity = (kappa + price + sum(i = 1..l-1, alpha[i]*hidden[i]))/(-F) minimise chi, q, c maximise b, p

# Whether a later layer is dead is a matter of the plain chain; see deep-plain.
let dead[1] = 2
let dead[i] = 0 for i = 2..l-1
outcome  "dead layer: all units of a hidden layer can be switched off, so no number of outputs after it is enough" when alpha[i] <= dead[i] for i = 1..l-1

bound    capacity <= deep-plain.capacity

expect   capacity = 6.715696837671 +- 1e-10 at r = 2, l = 1                   "re-derived; level 2 of single-layer"
expect   capacity = 9.991033816378 +- 1e-10 at r = 2, l = 1, kappa = 2        "re-derived; level 2 of single-layer"
expect   capacity = 6.70039194944292 +- 1e-10 at r = 3, l = 1                 "arXiv:2410.20646; level 3 of single-layer"
expect   capacity = 7.540672913473 +- 1e-10 at r = 1, l = 2                   "deep-plain"
expect   capacity = 6.43446638605 +- 2e-11 at r = 2, l = 2                    "re-derived from arXiv:2412.19677"
expect   capacity = 9.66708128707 +- 2e-11 at r = 2, l = 2, kappa = 2         "re-derived from arXiv:2412.19677"
expect   capacity = 6.413057114159 +- 1e-11 at r = 3, l = 2                   "re-derived from arXiv:2412.19677, by product lattices"
expect   capacity = 6.183530379717 +- 1e-11 at r = 2, l = 3                   "re-derived from arXiv:2412.19677, by product lattices"
expect   capacity = 6.158284975433 +- 1e-11 at r = 3, l = 3                   "re-derived from arXiv:2412.19677, by product lattices"

report   "depth-table" "full", "weak" at kappa = 1, r = 2
report   "depth-table" "full", "strong" at kappa = 2, r = 2
report   "simulate" "active", "2" of kappa at l = 2, r = 2 over alpha[1]
