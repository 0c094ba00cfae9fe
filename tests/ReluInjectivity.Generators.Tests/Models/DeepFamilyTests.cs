using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Generators.Tests.Models;

/// <summary>The deep ReLU network at several lifting levels and depths, in one file: overlaps with two indices, exponents shared by all layers, starts that depend on level and index.</summary>
public sealed class DeepFamilyTests
{
    private const string Deep = """
        model    deep-levels "deep ReLU network, fully lifted random duality"
        source   "arXiv:2412.19677"
        level    r = 1..3
        depth    l = 1..2
        given    kappa = 1 in (0, inf)                                                "active outputs per input: 1 for weak, 2 for strong injectivity"
        given    alpha[i] = 7.64769493543528 for i = 1..l-1 in (0, inf)               "outputs of layer i per input"
        unknown  chi[i] = piecewise(r < 2: 0.65; r < 3: 0.055; else: 0.0119 + 0.071/r) for i = 0..l-1 in (0, inf)                            "susceptibility of the inputs of layer i+1"
        unknown  q[i,k] = 1 - 0.3*(0.33 - 0.73/r)^(k - 1) for i = 0..l-1, k = 1..r-1 increasing in k in (0, 1)  "overlap of the outputs of layer i"
        unknown  b[i] = 1.6 - 0.66/r^(5/2) for i = 1..l-1 in (0, inf)                            "gain of layer i by the norm of its outputs"
        unknown  p[i,k] = 0.165^((r - k)/(r - 1)) for i = 1..l-1, k = 1..r-1 increasing in k in (0, 1)  "conjugate overlap of layer i"
        unknown  c[k] = (1 + 2.18*(r - 1))/(r - k) for k = 1..r-1 increasing in (0, inf)                 "lifting exponent"

        let q[i,r] = 1 for i = 0..l-1
        let p[i,r] = 1 for i = 1..l-1
        let lambda[r] = chi[0]
        let lambda[k] = lambda[k+1] + c[k]*(q[0,k+1] - q[0,k]) for k = 1..r-1
        let price = q[0,1]/(2*lambda[1]) + sum(k = 1..r-1, log(lambda[k]/lambda[k+1])/(2*c[k]))

        let S[i] = chi[i] + sum(k = 1..r-1, c[k]*(p[i,k+1]*(q[i,k+1] - q[i,k]) + q[i,k]*(p[i,k+1] - p[i,k]))) for i = 1..l-1
        let m[i] = b[i]^2*S[i] for i = 1..l-1
        let f[i,r](g, v) = max(maximum(t in (-inf, 0), -(t - g)^2/(2*chi[i-1])),
                               maximum(t in (0, inf), -(t - g)^2/(2*chi[i-1]) + b[i]*v*t - m[i]/2*t^2)) for i = 1..l-1
        let f[i,k](g, v) = log(E(z, E(w, exp(c[k]*f[i,k+1](g + sqrt(q[i-1,k+1] - q[i-1,k])*z, v + sqrt(p[i,k+1] - p[i,k])*w)))))/c[k] for i = 1..l-1, k = 1..r-1
        let hidden[i] = E(z, E(w, f[i,1](sqrt(q[i-1,1])*z, sqrt(p[i,1])*w))) for i = 1..l-1

        let last[r](g) = piecewise(g <= 0: 0; g < sqrt(2*chi[l-1]): -g^2/(2*chi[l-1]); else: -1)
        let last[k](g) = log(E(z, exp(c[k]*last[k+1](g + sqrt(q[l-1,k+1] - q[l-1,k])*z))))/c[k] for k = 1..r-1
        let F = E(z, last[1](sqrt(q[l-1,1])*z))

        stationary capacity = (kappa + price + sum(i = 1..l-1, alpha[i]*hidden[i]))/(-F) minimise chi, q, c maximise b, p
        """;

    private static readonly EquationFamily Family = EquationFamily.Group(GeneratorDriverHelper.Run(("equations/deep-levels.eq", Deep)).Compile()).Single();

    /// <summary>
    /// Depth 1 is single-layer, level 1 deep-plain, level 2 of depth 2 deep-lifted, which average in other ways; level 3 of depth 2 is that of a program of product lattices in numpy
    /// (its steps halved, its lattices widened).
    /// </summary>
    [Theory]
    [InlineData(1, 1, 7.64769493543528)]
    [InlineData(1, 2, 6.715696837671)]
    [InlineData(1, 3, 6.70039194944292)]
    [InlineData(2, 1, 7.540672913473)]
    [InlineData(2, 2, 6.434466386054)]
    [InlineData(2, 3, 6.413057114159)]
    public void EveryLevelAndDepth_HasItsValue(int depth, int level, double value)
    {
        IEquationSystem member = Family.Systems.Single(s => s.Description.Indices.ValueOf(FamilyIndexKind.Depth) == depth && s.Description.Indices.ValueOf(FamilyIndexKind.Level) == level);
        SolveResult result = FamilySolver.SolveMembers(Family, [member]).Single();
        Assert.Equal(SolveStatus.Solved, result.Status);
        Assert.Equal(value, result.Value, 2e-12 + result.ErrorEstimate);
        Assert.InRange(result.ErrorEstimate, 0, 1e-10);
    }
}
