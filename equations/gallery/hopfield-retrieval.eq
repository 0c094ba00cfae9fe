# The largest number of patterns per spin at which a pattern is still remembered: y = m/sqrt(2 alpha r) solves y sqrt(2 alpha) = erf(y) - 2 y exp(-y^2)/sqrt(pi)
# at zero temperature, m the overlap with the pattern and r that of the noise, and the largest alpha for which it does is a maximum over y.
model    hopfield-retrieval "Hopfield model, capacity for retrieval"
source   "Amit, Gutfreund and Sompolinsky 1985"
unknown  y in (0, inf)
maximise alpha = (erf(y)/y - 2*exp(-y^2)/sqrt(pi))^2/2
output   m = erf(y)                                         "overlap with the pattern"
expect   alpha = 0.137905566 +- 1e-9                        "0.138 is published"
