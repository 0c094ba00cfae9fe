# The input x = -sum of all rows activates a fraction Q(1/sqrt c) of them: not injective while that is below 1/c.
model    test-vector "Non-injectivity from one test vector"
source   "arXiv:2006.08464"
unknown  c in (1, inf)                                      "outputs per input"
let Q(x) = Phi(-x)
equation "active fraction" c*Q(1/sqrt(c)) = 1
solve    c
expect   c = 3.402816221495048611 +- 1e-13                  "arXiv:2006.08464 prints 3.4"
