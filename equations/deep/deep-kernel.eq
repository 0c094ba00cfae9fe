# Injectivity capacity behind infinitely wide hidden ReLU layers, which turn overlaps by the arc-cosine kernel: deep-lifted as all alpha[i] go to infinity. One
# variable is left, so every level costs what it costs for a single layer, which depth 1 is.
model    deep-kernel "deep ReLU network whose hidden layers are infinitely wide, fully lifted random duality"
source   "arXiv:2412.19677"
level    r = 1..6 nested
depth    l = 1..3
given    kappa = 1 in (0, inf)                                  "active outputs per input: 1 for weak, 2 for strong injectivity"
unknown  q[k] for k = 1..r-1 increasing in (0, 1)               "overlap of the inputs"
unknown  c[k] for k = 1..r-1 increasing in (0, inf)             "lifting exponent"
unknown  chi in (0, inf)                                        "susceptibility"

let q[r] = 1
let K[0,k] = q[k] for k = 1..r
let K[i,k] = (sqrt(1 - K[i-1,k]^2) + (pi - acos(K[i-1,k]))*K[i-1,k])/pi for i = 1..l-1, k = 1..r
let lambda[r] = chi
let lambda[k] = lambda[k+1] + c[k]*(q[k+1] - q[k])              for k = 1..r-1
let S = q[1]/(2*lambda[1]) + sum(k = 1..r-1, log(lambda[k]/lambda[k+1])/(2*c[k]))
let f[r](h) = piecewise(h <= 0: 0; h < sqrt(2*chi): -h^2/(2*chi); else: -1)
let f[k](h) = log(E(z, exp(c[k]*f[k+1](h + sqrt(K[l-1,k+1] - K[l-1,k])*z))))/c[k]    for k = 1..r-1
let F = E(z, f[1](sqrt(K[l-1,1])*z))
minimise capacity = (kappa + S)/(-F)
profile q over c

expect   capacity = 7.647694935435280 +- 1e-12 at r = 1, l = 3                 "arXiv:2302.14112: at level 1 wide layers change nothing"
expect   capacity = 6.70039194944292 +- 1e-11 at r = 3, l = 1                  "arXiv:2410.20646; level 3 of single-layer"
expect   capacity = 6.440024846033 +- 1e-11 at r = 3, l = 2                    "re-derived from arXiv:2412.19677, by product lattices"
expect   capacity = 9.658283948188 +- 1e-11 at r = 3, l = 2, kappa = 2         "re-derived from arXiv:2412.19677, by product lattices"
