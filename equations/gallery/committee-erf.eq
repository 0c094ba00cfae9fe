# The largest number of rows per input, alpha = m/n, for which a treelike committee of many units with activation erf(x) has a choice of weights that gives every row its sign:
# the spherical perceptron of margin 0 whose row fields have covariance rho(q) at overlap q, the covariance of the activation at correlation q.
model    committee-erf "Wide treelike committee machine, error function"
source   "arXiv:2402.05719"
level    r = 1..4 nested
unknown  q[k] for k = 1..r-1  increasing in (0, 1)          "overlap"
unknown  c[k] for k = 1..r-1  increasing in (0, inf)        "exponent"

let q[r] = 1
let lambda[r] = 1
let lambda[k] = lambda[k+1] + c[k]*(q[k+1] - q[k])          for k = 1..r-1
let S = q[1]/(2*lambda[1]) + sum(k = 1..r-1, log(lambda[k]/lambda[k+1])/(2*c[k]))

let rho(q) = 2/pi*asin(2*q/3)
let f[r](h) = piecewise(h < 0: -pi*sqrt(5)*h^2/8; else: 0)
let f[k](h) = log(E(z, exp(c[k]*f[k+1](h + sqrt(rho(q[k+1]) - rho(q[k]))*z))))/c[k]   for k = 1..r-1
let F = E(z, f[1](sqrt(rho(q[1]))*z))

minimise alpha = S/(-F)
output   S   "part of the weights"
output   F   "part of the rows"
profile  q over c "overlap function"

expect   alpha = 4/(sqrt(5)*asin(2/3)) +- 1e-13 at r = 1    "2 rho'(1)/rho(1), with slope rho'(1) = 4/(pi sqrt(5))"
expect   alpha = 2.37499919058 +- 1e-11 at r = 2
