# The largest norm of Gx over signs x, divided by n, for G of alpha n rows, iid standard normal. Starts are what levels 2 to 5 look like.
model    hopfield-positive "Positive Hopfield model, ground state"
source   "arXiv:2312.00071", "arXiv:2507.22396"
level    r = 1..5
given    alpha = 1 in (0, inf)                              "patterns per spin"
unknown  p[k] = k/(k + (r-k)*exp(-0.12 - 0.65*(k-1))) for k = 1..r-1  increasing in (0, 1)  "overlap of spins"
unknown  q[k] = k/(k + (r-k)*exp(-0.45 - 0.8*(k-1))) for k = 1..r-1  increasing in (0, 1)  "overlap of pattern weights"
unknown  c[k] = k*(0.8 + 0.2*k)/(r-k) for k = 1..r-1  in (0, inf)              "exponent"
unknown  G = 0.91 in (0, inf)
let p[r] = 1
let q[r] = 1
let Gamma[1] = G
let Gamma[k+1] = Gamma[k] + c[k]*(p[k+1] - p[k])            for k = 1..r-1
let f[r](h) = abs(h)
let f[k](h) = log(E(z, exp(c[k]*f[k+1](h + sqrt(q[k+1] - q[k])*z))))/c[k]   for k = 1..r-1
let X = E(z, f[1](sqrt(q[1])*z))
let Y = p[1]/(2*Gamma[1]) + sum(k = 1..r-1, log(Gamma[k+1]/Gamma[k])/(2*c[k]))
stationary energy = X + Gamma[r]/2 + alpha*Y - sum(k = 1..r-1, c[k]*(p[k+1]*q[k+1] - p[k]*q[k]))/2
expect   energy = 1 + sqrt(2/pi) +- 1e-12 at r = 1
expect   energy = 1.780116240433 +- 1e-11 at r = 2
expect   energy = 1.778761913575 +- 1e-11 at r = 3
expect   energy = 1.778432546704 +- 1e-11 at r = 5
expect   energy = 1.488615889790 +- 1e-11 at r = 4, alpha = 1/2
