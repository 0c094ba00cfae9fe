# Least squares with lambda times the l1 norm, for y = A x + noise of deviation sigma, A of delta n rows, iid normal of variance 1/(delta n), x of n numbers that are 0 but for a share epsilon, where they are +1 or -1:
# the state evolution of approximate message passing, whose fixed point is the minimum. tau is the deviation of the effective noise, theta the threshold over tau.
model    lasso "LASSO, state evolution"
source   "arXiv:0907.3574", "arXiv:1008.2581"
given    delta = 1/2 in (0, inf)                            "equations per unknown"
given    epsilon = 1/10 in (0, 1)                           "share of numbers that are not 0"
given    sigma = 1/5 in (0, inf)                            "deviation of the noise"
given    lambda = 1/2 in (0, inf)                           "weight of the l1 norm"
unknown  tau in (0, inf)                                    "effective noise"
unknown  theta in (0, inf)                                  "threshold over effective noise"

# The soft threshold at 1 + tau z, and at tau z: squared error and share of numbers that stay.
let error(x) = E(z, piecewise(x + tau*z > theta*tau: (x + tau*z - theta*tau - x)^2; x + tau*z < -theta*tau: (tau*z + theta*tau)^2; else: x^2))
let stay(x) = Phi(-theta + x/tau) + Phi(-theta - x/tau)
let mse = (1 - epsilon)*error(0) + epsilon*error(1)

equation "noise"     tau^2 = sigma^2 + mse/delta
equation "threshold" lambda = theta*tau*(1 - ((1 - epsilon)*stay(0) + epsilon*stay(1))/delta)
solve    risk = mse
expect   risk = 0.0550807756443587 +- 1e-14                  "ours; mpmath, Gauss and Legendre to 25 digits"
expect   tau = 0.387506840312165 +- 1e-13                    "likewise"
