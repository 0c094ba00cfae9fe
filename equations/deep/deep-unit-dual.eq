# The chain of deep-plain with every multiplier's norm fixed to one: an upper bound too, but looser.
model    deep-unit-dual "deep ReLU network, plain random duality with unit multipliers"
source   "arXiv:2412.19677"
depth    l = 1..8
given    kappa = 1 in (0, inf)                                                "active outputs per input: 1 for weak, 2 for strong injectivity"
given    alpha[i] = 7.64769493543528 for i = 1..l-1 in (0, inf)               "outputs of layer i per input"
unknown  a[i]   for i = 1..l-1 in (0, inf)                                    "multiplier of the misfit"
unknown  mu[i]  for i = 1..l-1 in (0, inf)                                    "multiplier of the norm"
unknown  tau    in (0, inf)                                                   "height up to which last outputs are switched off"

let gain(a in (0, inf), mu in (0, inf)) = E(g, E(v, max(
      maximum(t in (-inf, 0), -a/2*(t - g)^2),
      maximum(t in (0, inf), v*t - a/2*(t - g)^2 - mu/2*t^2))))

# -D = max over a of -a D^2/2 - 1/(2 a), so the misfit D enters through its square.
let B[0] = 1
let B[i] = sqrt(2*mu[i]*(B[i-1] - 1/(2*a[i]) + alpha[i]*gain(a[i], mu[i])))   for i = 1..l-1
equation "misfit" diff(B[i], a[i]) = 0                                        for i = 1..l-1
equation "norm"   diff(B[i], mu[i]) = 0                                       for i = 1..l-1
equation "last layer" kappa*(Phi(tau) - 1/2 - tau*phi(tau)) = B[l-1]^2*Phi(-tau)
solve    capacity = kappa/Phi(-tau)
outcome  "dead layer by this looser chain: all units of a hidden layer could be switched off, so it gives no bound" when alpha[i] <= 2*B[i-1]^2 for i = 1..l-1

expect   capacity = 7.6476949354 +- 1e-10 at l = 1                            "arXiv:2302.14112: 1/Q(h) with Q(h) = Phi(h) - 1/2 - h phi(h)"
expect   capacity = 8.2667293108 +- 1e-10 at l = 2, alpha[1] = 6.7004         "arXiv:2412.19677 prints 8.267"

report   "simulate" "active", "2" of kappa at l = 2 over alpha[1]
