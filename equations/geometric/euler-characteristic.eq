# Expected Euler characteristic of the range's intersection with the bad orthants; saddle point of the exact sum.
# Real saddle points need c >= 4 + 2 sqrt 2.
model    euler-characteristic "Injectivity from the expected Euler characteristic"
source   "arXiv:2302.14112"
unknown  c in (4 + 2*sqrt(2), inf)                          "outputs per input"
let s = (c - 2 - sqrt(c^2 - 8*c + 8))/(2*(c - 1))
let rate = c*log(c) - (c - 1)*log(c - 1) - c*log(2) + log1p(-s) + (c - 1)*log1p(s) - log(s)
equation "rate" rate = 0
solve    c
output   s                                                  "saddle point"
expect   c = 8.344632960854724771 +- 1e-12                  "arXiv:2302.14112 prints 8.34"
expect   s = 0.207415387670774 +- 1e-13
