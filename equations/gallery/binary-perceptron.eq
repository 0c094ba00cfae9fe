# The largest number of rows per sign, alpha = m/n, for which some x in {+-1}^n has (Gx)_i/sqrt(n) >= kappa for all rows, G iid standard normal. The theory's optimum has infinite exponents
# of finite ratios m; this is its limit, in which the innermost step has exponent 1 and Q are overlaps of the rows times the square of the largest exponent. Exponents decrease inwards.
# Level 2 is the capacity of Krauth and Mezard.
model    binary-perceptron "Asymmetric binary perceptron"
source   "arXiv:2312.00073", "arXiv:2511.01037", "Krauth and Mezard 1989"
level    r = 2..5
given    kappa = 0                                          "margin"
unknown  p[k] = 1 - piecewise(r < 5: (0.265 + 0.171/(r-1))*product(j = 1..k-1, (r-1-j)/20.5); k < 2: 0.297; k < 3: 0.0506; k < 4: 0.0049; else: 0.00026) for k = 1..r-1  increasing in (0, 1)  "overlap of signs"
unknown  Q[k] = piecewise(r < 3: 2.576; r < 4: 0.246*4.13^(k-1); r < 5 and k < 3: 0.0443*2.43^(k-1); r < 5: 1.18; k < 3: 0.0107*1.87^(k-1); k < 4: 0.1115; else: 1.406) for k = 1..r-1  increasing in (0, inf)  "overlap of row weights"
unknown  m[k] = piecewise(r < 4: 4.35; r < 5 and k < 2: 12.1; r < 5: 3.95; k < 2: 27.3; k < 3: 10.7; else: 3.83) for k = 1..r-2  in (0, inf)  "ratio of exponents"

let m[r-1] = 1
let s = sqrt(1 - p[r-1])

# One sign in a field h, and one row.
let F[r-1](h) = log(2) + logcosh(h)
let F[k](h) = log(E(z, exp(m[k]*F[k+1](h + sqrt(Q[k+1] - Q[k])*z))))/m[k]   for k = 1..r-2
let W[r-1](h) = logPhi((h - kappa)/s)
let W[k](h) = log(E(z, exp(m[k]*W[k+1](h + sqrt(p[k+1] - p[k])*z))))/m[k]   for k = 1..r-2

let N = E(z, F[1](sqrt(Q[1])*z)) - m[r-1]*Q[r-1]*(1 - p[r-1])/2 - sum(k = 1..r-2, m[k]*(p[k+1]*Q[k+1] - p[k]*Q[k]))/2
stationary alpha = N/(-E(z, W[1](sqrt(p[1])*z)))
output   N   "part of the signs"

expect   alpha = 0.833078599740 +- 1e-12 at r = 2           "0.8330786 is published"
expect   p[1] = 0.56394908 +- 1e-8 at r = 2
expect   alpha = 0.784214591360 +- 1e-12 at r = 3
expect   m[1] = 4.347172 +- 1e-6 at r = 3
expect   alpha = 0.455664564542 +- 1e-12 at r = 2, kappa = 1/2
expect   alpha = 0.432852685422 +- 1e-12 at r = 3, kappa = 1/2
expect   alpha = 0.771903467651 +- 1e-11 at r = 4
expect   alpha = 0.7673080329 +- 1e-9 at r = 5
