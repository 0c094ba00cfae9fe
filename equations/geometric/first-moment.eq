# Expected number of cells of the arrangement with fewer than n active rows: binary entropy H2(1/c) = 1/2.
model    first-moment "Injectivity from the expected number of bad cells"
source   "arXiv:2302.14112"
unknown  c in (2, inf)                                      "outputs per input"
let h(p) = -p*log(p) - (1 - p)*log1p(-p)
equation "exponent" 2*h(1/c) = log(2)
solve    c
expect   c = 9.088606827956983599 +- 1e-13                  "arXiv:2302.14112 prints 9.09"
