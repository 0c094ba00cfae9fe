# The least mean of max(kappa - (Gx)_i/sqrt(n), 0) over x on the sphere of radius sqrt(n), G iid standard normal with alpha rows per column, beyond the capacity. The loss is convex, and one level is enough.
model    hinge-perceptron "Spherical perceptron, soft margin"
source   "Gardner and Derrida 1988", "Griniasty and Gutfreund 1991"
given    alpha = 4 in (2, inf)                              "rows per column"
given    kappa = 0                                          "margin"
unknown  chi in (0, inf)                                    "susceptibility"

let f(h) = maximum(t in (-inf, inf), -max(0, kappa - t) - (t - h)^2/(2*chi))
maximise loss = -E(z, f(z)) - 1/(2*alpha*chi)
expect   loss = 0.0873815480972506 +- 1e-14                  "ours; the mean loss of the minimiser, in a program of its own, is the same number"
