model deep-lifted "deep ReLU network, fully lifted random duality, level 2"
source "arXiv:2412.19677"
given kappa = 1 in (0, inf) "active outputs per input: 1 for weak, 2 for strong injectivity"
given alpha[i] = 7.64769493543528 for i = 1..1 in (0, inf) "outputs of layer i per input"
unknown A[i] = 29 for i = 0..1 in (0, inf) "stiffness of the inputs of layer i+1"
unknown q[i] = 0.75 for i = 0..1 in (0, 1) "overlap of the outputs of layer i"
unknown c[i] = 4.7 for i = 1..1 in (0, inf) "lifting exponent of layer i by the norm of its outputs"
unknown p[i] = 0.2 for i = 1..1 in (0, 1) "conjugate overlap of layer i"
unknown x = 3.2 in (0, inf) "Parisi parameter, the price of an active output"
let unit(A in (0, inf), c in (0, inf), m in (0, inf), p in (0, 1), g, V) = E(v, exp(max(maximum(t in (-inf, 0), -A*(t - g)^2), maximum(t in (0, inf), -A*(t - g)^2 + c*(V + sqrt(1 - p)*v)*t - m/2*t^2))))
let hidden(A in (0, inf), q in (0, 1), c in (0, inf), m in (0, inf), p in (0, 1)) = E(v0, E(g0, log(E(g1, unit(A, c, m, p, sqrt(q)*g0 + sqrt(1 - q)*g1, sqrt(p)*v0)))))
let step(A in (0, inf), x in (0, inf), g) = piecewise(g <= 0: 0; g < sqrt(x/A): -A*g^2; else: -x)
let last(A in (0, inf), q in (0, 1), x in (0, inf)) = E(g0, log(E(g1, exp(step(A, x, sqrt(q)*g0 + sqrt(1 - q)*g1)))))
let L = 1 + 2*A[0]*(1 - q[0])
let price = A[0]*q[0]/L + log(L)/2 + alpha[1]*hidden(A[0], q[0], c[1], c[1]^2*(1/(2*A[1]) + (1 - p[1]) + p[1]*(1 - q[1])), p[1])
let dead[1] = 2
stationary capacity = (x*kappa + price)/(-last(A[1], q[1], x)) minimise A, q, x maximise c, p
outcome "dead layer: all units of a hidden layer can be switched off, so no number of outputs after it is enough" when alpha[1] <= dead[1]
bound capacity <= deep-partial.capacity
bound capacity <= deep-plain.capacity
expect capacity = 6.43446639 +- 2e-8 "re-derived from arXiv:2412.19677"
