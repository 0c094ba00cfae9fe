model replica-symmetric-instability "Instability of the replica-symmetric phase at finite temperature"
source "arXiv:2302.14112"
given energy = 1 in (0, inf) "active outputs per input"
unknown alpha in (0, inf) "outputs per input"
unknown x in (0, inf) "signal to noise q/(1-q) of the overlap q"
unknown beta in (0, inf) "inverse temperature"
let a = -expm1(-beta)
let Z(s) = 1 - a*Phi(s)
let L1(s) = -a*phi(s)/Z(s)
let L2(s) = a*s*phi(s)/Z(s) - L1(s)^2
equation "overlap" x = alpha*E(z, L1(sqrt(x)*z)^2)
equation "energy" energy = alpha*exp(-beta)*E(z, Phi(sqrt(x)*z)/Z(sqrt(x)*z))
equation "stability" 1 = alpha*E(z, L2(sqrt(x)*z)^2)
solve alpha
expect alpha = 5.323766904 +- 1e-9 "arXiv:2302.14112; its code prints 5.323766896, short by its root tolerance"
expect x = 2.56324504 +- 1e-8
expect beta = 3.02086374 +- 1e-8
