# Union bound over the rows exempted and Wendel's half-space probability, with binomials bounded by (e m/n)^n.
model    union-bound "Injectivity from a union bound, crude binomials"
source   "arXiv:2006.08464"
unknown  c in (2, inf)                                      "outputs per input"
equation "exponent" 2 + log(c) + log(c - 1) = (c - 1)*log(2)
solve    c
expect   c = 10.536041674564639 +- 1e-12                    "arXiv:2006.08464 prints 10.5"
