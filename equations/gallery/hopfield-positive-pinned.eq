# As hopfield-positive, with the outermost overlaps held at 0, where the goal is stationary too.
model    hopfield-positive-pinned "Positive Hopfield model, ground state, outermost overlaps zero"
source   "arXiv:2312.00071", "arXiv:2507.22396"
level    r = 2..4
given    alpha = 1 in (0, inf)                              "patterns per spin"
unknown  p[k] = (k-1)/(k-1 + (r-k)*exp(-1.06 - 0.5*(k-2))) for k = 2..r-1  increasing in (0, 1)  "overlap of spins"
unknown  q[k] = (k-1)/(k-1 + (r-k)*exp(-1.5 - 0.8*(k-2))) for k = 2..r-1  increasing in (0, 1)  "overlap of pattern weights"
unknown  c[k] = (k-1/2)*(0.8 + 0.2*k)/(r-k) for k = 1..r-1  in (0, inf)              "exponent"
unknown  G = 0.866 in (0, inf)
let p[1] = 0
let q[1] = 0
let p[r] = 1
let q[r] = 1
let Gamma[1] = G
let Gamma[k+1] = Gamma[k] + c[k]*(p[k+1] - p[k])            for k = 1..r-1
let f[r](h) = abs(h)
let f[k](h) = log(E(z, exp(c[k]*f[k+1](h + sqrt(q[k+1] - q[k])*z))))/c[k]   for k = 1..r-1
let Y = sum(k = 1..r-1, log(Gamma[k+1]/Gamma[k])/(2*c[k]))
stationary energy = f[1](0) + Gamma[r]/2 + alpha*Y - sum(k = 1..r-1, c[k]*(p[k+1]*q[k+1] - p[k]*q[k]))/2
expect   energy = 1.783254481125 +- 1e-11 at r = 2
expect   energy = 1.779128891310 +- 1e-11 at r = 3
