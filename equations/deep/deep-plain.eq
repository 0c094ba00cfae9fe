# Injectivity capacity of a deep ReLU network with Gaussian weights, by plain random duality: layer i has alpha[i] outputs per input of
# the network, and the capacity is the least number of outputs of layer l per input. An upper bound.
model    deep-plain "deep ReLU network, plain random duality"
source   "arXiv:2412.19677"
depth    l = 1..8
given    kappa = 1 in (0, inf)                                                "active outputs per input: 1 for weak, 2 for strong injectivity"
given    alpha[i] = 7.64769493543528 for i = 1..l-1 in (0, inf)               "outputs of layer i per input"
unknown  a[i]   for i = 1..l-1 in (0, inf)                                    "multiplier of the misfit"
unknown  mu[i]  for i = 1..l-1 in (0, inf)                                    "multiplier of the norm"
unknown  tau    in (0, inf)                                                   "height up to which last outputs are switched off"

# A hidden unit: pre-activation t instead of g, output u = max(t, 0), gained v u.
let gain(a in (0, inf), mu in (0, inf)) = E(g, E(v, max(
      maximum(t in (-inf, 0), -a/2*(t - g)^2),
      maximum(t in (0, inf), v*t - a/2*(t - g)^2 - mu/2*t^2))))

# The largest overlap of a layer's output, of length 1, with a random direction; the square.
let rho2[0] = 1
let rho2[i] = 2*mu[i]*(alpha[i]*gain(a[i], mu[i]) + a[i]/2*rho2[i-1])         for i = 1..l-1
equation "misfit" diff(rho2[i], a[i]) = 0                                     for i = 1..l-1
equation "norm"   diff(rho2[i], mu[i]) = 0                                    for i = 1..l-1

# The last layer: outputs of height below tau are switched off, a share Phi(-tau) stays active.
equation "last layer" kappa*(Phi(tau) - 1/2 - tau*phi(tau)) = rho2[l-1]*Phi(-tau)
solve    capacity = kappa/Phi(-tau)
output   overlap = sqrt(rho2[l-1])                                            "largest overlap of the last hidden layer's output with a random direction"
outcome  "dead layer: all units of a hidden layer can be switched off, so no number of outputs after it is enough" when alpha[i] <= 2*rho2[i-1] for i = 1..l-1

expect   capacity = 7.6476949354 +- 1e-10 at l = 1                            "arXiv:2302.14112: 1/Q(h) with Q(h) = Phi(h) - 1/2 - h phi(h)"

report   "depth-table" "plain", "weak" at kappa = 1 default
report   "depth-table" "plain", "strong" at kappa = 2
report   "simulate" "active", "2" of kappa at l = 2 over alpha[1] default
report   "simulate" "projection", "1" of overlap at l = 2 over alpha[1] default
