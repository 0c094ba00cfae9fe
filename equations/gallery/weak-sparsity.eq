# How many of its numbers, per equation, a sparse vector may have for the least l1 norm to find it from delta equations per unknown: for most of its supports and signs.
model    weak-sparsity "Sparse recovery by the l1 norm, weak threshold"
source   "Donoho and Tanner"
given    delta = 1/2 in (0, 1)                              "equations per unknown"
unknown  t in (0, inf)                                      "soft threshold"
equation "equations" delta = 2*phi(t)/(t + 2*(phi(t) - t*Phi(-t)))
solve    rho = 1 - t*Phi(-t)/phi(t)
expect   rho = 0.38568966618 +- 1e-11
