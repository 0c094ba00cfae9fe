using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Quadrature;

/// <summary>Lengths over which an integrand changes, read off the functions in it.</summary>
internal sealed class LengthScales
{
    /// <summary>How far out, in standard deviations, the slope of a quadratic phase is taken: beyond, the density leaves 1e-14.</summary>
    private const int FarOut = 8;

    private readonly Symbol _y;
    private readonly Facts _facts;
    private readonly bool _isCut;
    private readonly Symbol[] _bound;

    private LengthScales(Expr integrand, Symbol y, Facts facts, bool isCut)
    {
        (_y, _facts, _isCut) = (y, facts, isCut);
        _bound = [.. Traversal.Nodes(integrand).OfType<Expectation>().Select(e => e.Variable)];
    }

    /// <summary>
    /// The length scale of each function of y outside the expectations within: of the polynomial in its argument by its own rule
    /// (see <see cref="Argument.LengthScale"/>), of what else is there by the rules of that; and the distance from the line of the places
    /// where a logarithm or a broken power is singular.
    /// </summary>
    /// <param name="integrand">The integrand.</param>
    /// <param name="y">The variable.</param>
    /// <param name="facts">What is known of signs.</param>
    /// <param name="isCut">Whether the integral ends at a place of its own, where the slope of an exponential counts.</param>
    public static IEnumerable<Expr> Of(Expr integrand, Symbol y, Facts facts, bool isCut = false) => new LengthScales(integrand, y, facts, isCut).Of(integrand).Distinct();

    private List<Expr> Of(Expr integrand)
    {
        var scales = new List<Expr>();
        foreach (Expr node in Traversal.Nodes(integrand).Where(c => c.Contains(_y) && !_bound.Any(c.Contains)))
        {
            switch (node)
            {
                case Call { Function: BuiltInFunction function }:
                    for (int i = 0; i < node.Children.Count; i++)
                    {
                        AddOf(function, i, node.Children[i], scales);
                    }

                    break;
                case Power { Exponent: not Number { Value: { IsInteger: true, Sign: > 0 } } } power:
                    AddSingularity(power.Base, scales);
                    break;
            }
        }

        return scales;
    }

    private void AddOf(BuiltInFunction function, int index, Expr argument, List<Expr> scales)
    {
        Argument described = function.Arguments[index];
        if (!described.Domain.IsLine)
        {
            // log1p(x) = log(1 + x): the end of the domain is where it is singular.
            AddSingularity(double.IsInfinity(described.Domain.Lower) ? argument : argument - argument.Factory.Number(Algebra.Rational.Nearest(described.Domain.Lower)), scales);
            return;
        }

        ILookup<bool, Expr> terms = (argument is Sum ? argument.Children : (IEnumerable<Expr>)[argument]).ToLookup(t => Polynomials.TryCoefficients(t, _y, 2) is not null);
        if (Polynomials.TryCoefficients(argument.Factory.Add(terms[true]), _y, 2) is { Count: > 1 } coefficients)
        {
            AddOfPolynomial(described, coefficients, scales);
        }

        // exp(a cos(y)) changes faster than cos(y), the larger a is.
        if (described.LengthScale is not null)
        {
            foreach (Expr term in terms[false])
            {
                Expr amplitude = argument.Factory.Multiply((term is Product ? term.Children : (IEnumerable<Expr>)[term]).Where(c => !c.Contains(_y)));
                scales.AddRange(Of(term).Select(s => s / (argument.Factory.One + _facts.Magnitude(amplitude))));
            }
        }
    }

    private void AddOfPolynomial(Argument described, IReadOnlyList<Expr> coefficients, List<Expr> scales)
    {
        ExprFactory f = coefficients[0].Factory;
        if (described.LengthScale is not { } rule)
        {
            return;
        }

        if (rule(coefficients, _facts.Magnitude) is { } scale)
        {
            scales.Add(scale);
        }
        else if (coefficients.Count == 3)
        {
            scales.Add(f.One / (_facts.Magnitude(coefficients[1]) + (2 * FarOut * _facts.Magnitude(coefficients[2]))));
        }
        else if (_isCut)
        {
            scales.Add(f.One / _facts.Magnitude(coefficients[1]));
        }
    }

    /// <summary>sqrt(4 a c - b^2)/(2|a|), how far from the line a quadratic a y^2 + b y + c vanishes, where it does so at all off the line.</summary>
    private void AddSingularity(Expr argument, List<Expr> scales)
    {
        if (Polynomials.TryCoefficients(argument, _y, 2) is not { Count: 3 } c)
        {
            return;
        }

        ExprFactory f = argument.Factory;
        Expr discriminant = Polynomials.Expand((4 * c[2] * c[0]) - (c[1] * c[1]), _facts);
        Expr distance = f.Sqrt(discriminant) / (2 * _facts.Magnitude(c[2]));
        switch (_facts.SignOf(discriminant))
        {
            case Sign.Positive:
                scales.Add(distance);
                break;
            case Sign.Unknown or Sign.NonNegative:
                scales.Add(f.Piecewise(f.Compare(f.Zero, discriminant, isStrict: true), distance, f.One));
                break;
        }
    }
}
