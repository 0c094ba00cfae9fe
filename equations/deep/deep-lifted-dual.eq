# deep-lifted through the conjugate overlaps rho of its input. Stationarity in these, which involves no expectation at any depth, gives the susceptibility of the
# input and every lifting exponent, and so those of all layers, as explicit functions of the overlaps of the input and their conjugates.
model    deep-lifted-dual "deep ReLU network, through the conjugate overlaps of its input"
source   "arXiv:2412.19677"
level    r = 1..3
depth    l = 1..2
given    kappa = 1 in (0, inf)                                                "active outputs per input: 1 for weak, 2 for strong injectivity"
given    alpha[i] = 7.64769493543528 for i = 1..l-1 in (0, inf)               "outputs of layer i per input"
unknown  chi[i] = piecewise(r < 2: 0.65; r < 3: 0.055; else: 0.0119 + 0.071/r) for i = 1..l-1 in (0, inf)  "susceptibility of the inputs of layer i+1"
unknown  eta = piecewise(r < 2: 0.65; r < 3: 0.055; else: 0.0119 + 0.071/r) in (0, inf) "susceptibility of the input"
unknown  q[i,k] = 1 - 0.3*(0.33 - 0.73/r)^(k - 1) for i = 0..l-1, k = 1..r-1 increasing in k in (0, 1)  "overlap of the outputs of layer i"
unknown  b[i] = 1.6 - 0.66/r^(5/2) for i = 1..l-1 in (0, inf)  "gain of layer i by the norm of its outputs"
unknown  p[i,k] = 0.165^((r - k)/(r - 1)) for i = 1..l-1, k = 1..r-1 increasing in k in (0, 1)  "conjugate overlap of layer i"
unknown  rho[k] = piecewise(r < 2: 2.4; else: 0.85 + 6*((k - 1)/max(r - 1, 1))^1.6) for k = 1..r increasing in (0, inf)  "conjugate overlap of the input"
unknown  Gamma[k] = piecewise(r < 2: 1.5; else: 46 - 56/r) for k = r..r increasing in (0, inf)  "multiplier of the spherical constraint"
unknown  c[k] = (1 + 2.18*(r - 1))/(r - k) for k = 1..r-1 increasing in (0, inf)  "lifting exponent"

let chi[0] = eta
let q[i,r] = 1 for i = 0..l-1
let p[i,r] = 1 for i = 1..l-1
let Gamma[k] = Gamma[k+1] - c[k]*(rho[k+1] - rho[k]) for k = 1..r-1
let G = Gamma[r]/2 + sum(k = 1..r-1, log(Gamma[k+1]/Gamma[k])/(2*c[k])) + rho[1]/(2*Gamma[1])
let price = G - chi[0]*rho[r]/2 - sum(k = 1..r-1, c[k]*(q[0,k+1]*rho[k+1] - q[0,k]*rho[k]))/2

let S[i] = chi[i] + sum(k = 1..r-1, c[k]*(p[i,k+1]*(q[i,k+1] - q[i,k]) + q[i,k]*(p[i,k+1] - p[i,k]))) for i = 1..l-1
let m[i] = b[i]^2*S[i] for i = 1..l-1
let f[i,r](g, v) = max(maximum(t in (-inf, 0), -(t - g)^2/(2*chi[i-1])),
                       maximum(t in (0, inf), -(t - g)^2/(2*chi[i-1]) + b[i]*v*t - m[i]/2*t^2)) for i = 1..l-1
let f[i,k](g, v) = log(E(z, E(w, exp(c[k]*f[i,k+1](g + sqrt(q[i-1,k+1] - q[i-1,k])*z, v + sqrt(p[i,k+1] - p[i,k])*w)))))/c[k] for i = 1..l-1, k = 1..r-1
let hidden[i] = E(z, E(w, f[i,1](sqrt(q[i-1,1])*z, sqrt(p[i,1])*w))) for i = 1..l-1

let last[r](g) = piecewise(g <= 0: 0; g < sqrt(2*chi[l-1]): -g^2/(2*chi[l-1]); else: -1)
let last[k](g) = log(E(z, exp(c[k]*last[k+1](g + sqrt(q[l-1,k+1] - q[l-1,k])*z))))/c[k] for k = 1..r-1
let F = E(z, last[1](sqrt(q[l-1,1])*z))

relations eta, c, Gamma from stationary psi = -price over rho[1..r], Gamma[r]
stationary capacity = (kappa + price + sum(i = 1..l-1, alpha[i]*hidden[i]))/(-F)

expect   capacity = 7.647694935435280 +- 1e-12 at r = 1, l = 1                 "arXiv:2302.14112: 1/Q(h) with Q(h) = Phi(h) - 1/2 - h phi(h)"
expect   capacity = 6.70039194944292 +- 1e-10 at r = 3, l = 1                  "arXiv:2410.20646; level 3 of single-layer"
expect   capacity = 7.540672913473 +- 1e-10 at r = 1, l = 2                    "deep-plain"
expect   capacity = 6.43446638605 +- 2e-11 at r = 2, l = 2                     "re-derived from arXiv:2412.19677"
expect   capacity = 6.413057114159 +- 1e-11 at r = 3, l = 2                    "re-derived from arXiv:2412.19677, by product lattices"
