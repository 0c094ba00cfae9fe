using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Lowering;

/// <content>The largest value over a variable, which is piecewise once written out.</content>
internal sealed partial class ExpressionLowering
{
    /// <summary>
    /// The maximum over an interval of what is, piece by piece, a quadratic whose leading coefficient is negative. Where neighbours join without a jump and the slope falls
    /// from one to the next, the pieces are one concave function, which has one top; of such functions the largest counts.
    /// </summary>
    private Expr Lower(MaximumSyntax maximum, VariableScope? scope)
    {
        Symbol t = Bound(maximum.Variable, maximum.Body);
        Expr body = LowerUnder(t, maximum.Body, new VariableScope(maximum.Variable, t, scope));
        (Expr? lower, Expr? upper) = Ends(maximum.Interval, scope);
        if (Pieces.TrySplit(body, t, lower, upper, Facts) is not { } pieces)
        {
            return Wrong(DiagnosticKind.UnsupportedMaximum, maximum, maximum.Variable,
                $"the pieces of an inner maximum must end at places whose order, also among the ends of the interval, follows from the declared domains, by conditions that are linear or quadratic in {maximum.Variable}");
        }

        Parabola?[] parabolas = [.. pieces.Select(p => Parabola.Of(p, t, Facts, isAlone: pieces.Count == 1))];
        if (parabolas.Contains(null))
        {
            return Wrong(DiagnosticKind.UnsupportedMaximum, maximum, maximum.Variable,
                $"an inner maximum must be that of a quadratic in {maximum.Variable} whose leading coefficient is negative by the declared domains, on each of its pieces");
        }

        var concave = new List<List<Parabola>>();
        foreach (Parabola next in parabolas.OfType<Parabola>())
        {
            if (concave.Count > 0 && concave.Last().Last().JoinsConcavely(next))
            {
                concave.Last().Add(next);
            }
            else
            {
                concave.Add([next]);
            }
        }

        return concave.Select(Largest).Aggregate(Larger);
    }

    /// <summary>
    /// The maximum of a concave function: the value at the left end where the first piece falls from there on, its top where it falls at its end, the value there where the second falls
    /// from there on, and so on.
    /// </summary>
    private Expr Largest(List<Parabola> pieces)
    {
        Expr value = pieces.Last() is { Piece.Upper: { } end } last ? Where(last.SlopeAt(end), last.Value, last.At(end)) : pieces.Last().Value;
        for (int i = pieces.Count - 2; i >= 0; i--)
        {
            Expr joint = pieces[i].Piece.Upper!;
            if (!pieces[i].JoinsSmoothly(pieces[i + 1]))
            {
                value = Where(pieces[i + 1].SlopeAt(joint), pieces[i + 1].At(joint), value);
            }

            value = Where(pieces[i].SlopeAt(joint), pieces[i].Value, value);
        }

        return pieces[0] is { Piece.Lower: { } start } first ? Where(first.SlopeAt(start), first.At(start), value) : value;
    }

    private Expr Where(Expr slope, Expr falling, Expr rising) => factory.Piecewise(factory.Compare(slope, factory.Zero, isStrict: false), falling, rising);

    /// <summary>The larger of two values; branches that hang on one condition are compared with each other, and signs decide where they can.</summary>
    private Expr Larger(Expr a, Expr b)
    {
        if (a is Piecewise first && b is Piecewise second && first.Condition.Equals(second.Condition))
        {
            return factory.Piecewise(first.Condition, Larger(first.Then, second.Then), Larger(first.Else, second.Else));
        }

        return Facts.SignOf(a - b) switch
        {
            Sign.Positive or Sign.NonNegative or Sign.Zero => a,
            Sign.Negative or Sign.NonPositive => b,
            _ => factory.Piecewise(factory.Compare(a, b, isStrict: false), b, a),
        };
    }

    /// <summary>A quadratic c0 + c1 t - k t^2 with k &gt; 0 on its piece of the line.</summary>
    private sealed class Parabola
    {
        private readonly Symbol _t;
        private readonly Facts _facts;

        private Parabola(Piece piece, Symbol t, Facts facts, Expr value) => (Piece, _t, _facts, Value) = (piece, t, facts, value);

        /// <summary>Where it counts.</summary>
        public Piece Piece { get; }

        /// <summary>Its largest value.</summary>
        public Expr Value { get; }

        /// <summary>Reads a piece; null where it is none.</summary>
        public static Parabola? Of(Piece piece, Symbol t, Facts facts, bool isAlone)
        {
            if (Polynomials.TryCoefficients(piece.Value, t, 2) is not { Count: 3 } c || facts.SignOf(c[2]) != Sign.Negative)
            {
                return null;
            }

            // c0 + c1^2/(4 k); about the place b where it meets its neighbour, g(b) + g'(b)^2/(4 k), whose terms do not cancel where b is large: the shorter, multiplied out or not.
            Expr k = -c[2];
            Expr plain = c[0] + (c[1] * c[1] / (4 * k));
            if (isAlone || (piece.Upper ?? piece.Lower) is not { } b)
            {
                return new(piece, t, facts, plain);
            }

            Expr slope = Derivatives.Of(piece.Value, t).Substitute(t, b);
            Expr about = piece.Value.Substitute(t, b) + (slope * slope / (4 * k));
            return new(piece, t, facts, Shorter(Polynomials.Expand(about, facts), Shorter(Polynomials.Expand(plain, facts), about)));
        }

        private static Expr Shorter(Expr a, Expr b) => Traversal.Nodes(a).Count <= Traversal.Nodes(b).Count ? a : b;

        /// <summary>Its value at a place.</summary>
        public Expr At(Expr place) => Piece.Value.Substitute(_t, place);

        /// <summary>Its slope at a place.</summary>
        public Expr SlopeAt(Expr place) => Polynomials.Expand(Derivatives.Of(Piece.Value, _t).Substitute(_t, place), _facts);

        /// <summary>Whether the next begins where this one ends, with the same value and a slope that is no larger.</summary>
        public bool JoinsConcavely(Parabola next) => Piece.Upper is { } joint
            && Polynomials.Expand(At(joint) - next.At(joint), _facts).IsZero && _facts.SignOf(SlopeAt(joint) - next.SlopeAt(joint)) is Sign.Positive or Sign.NonNegative or Sign.Zero;

        /// <summary>Whether the slope is the same there too.</summary>
        public bool JoinsSmoothly(Parabola next) => (SlopeAt(Piece.Upper!) - next.SlopeAt(Piece.Upper!)).IsZero;
    }
}
