# Where the replica-symmetric solution of the Sherrington-Kirkpatrick model loses its stability in a field h, at inverse temperature beta: the line of de Almeida and Thouless.
model    sherrington-kirkpatrick-stability "Sherrington-Kirkpatrick model in a field, instability line"
source   "de Almeida and Thouless 1978"
given    h = 1/2 in (0, inf)                                "field"
unknown  q = 1/2 in (0, 1)                                  "overlap"
unknown  beta = 2 in (0, inf)                               "inverse temperature"
equation "overlap"   q = E(z, tanh(beta*(sqrt(q)*z + h))^2)
equation "stability" 1 = beta^2*E(z, (1 - tanh(beta*(sqrt(q)*z + h))^2)^2)
solve    temperature = 1/beta
expect   temperature = 0.535104943115384 +- 1e-13            "ours; mpmath, Gauss and Legendre to 25 digits"
expect   q = 0.595125848629283 +- 1e-13                      "likewise"
