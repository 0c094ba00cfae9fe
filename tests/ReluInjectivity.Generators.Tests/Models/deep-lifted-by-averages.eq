# Level 2 of deep-lifted in the variables of the paper, and by averages over one variable of functions worked out on their own: another way to the same values.
# Injectivity capacity of a deep ReLU network with Gaussian weights, by random duality lifted to the second level (one step of replica
# symmetry breaking): a stationary value, not a bound.
model    deep-lifted "deep ReLU network, fully lifted random duality, level 2"
source   "arXiv:2412.19677"
depth    l = 1..4
given    kappa = 1 in (0, inf)                                                "active outputs per input: 1 for weak, 2 for strong injectivity"
given    alpha[i] = 7.64769493543528 for i = 1..l-1 in (0, inf)               "outputs of layer i per input"
unknown  A[i] = 29   for i = 0..l-1 in (0, inf)                               "stiffness of the inputs of layer i+1"
unknown  q[i] = 0.75 for i = 0..l-1 in (0, 1)                                 "overlap of the outputs of layer i"
unknown  c[i] = 4.7  for i = 1..l-1 in (0, inf)                               "lifting exponent of layer i by the norm of its outputs"
unknown  p[i] = 0.2  for i = 1..l-1 in (0, 1)                                 "conjugate overlap of layer i"
unknown  x    = 3.2  in (0, inf)                                              "Parisi parameter, the price of an active output"

# A hidden unit with input g and gain v: its best pre-activation t, weighted, averaged over the inner part of v.
let unit(A in (0, inf), c in (0, inf), m in (0, inf), p in (0, 1), g, V) = E(v, exp(max(
      maximum(t in (-inf, 0), -A*(t - g)^2),
      maximum(t in (0, inf), -A*(t - g)^2 + c*(V + sqrt(1 - p)*v)*t - m/2*t^2))))
let hidden(A in (0, inf), q in (0, 1), c in (0, inf), m in (0, inf), p in (0, 1)) =
      E(v0, E(g0, log(E(g1, unit(A, c, m, p, sqrt(q)*g0 + sqrt(1 - q)*g1, sqrt(p)*v0)))))
let last(A in (0, inf), q in (0, 1), x in (0, inf)) = E(g0, log(E(g1, exp(step(A, x, sqrt(q)*g0 + sqrt(1 - q)*g1)))))
let step(A in (0, inf), x in (0, inf), g) = piecewise(g <= 0: 0; g < sqrt(x/A): -A*g^2; else: -x)

let L = 1 + 2*A[0]*(1 - q[0])
# Stationarity in the norm r of a layer's outputs makes its multiplier M = C^2 (1/(2 A) + 1 - p q), with C = c r, and the terms of M and C outside of hidden cancel.
let price = A[0]*q[0]/L + log(L)/2
      + sum(i = 1..l-1, alpha[i]*hidden(A[i-1], q[i-1], c[i], c[i]^2*(1/(2*A[i]) + (1 - p[i]) + p[i]*(1 - q[i])), p[i]))
stationary capacity = (x*kappa + price)/(-last(A[l-1], q[l-1], x)) minimise A, q, x maximise c, p

# Whether a later layer is dead is a matter of the plain chain; see deep-plain.
let dead[1] = 2
let dead[i] = 0 for i = 2..l-1
outcome  "dead layer: all units of a hidden layer can be switched off, so no number of outputs after it is enough" when alpha[i] <= dead[i] for i = 1..l-1


expect   capacity = 6.715696837671 +- 1e-10 at l = 1                          "re-derived; level 2 of single-layer"
expect   capacity = 9.991033816378 +- 1e-10 at l = 1, kappa = 2               "re-derived; level 2 of single-layer"
expect   capacity = 6.43446639 +- 2e-8 at l = 2                               "re-derived from arXiv:2412.19677"
