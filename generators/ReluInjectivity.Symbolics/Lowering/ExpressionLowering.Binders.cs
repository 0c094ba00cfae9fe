using System.Globalization;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Symbolics.Lowering;

/// <content>How deep variables are bound in syntax.</content>
internal sealed partial class ExpressionLowering
{
    /// <summary>How deep expectations and maxima nest, those behind names included.</summary>
    public int Binders(ExpressionSyntax syntax)
    {
        Work.Depth();
        int Most(IEnumerable<ExpressionSyntax> parts) => parts.Select(Binders).DefaultIfEmpty(0).Max();
        return syntax switch
        {
            NumberSyntax => 0,
            NegateSyntax negate => Binders(negate.Operand),
            BinarySyntax binary => Math.Max(Binders(binary.Left), Binders(binary.Right)),
            UnrolledSyntax fold => Most(fold.Parts),
            ExpectationSyntax expectation => 1 + Binders(expectation.Body),
            MaximumSyntax maximum => Math.Max(1 + Binders(maximum.Body), Most([maximum.Interval.Lower, maximum.Interval.Upper])),
            PiecewiseSyntax piecewise => Most(piecewise.Branches.SelectMany(b => b.Condition.Operands.Append(b.Value)).Append(piecewise.Otherwise)),
            DerivativeSyntax derivative => Math.Max(Binders(derivative.Body), Binders(derivative.Variable)),
            ReferenceSyntax reference => Math.Max(
                Most(reference.Arguments ?? []),
                reference.Arguments is not null && _functions.TryGetValue(Named(reference), out (DefinedFunction Function, FunctionNeeds Needs, int Binders) function) ? function.Binders
                : _quantities.TryGetValue(Named(reference), out (Expr Value, Needs Needs, int Binders) quantity) ? quantity.Binders
                : 0),
            _ => throw new InvalidOperationException($"No rule looks for variables in a {syntax.GetType().Name}."),
        };
    }

    /// <summary>The name of a reference whose indices are numbers.</summary>
    private static IndexedName Named(ReferenceSyntax reference) => new(reference.Name, reference.Indices.Select(Index).ToEquatableArray());

    private static int Index(ExpressionSyntax syntax) => syntax switch
    {
        NumberSyntax number => int.Parse(number.Text, CultureInfo.InvariantCulture),
        NegateSyntax negate => -Index(negate.Operand),
        _ => throw new InvalidOperationException("An index is not a number after unrolling."),
    };
}
