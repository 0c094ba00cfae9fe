# The least share of rows with (Gx)_i/sqrt(n) < kappa over x on the sphere of radius sqrt(n), G iid standard normal with alpha rows per column, beyond the capacity: a row costs 1 where it is
# too far from where it should be, else half its squared distance over chi. At kappa = 0 this is single-layer read the other way: of alpha outputs per input, one is active where the share is 1/alpha.
model    perceptron-errors "Spherical perceptron, least errors"
source   "Gardner and Derrida 1988", "arXiv:2312.16531"
level    r = 1..4 nested
given    alpha = 4 in (2, inf)                              "rows per column"
given    kappa = 0                                          "margin"
unknown  q[k] for k = 1..r-1  increasing in (0, 1)          "overlap"
unknown  c[k] for k = 1..r-1  increasing in (0, inf)        "exponent"
unknown  chi in (0, inf)                                    "susceptibility"

let q[r] = 1
let lambda[r] = chi
let lambda[k] = lambda[k+1] + c[k]*(q[k+1] - q[k])          for k = 1..r-1
let S = q[1]/(2*lambda[1]) + sum(k = 1..r-1, log(lambda[k]/lambda[k+1])/(2*c[k]))
let f[r](h) = piecewise(h >= kappa: 0; h > kappa - sqrt(2*chi): -(kappa - h)^2/(2*chi); else: -1)
let f[k](h) = log(E(z, exp(c[k]*f[k+1](h + sqrt(q[k+1] - q[k])*z))))/c[k]   for k = 1..r-1
let F = E(z, f[1](sqrt(q[1])*z))

maximise errors = -F - S/alpha
profile  q over c "overlap function"
expect   errors = 1/7.64769493543528 +- 1e-12 at r = 1, alpha = 7.64769493543528 "single-layer"
expect   errors = 1/6.71569683767123 +- 1e-12 at r = 2, alpha = 6.71569683767123 "single-layer"
expect   errors = 1/6.70039194944292 +- 1e-12 at r = 3, alpha = 6.70039194944292 "single-layer"
