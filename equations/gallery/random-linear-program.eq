# The largest c^T x where Gx <= 1, c of norm 1, G iid standard normal with alpha rows per column: bounded for alpha > 2. Published as a minimum, of the program that minimises.
model    random-linear-program "Random linear program"
source   "arXiv:2403.03637"
given    alpha = 4 in (2, inf)                              "rows per column"
unknown  t in (0, inf)                                      "scale"
maximise xi = sqrt(t^2 - alpha*((t^2 + 1)*Phi(-1/t) - t*phi(1/t)))
expect   xi = 0.940502528759 +- 1e-12                    "four programs of 150 columns: 0.97 +- 0.04"
expect   t = 1.4826 +- 1e-5
expect   xi = 0.741342579815 +- 1e-12 at alpha = 6
