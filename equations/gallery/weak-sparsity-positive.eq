# As weak-sparsity, for vectors known to have no negative numbers: how many may differ from 0, per equation, for the least sum among such vectors to find it from delta equations per unknown.
model    weak-sparsity-positive "Sparse recovery of positive vectors, weak threshold"
source   "Donoho and Tanner 2005", "arXiv:0907.3574"
given    delta = 1/2 in (0, 1)                              "equations per unknown"
unknown  t                                                  "threshold"
equation "equations" delta = phi(t)/(t + phi(t) - t*Phi(-t))
solve    rho = 1 - t*Phi(-t)/phi(t)
expect   rho = 0.558227691314180 +- 1e-13                    "ours, by mpmath"
