# The largest number of rows per input for which a treelike committee of d = 2 l + 1 sign units has a choice of weights that gives every row its sign: the price of a row is the squared distance of its d fields, iid standard
# normal, from those with a majority of positive ones: with k negative fields, the least s = k - l squares of them. Level 2 has outermost overlap 0.
model    committee-sign "Treelike committee machine, sign units"
source   "arXiv:2312.08244", "arXiv:2312.08257"
level    r = 1..2
depth    l = 1..3
unknown  b[k] for k = 2..r in (0, inf)                      "exponent"

let choose[k] = binomial(2*l + 1, k)/2^(2*l + 1)                       for k = 0..2*l+1
let ways[k,i] = k*binomial(k - 1, i - 1)                               for k = l+1..2*l+1, i = 1..k-l

# The i-th least of k half-normal numbers is |z| with this density beside that of |z|.
let below(t) = erf(t/sqrt(2))
let distance[k] = sum(i = 1..k-l, ways[k,i]*E(z, z^2*below(abs(z))^(i-1)*(1 - below(abs(z)))^(k-i)))   for k = l+1..2*l+1
let G(t, a in (0, inf)) = erf(t*sqrt((1 + a)/2))/sqrt(1 + a)
let weight[k] = ways[k,k-l]*E(z, exp(-b[2]*z^2/2)*G(abs(z), b[2])^(k-l-1)*erfc(abs(z)/sqrt(2))^l)     for k = l+1..2*l+1
let A[1] = 1/sum(k = l+1..2*l+1, choose[k]*distance[k])
let A[2] = log(1 + b[2])/2/(-log(sum(k = 0..l, choose[k]) + sum(k = l+1..2*l+1, choose[k]*weight[k])))
minimise alpha = A[r]
expect   alpha = 4.025191880637 +- 1e-11 at l = 1, r = 1
expect   alpha = 3.454564557700 +- 1e-11 at l = 1, r = 2
expect   alpha = 5.768750901258 +- 1e-11 at l = 2, r = 1
