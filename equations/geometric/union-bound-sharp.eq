# The same union bound with the exact exponents of the binomials; h is the entropy in nats.
model    union-bound-sharp "Injectivity from a union bound, entropy exponents"
source   "arXiv:2006.08464"
unknown  c in (2, inf)                                      "outputs per input"
let h(p) = -p*log(p) - (1 - p)*log1p(-p)
equation "exponent" c*h(1/c) + (c - 1)*h(1/(c - 1)) = (c - 1)*log(2)
solve    c
expect   c = 10.320717388127107 +- 1e-12
