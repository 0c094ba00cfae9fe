# Injectivity capacity of a deep ReLU network with Gaussian weights, by partially lifted random duality: one lifting exponent a layer and
# no overlaps. An upper bound, below that of deep-plain where a lifted stationary point exists.
model    deep-partial "deep ReLU network, partially lifted random duality"
source   "arXiv:2412.19677"
depth    l = 1..6
given    kappa = 1 in (0, inf)                                                "active outputs per input: 1 for weak, 2 for strong injectivity"
given    alpha[i] = 7.64769493543528 for i = 1..l-1 in (0, inf)               "outputs of layer i per input"
unknown  A[i] = 1   for i = 0..l-1 in (0, inf)                                "stiffness of the inputs of layer i+1"
unknown  c[i] = 0.75 for i = 1..l-1 in (0, inf)                               "lifting exponent of layer i by the norm of its outputs"
unknown  nu   = 0.7 in (0, inf)                                               "price of an active output"

let hidden(A in (0, inf), c in (0, inf), m in (0, inf)) = E(g, E(v, exp(max(
      maximum(t in (-inf, 0), -A*(t - g)^2),
      maximum(t in (0, inf), -A*(t - g)^2 + c*v*t - m/2*t^2)))))
let last(A in (0, inf), nu in (0, inf)) = E(g, exp(piecewise(g <= 0: 0; g < sqrt(nu/A): -A*g^2; else: -nu)))

# Stationarity in the norm r of a layer's outputs makes its multiplier M = C^2 (1 + 1/(2 A)), with C = c r, and the terms of M and C outside of hidden cancel.
let price = log(1 + 2*A[0])/2
      + sum(i = 1..l-1, alpha[i]*log(hidden(A[i-1], c[i], c[i]^2*(1 + 1/(2*A[i])))))
stationary capacity = (nu*kappa + price)/(-log(last(A[l-1], nu))) minimise A, nu maximise c

# Whether a later layer is dead is a matter of the plain chain; see deep-plain.
let dead[1] = 2
let dead[i] = 0 for i = 2..l-1
outcome  "dead layer: all units of a hidden layer can be switched off, so no number of outputs after it is enough" when alpha[i] <= dead[i] for i = 1..l-1
outcome  "lifting does not help: the search for a lifted stationary point runs to A[0] = 0, where nothing is lifted and the value of deep-plain stands" when A[0] < 1e-4

bound    capacity <= deep-plain.capacity

expect   capacity = 7.4486387263 +- 1e-9 at l = 1                             "arXiv:2412.19677; re-derived"
expect   capacity = 11.0558247852 +- 1e-9 at l = 1, kappa = 2                 "arXiv:2412.19677; re-derived"
expect   capacity = 7.4119820885 +- 1e-9 at l = 2                             "re-derived from arXiv:2412.19677"

report   "depth-table" "partial", "weak" at kappa = 1 else "deep-plain"
report   "depth-table" "partial", "strong" at kappa = 2 else "deep-plain"
report   "simulate" "active", "2" of kappa at l = 2 over alpha[1]
