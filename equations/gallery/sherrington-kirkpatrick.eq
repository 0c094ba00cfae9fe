# The largest value of n^(-3/2) sum over i < j of G_ij x_i x_j over signs x, for G iid standard normal, as n grows: the zero-temperature Parisi formula, with
# r - 1 steps. Each increasing c is an upper bound, so every level is a minimum.
model    sherrington-kirkpatrick "Sherrington-Kirkpatrick ground state"
source   "the zero-temperature Parisi formula"
level    r = 1..12 nested
unknown  q[k] for k = 1..r-1  increasing in (0, 1)          "overlap"
unknown  c[k] for k = 1..r-1  increasing in (0, inf)        "exponent"

let q[r] = 1

# One spin in a field h.
let f[r](h) = abs(h)
let f[k](h) = log(E(z, exp(c[k]*f[k+1](h + sqrt(q[k+1] - q[k])*z))))/c[k]   for k = 1..r-1
let X = E(z, f[1](sqrt(q[1])*z))

minimise energy = X - sum(k = 1..r-1, c[k]*(q[k+1]^2 - q[k]^2))/4
output   X   "part of the spins"
profile  q over c "overlap function"

expect   energy = sqrt(2/pi) +- 1e-14 at r = 1              "closed form; 0.7979 is published"
expect   energy = 0.76525943467368 +- 1e-13 at r = 2        "0.7653 is published"
expect   q[1] = 0.4767844 +- 1e-7 at r = 2
expect   c[1] = 1.360821 +- 1e-6 at r = 2
expect   energy = 0.76360801053847 +- 1e-13 at r = 3        "0.7636 is published"
expect   energy = 0.76322898755865 +- 1e-13 at r = 5
