using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Integration;

/// <summary>
/// The value of a constant expectation over one variable: piece by piece, and split at 0, by the double exponential rule, which bears with
/// singularities at the ends. Steps are halved until two values agree; where they do not, there is no value.
/// </summary>
internal static class NumericExpectation
{
    /// <summary>exp(-40^2/2) is below what double precision holds.</summary>
    private const double Reach = 40;

    private const double Tolerance = 1e-14;
    private const int MostHalvings = 9;

    /// <summary>Evaluates; false where the body is not constant but for its variable, holds expectations, or the rule does not settle.</summary>
    public static bool TryEvaluate(Expectation expectation, Facts facts, out double value)
    {
        value = 0;
        if (Pieces.TrySplit(expectation.Body, expectation.Variable, facts) is not { } pieces)
        {
            return false;
        }

        double previous = double.NaN;
        double step = 0.25;
        for (int i = 0; i < MostHalvings; i++, step /= 2)
        {
            Work.Check();
            (value, double size, double edge) = Sum(pieces, expectation.Variable, step);
            if (Math.Abs(value - previous) <= Tolerance * size && edge <= Tolerance * size)
            {
                return true;
            }

            previous = value;
        }

        return false;
    }

    /// <summary>The sum, that of the summands' absolute values, and the largest of those at the ends, which must be nothing beside it.</summary>
    private static (double Value, double Size, double Edge) Sum(IReadOnlyList<Piece> pieces, Symbol z, double step)
    {
        double value = 0;
        double size = 0;
        double edge = 0;
        foreach (Piece piece in pieces)
        {
            double lower = End(piece.Lower, -Reach);
            double upper = End(piece.Upper, Reach);
            foreach ((double a, double b) in lower < 0 && upper > 0 ? new[] { (lower, 0.0), (0.0, upper) } : [(lower, upper)])
            {
                double[] parts =
                [
                    .. Nodes(a, b, step).Select(n => n.Weight * Math.Exp(-n.At * n.At / 2) / Math.Sqrt(2 * Math.PI) * ConstantEvaluator.Evaluate(piece.Value, z, n.At)),
                ];
                value += parts.Sum();
                size += parts.Sum(Math.Abs);
                edge = parts.Skip(parts.Length - 2).Select(Math.Abs).Append(edge).Max();
            }
        }

        return (value, size, edge);
    }

    private static double End(Expr? end, double otherwise) => end is null ? otherwise
        : ConstantEvaluator.TryEvaluate(end, out double value) ? Math.Max(-Reach, Math.Min(Reach, value))
        : double.NaN;

    /// <summary>x = (b - a)/(1 + exp(-pi sinh t)) from either end, dx = (b - a) pi cosh(t)/(2 + 2 cosh(pi sinh t)) dt, strictly inside.</summary>
    private static IEnumerable<(double At, double Weight)> Nodes(double a, double b, double step)
    {
        const double End = 5;
        for (int i = 0; i * step <= End; i++)
        {
            double t = i * step;
            double s = Math.PI * Math.Sinh(t);
            double distance = (b - a) / (1 + Math.Exp(s));
            double weight = step * (b - a) * Math.PI * Math.Cosh(t) / (2 + (2 * Math.Cosh(s)));
            if (a + distance > a)
            {
                yield return (a + distance, weight);
            }

            if (i > 0 && b - distance < b)
            {
                yield return (b - distance, weight);
            }
        }
    }
}
