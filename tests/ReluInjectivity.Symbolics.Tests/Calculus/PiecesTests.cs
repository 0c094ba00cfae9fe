using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.TestKit.Evaluation;

namespace ReluInjectivity.Symbolics.Tests.Calculus;

public sealed class PiecesTests
{
    private const string File = """
        model m "m"
        unknown q[k] for k = 1..3 increasing in (0, 1)
        unknown s in (0, inf)
        unknown n in (-inf, 0)
        unknown a
        unknown b
        unknown z
        stationary v = q[1] + q[2] + q[3] + s + n + a + b + z
        output e =
        """;

    [Theory]
    [InlineData("z^2 + a", "")]
    [InlineData("piecewise(a < b: z; else: 1)", "")]
    [InlineData("piecewise(z < a: 1; else: 2)", "a")]
    [InlineData("piecewise(q[1] < z: 1; else: 2)", "q[1]")]
    [InlineData("piecewise(z < q[2]: 1; else: 0) + piecewise(z < q[1]: 2; else: 0) + piecewise(z < q[3]: 4; else: 0)", "q[1] q[2] q[3]")]
    [InlineData("piecewise(1 < z: 1; q[3] < z: 2; z < 0: 3; else: q[1])", "0 q[3] 1")]
    [InlineData("piecewise(0 < z < s: z; else: 0)", "0 s")]
    [InlineData("max(z, 0)*max(2 - z, 0)*abs(z - 1)", "0 1 2")]
    [InlineData("piecewise(a + s*z < 0: 1; a + s*z < s: 2; else: 3)", "-a/s -a/s+1")]
    [InlineData("piecewise(n*z < a: 1; else: 2)", "a/n")]
    [InlineData("piecewise(a + s*z < sqrt(2*q[1]): 1; else: 3)*piecewise(a + s*z < 0: 2; else: 5)", "-a/s (sqrt(2*q[1])-a)/s")]
    [InlineData("piecewise(z < 1: 7; z < 2: 7; else: 0)", "2")]
    [InlineData("max(z^2, 4)", "-2 2")]
    [InlineData("piecewise(z^2 + s*z < s + 1: 1; else: 2)", "-1-s 1")]
    [InlineData("max(z^2, -s)", "")]
    [InlineData("exp(piecewise(z < 0: piecewise(z < -1: z; else: z^2); else: a))", "-1 0")]
    [InlineData("piecewise(z < a: 1; z < b: 2; else: 3)", null)]
    [InlineData("piecewise(a*z < b: 1; else: 2)", null)]
    [InlineData("piecewise(z^2 < b: 1; else: 2)", null)]
    [InlineData("piecewise(exp(z) < b: 1; else: 2)", null)]
    public void Cuts_AreSorted(string expression, string? cuts)
    {
        Formula f = Formula.File(File + " " + expression);
        IReadOnlyList<Piece>? pieces = Pieces.TrySplit(f.Expression, f["z"], f.Facts);
        if (cuts is null)
        {
            Assert.Null(pieces);
            return;
        }

        Assert.NotNull(pieces);
        (string Name, double Value)[] point = [("q[1]", 0.25), ("q[2]", 0.5), ("q[3]", 0.75), ("s", 1.5), ("n", -0.5), ("a", 0.375), ("b", 0.875)];
        Dictionary<Symbol, double> at = f.At(point);
        string[] expected = cuts.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(expected.Length + 1, pieces.Count);
        Assert.Null(pieces[0].Lower);
        Assert.Null(pieces[^1].Upper);
        for (int i = 0; i < expected.Length; i++)
        {
            Formula cut = Formula.File(File + " " + expected[i]);
            Assert.Same(pieces[i].Upper, pieces[i + 1].Lower);
            Approximate.AssertClose(TreeEvaluator.Value(cut.Expression, cut.At(point)), TreeEvaluator.Value(pieces[i].Upper!, at), 1e-14);
        }

        Assert.All(pieces, p => Assert.DoesNotContain(Traversal.Nodes(p.Value), n => n is Comparison && n.Contains(f["z"])));
        foreach (Piece piece in pieces)
        {
            double lower = piece.Lower is null ? -5 : TreeEvaluator.Value(piece.Lower, at);
            double upper = piece.Upper is null ? 5 : TreeEvaluator.Value(piece.Upper, at);
            Assert.True(lower < upper);
            for (double t = 0.1; t < 1; t += 0.2)
            {
                at[f["z"]] = lower + (t * (upper - lower));
                Assert.Equal(TreeEvaluator.Value(f.Expression, at), TreeEvaluator.Value(piece.Value, at), 1e-13);
            }
        }
    }

    [Theory]
    [InlineData("piecewise(2*z < a: 1; else: 0)", true)]
    [InlineData("piecewise(a < 2*z: 1; else: 0)", false)]
    [InlineData("piecewise(a < n*z: 1; else: 0)", true)]
    public void Cut_KnowsWhereTheConditionHolds(string expression, bool holdsOnLeft)
    {
        Formula f = Formula.File(File + " " + expression);
        Assert.Equal(holdsOnLeft, Pieces.Cut(((Piecewise)f.Expression).Condition, f["z"], f.Facts)!.Value.HoldsOnLeft);
    }
}
