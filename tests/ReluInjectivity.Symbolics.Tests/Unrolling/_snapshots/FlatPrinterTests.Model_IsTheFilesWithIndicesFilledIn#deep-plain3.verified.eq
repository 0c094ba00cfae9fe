model deep-plain "deep ReLU network, plain random duality"
source "arXiv:2412.19677"
given kappa = 1 in (0, inf) "active outputs per input: 1 for weak, 2 for strong injectivity"
given alpha[i] = 7.64769493543528 for i = 1..2 in (0, inf) "outputs of layer i per input"
unknown a[i] for i = 1..2 in (0, inf) "multiplier of the misfit"
unknown mu[i] for i = 1..2 in (0, inf) "multiplier of the norm"
unknown tau in (0, inf) "height up to which last outputs are switched off"
let gain(a in (0, inf), mu in (0, inf)) = E(g, E(v, max(maximum(t in (-inf, 0), -a/2*(t - g)^2), maximum(t in (0, inf), v*t - a/2*(t - g)^2 - mu/2*t^2))))
let rho2[0] = 1
let rho2[1] = 2*mu[1]*(alpha[1]*gain(a[1], mu[1]) + a[1]/2*rho2[0])
let rho2[2] = 2*mu[2]*(alpha[2]*gain(a[2], mu[2]) + a[2]/2*rho2[1])
equation "misfit[1]" diff(rho2[1], a[1]) = 0
equation "misfit[2]" diff(rho2[2], a[2]) = 0
equation "norm[1]" diff(rho2[1], mu[1]) = 0
equation "norm[2]" diff(rho2[2], mu[2]) = 0
equation "last layer" kappa*(Phi(tau) - 1/2 - tau*phi(tau)) = rho2[2]*Phi(-tau)
solve capacity = kappa/Phi(-tau)
output overlap = sqrt(rho2[2]) "largest overlap of the last hidden layer's output with a random direction"
outcome "dead layer: all units of a hidden layer can be switched off, so no number of outputs after it is enough" when alpha[1] <= 2*rho2[0]
outcome "dead layer: all units of a hidden layer can be switched off, so no number of outputs after it is enough" when alpha[2] <= 2*rho2[1]
