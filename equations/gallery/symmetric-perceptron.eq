# The largest number of rows per sign, alpha = m/n, for which some x in {+-1}^n has |(Gx)_i|/sqrt(n) <= kappa for all rows, G iid standard normal. As binary-perceptron, with the outermost
# overlaps at 0; level 2 is the first moment. Exponents decrease inwards; starts are what levels 3 to 6 look like.
model    symmetric-perceptron "Symmetric binary perceptron, outermost overlaps 0"
source   "arXiv:2601.10628", "arXiv:1901.00314"
level    r = 2..6
given    kappa = 1 in (0, inf)                              "margin"
unknown  p[k] = 1 - 0.0148*(r-2)^0.83*product(j = 2..k-1, (r-1-j)/20) for k = 2..r-1  increasing in (0, 1)  "overlap of signs"
unknown  Q[k] = 0.88*(r-2)^0.45*product(j = k..r-2, (r-1-j)^0.9/13.5) for k = 2..r-1  increasing in (0, inf)  "overlap of row weights"
unknown  m[k] = (3.7 + 0.557/(r-2))*product(j = k..r-3, 1 + 1.8/(r-2-j)^0.52) for k = 1..r-2  in (0, inf)  "ratio of exponents"

let p[1] = 0
let Q[1] = 0
let m[r-1] = 1
let s = sqrt(1 - p[r-1])

# One sign in a field h, and one row.
let F[r-1](h) = log(2) + logcosh(h)
let F[k](h) = log(E(z, exp(m[k]*F[k+1](h + sqrt(Q[k+1] - Q[k])*z))))/m[k]   for k = 1..r-2
let W[r-1](h) = logPhiBetween((-kappa - h)/s, (kappa - h)/s)
let W[k](h) = log(E(z, exp(m[k]*W[k+1](h + sqrt(p[k+1] - p[k])*z))))/m[k]   for k = 1..r-2

let N = F[1](0) - m[r-1]*Q[r-1]*(1 - p[r-1])/2 - sum(k = 1..r-2, m[k]*(p[k+1]*Q[k+1] - p[k]*Q[k]))/2
stationary alpha = N/(-W[1](0))
output   N   "part of the signs"

expect   alpha = 1.815875495837 +- 1e-12 at r = 2           "1.8159 is published"
expect   alpha = 1.657535194348 +- 1e-12 at r = 3
expect   m[1] = 4.257156 +- 1e-6 at r = 3
expect   p[2] = 0.985194 +- 1e-6 at r = 3
expect   alpha = 1.62173756 +- 1e-8 at r = 4
expect   alpha = 1.609125277 +- 1e-8 at r = 5
expect   alpha = 1.603614599 +- 1e-8 at r = 6
