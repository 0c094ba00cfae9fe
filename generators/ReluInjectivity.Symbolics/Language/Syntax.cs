namespace ReluInjectivity.Symbolics.Language;

/// <summary>
/// A node of the syntax tree. It holds no position: <see cref="Id"/> numbers the nodes in the order of their parsing, which
/// depends on the tokens alone, and <see cref="ParseResult.Spans"/> maps it to a place. So an edited comment leaves the tree equal.
/// </summary>
/// <param name="Id">Ordinal of the node in its file.</param>
public abstract record SyntaxNode(int Id);

/// <summary>An expression.</summary>
public abstract record ExpressionSyntax(int Id) : SyntaxNode(Id);

/// <summary>A decimal number.</summary>
/// <param name="Id">Ordinal of the node in its file.</param>
/// <param name="Text">Its digits as written; an exact rational.</param>
public sealed record NumberSyntax(int Id, string Text) : ExpressionSyntax(Id);

/// <summary>A name, with index and arguments where written: <c>chi</c>, <c>q[k+1]</c>, <c>exp(x)</c>, <c>f[k](h)</c>.</summary>
/// <param name="Id">Ordinal of the node in its file.</param>
/// <param name="Name">The name.</param>
/// <param name="Indices">The index expressions; empty where none.</param>
/// <param name="Arguments">The arguments; null where there is no argument list.</param>
public sealed record ReferenceSyntax(int Id, string Name, EquatableArray<ExpressionSyntax> Indices, EquatableArray<ExpressionSyntax>? Arguments)
    : ExpressionSyntax(Id);

/// <summary>Unary minus.</summary>
public sealed record NegateSyntax(int Id, ExpressionSyntax Operand) : ExpressionSyntax(Id);

/// <summary>A binary operation.</summary>
/// <param name="Id">Ordinal of the node in its file.</param>
/// <param name="Operator">One of <c>+ - * / ^</c>.</param>
/// <param name="Left">Left operand.</param>
/// <param name="Right">Right operand.</param>
/// <remarks>A long chain <c>a + b + c</c> nests to the left; comparing and hashing walk down that side without recursion.</remarks>
public sealed record BinarySyntax(int Id, char Operator, ExpressionSyntax Left, ExpressionSyntax Right) : ExpressionSyntax(Id)
{
    /// <inheritdoc/>
    public bool Equals(BinarySyntax? other)
    {
        BinarySyntax a = this;
        for (BinarySyntax? b = other; b is not null && a.Id == b.Id && a.Operator == b.Operator && a.Right.Equals(b.Right); b = b.Left as BinarySyntax)
        {
            if (ReferenceEquals(a, b))
            {
                return true;
            }

            if (a.Left is not BinarySyntax left)
            {
                return a.Left.Equals(b.Left);
            }

            a = left;
        }

        return false;
    }

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = 0;
        ExpressionSyntax first = this;
        for (; first is BinarySyntax binary; first = binary.Left)
        {
            hash = unchecked((((hash * 31) + binary.Operator) * 31) + binary.Right.GetHashCode());
        }

        return unchecked((hash * 31) + first.GetHashCode());
    }
}

/// <summary><c>E(z, body)</c>.</summary>
public sealed record ExpectationSyntax(int Id, string Variable, ExpressionSyntax Body) : ExpressionSyntax(Id);

/// <summary><c>sum(k = a..b, body)</c> or <c>product(k = a..b, body)</c>.</summary>
/// <param name="Id">Ordinal of the node in its file.</param>
/// <param name="IsProduct">Whether it is a product.</param>
/// <param name="Range">The index and its range.</param>
/// <param name="Body">The term or factor.</param>
public sealed record RangeFoldSyntax(int Id, bool IsProduct, RangeSyntax Range, ExpressionSyntax Body) : ExpressionSyntax(Id);

/// <summary><c>piecewise(condition: value; ...; else: value)</c>.</summary>
public sealed record PiecewiseSyntax(int Id, EquatableArray<BranchSyntax> Branches, ExpressionSyntax Otherwise) : ExpressionSyntax(Id);

/// <summary>One branch of a piecewise expression.</summary>
public sealed record BranchSyntax(int Id, ConditionSyntax Condition, ExpressionSyntax Value) : SyntaxNode(Id);

/// <summary>Chains of comparisons <c>a &lt; b &lt;= c</c>, joined by <c>and</c>.</summary>
/// <param name="Id">Ordinal of the node in its file.</param>
/// <param name="Operands">At least two operands.</param>
/// <param name="Operators">One fewer operators, each one of <c>&lt; &lt;= &gt; &gt;=</c> or, between two chains, <see cref="And"/>.</param>
public sealed record ConditionSyntax(int Id, EquatableArray<ExpressionSyntax> Operands, EquatableArray<string> Operators) : SyntaxNode(Id)
{
    /// <summary>The word between two chains.</summary>
    public const string And = "and";

    /// <summary>The comparisons: the place of the left operand, and the operator.</summary>
    internal IEnumerable<(int Left, string Operator)> Comparisons => Operators.Select((o, i) => (i, o)).Where(static c => c.o is not And);
}

/// <summary><c>maximum(t in (lo, hi), body)</c>: the largest value of a body that is a concave quadratic in <c>t</c>.</summary>
public sealed record MaximumSyntax(int Id, string Variable, IntervalSyntax Interval, ExpressionSyntax Body) : ExpressionSyntax(Id);

/// <summary><c>diff(body, x)</c>: the partial derivative by an unknown or a given.</summary>
public sealed record DerivativeSyntax(int Id, ExpressionSyntax Body, ReferenceSyntax Variable) : ExpressionSyntax(Id);

/// <summary>A statement.</summary>
public abstract record StatementSyntax(int Id) : SyntaxNode(Id);

/// <summary><c>model NAME "title"</c>.</summary>
public sealed record ModelSyntax(int Id, string Name, string Title) : StatementSyntax(Id);

/// <summary><c>include "file.eq"</c>.</summary>
/// <param name="Id">Ordinal of the node in its file.</param>
/// <param name="Path">The path as written, relative to the folder of the file.</param>
public sealed record IncludeSyntax(int Id, string Path) : StatementSyntax(Id);

/// <summary><c>source "citation", ...</c>.</summary>
public sealed record SourceSyntax(int Id, EquatableArray<string> Citations) : StatementSyntax(Id);

/// <summary>What an index of a family counts; in the order in which a family runs over them, outermost first.</summary>
public enum FamilyIndexKind
{
    /// <summary>Systems that do not refine each other.</summary>
    Depth,

    /// <summary>Systems of which one may contain the one before.</summary>
    Level,
}

/// <summary>An index of the family: <c>level r = a..b [nested]</c> or <c>depth l = a..b</c>.</summary>
/// <param name="Id">Ordinal of the node in its file.</param>
/// <param name="Kind">What it counts.</param>
/// <param name="Range">Its name and values.</param>
/// <param name="IsNested">Whether each level contains the one before; false for a depth.</param>
public sealed record FamilySyntax(int Id, FamilyIndexKind Kind, RangeSyntax Range, bool IsNested = false) : StatementSyntax(Id);

/// <summary><c>given NAME[i] = default [for i = a..b] [in (lo, hi)] ["text"]</c>.</summary>
/// <param name="Id">Ordinal of the node in its file.</param>
/// <param name="Name">The name.</param>
/// <param name="Indices">The index variables as written in the brackets; empty for a scalar.</param>
/// <param name="Default">Its value unless the caller sets another.</param>
/// <param name="Range">The index range; null for a scalar.</param>
/// <param name="Interval">The declared interval; null for the whole line.</param>
/// <param name="Text">The description, if any.</param>
public sealed record GivenSyntax(
    int Id, string Name, EquatableArray<string> Indices, ExpressionSyntax Default, RangeSyntax? Range, IntervalSyntax? Interval, string? Text) : StatementSyntax(Id);

/// <summary>The order of an indexed unknown's values.</summary>
public enum Ordering
{
    /// <summary>Any order.</summary>
    None,

    /// <summary>Strictly increasing with the index.</summary>
    Increasing,

    /// <summary>Strictly decreasing with the index.</summary>
    Decreasing,
}

/// <summary><c>unknown NAME[k] [= start] [for k = a..b] [increasing] [in (lo, hi)] ["text"]</c>.</summary>
/// <param name="Id">Ordinal of the node in its file.</param>
/// <param name="Name">The name.</param>
/// <param name="Indices">The index variables as written in the brackets; empty for a scalar.</param>
/// <param name="Start">Where a search may start; null: anywhere.</param>
/// <param name="Range">The index range; null for a scalar.</param>
/// <param name="Ordering">The declared order, in the last index.</param>
/// <param name="Interval">The declared interval; null for the whole line.</param>
/// <param name="Text">The description, if any.</param>
public sealed record UnknownSyntax(
    int Id, string Name, EquatableArray<string> Indices, ExpressionSyntax? Start, RangeSyntax? Range, Ordering Ordering, IntervalSyntax? Interval, string? Text)
    : StatementSyntax(Id);

/// <summary>A parameter of a function, <c>x</c> or <c>x in (lo, hi)</c>.</summary>
/// <param name="Id">Ordinal of the node in its file.</param>
/// <param name="Name">The name.</param>
/// <param name="Interval">The values it takes; null: any.</param>
public sealed record ParameterSyntax(int Id, string Name, IntervalSyntax? Interval) : SyntaxNode(Id);

/// <summary><c>let NAME[i](x) = e [for k = a..b]</c>.</summary>
/// <param name="Id">Ordinal of the node in its file.</param>
/// <param name="Name">The name defined.</param>
/// <param name="Indices">Index expressions of the left side; empty for a scalar.</param>
/// <param name="Parameters">Parameters; null for a quantity, not a function.</param>
/// <param name="Body">The right side.</param>
/// <param name="Range">The range of the index variable, if any.</param>
public sealed record LetSyntax(
    int Id, string Name, EquatableArray<ExpressionSyntax> Indices, EquatableArray<ParameterSyntax>? Parameters, ExpressionSyntax Body, RangeSyntax? Range)
    : StatementSyntax(Id);

/// <summary>What a goal asks for.</summary>
public enum GoalKind
{
    /// <summary>The minimum over the unknowns.</summary>
    Minimise,

    /// <summary>The maximum over the unknowns.</summary>
    Maximise,

    /// <summary>A stationary point, of whatever kind.</summary>
    Stationary,

    /// <summary>A root of the file's equations.</summary>
    Solve,
}

/// <summary><c>minimise NAME = e [given ...]</c>, <c>stationary NAME = e [minimise NAME, ... maximise NAME, ...] [given ...]</c>, <c>solve NAME [= e] [given ...]</c>.</summary>
/// <param name="Id">Ordinal of the node in its file.</param>
/// <param name="Kind">What is asked for.</param>
/// <param name="Name">The quantity reported.</param>
/// <param name="Value">Its expression; null (for <c>solve</c> only) where the name is defined elsewhere.</param>
/// <param name="Givens">Parameters of this goal alone.</param>
/// <param name="Order">For <see cref="GoalKind.Stationary"/>: which unknowns are minimised and which maximised; null where that is open.</param>
public sealed record GoalSyntax(
    int Id, GoalKind Kind, string Name, ExpressionSyntax? Value, EquatableArray<GivenSyntax> Givens, OrderSyntax? Order = null) : StatementSyntax(Id);

/// <summary><c>minimise NAME, ... maximise NAME, ...</c>: the minimum over the first of the maximum over the second.</summary>
/// <param name="Id">Ordinal of the node in its file.</param>
/// <param name="Minimised">The families of unknowns minimised over; at least one.</param>
/// <param name="Maximised">The families of unknowns maximised over, inside; at least one where any is left.</param>
public sealed record OrderSyntax(int Id, EquatableArray<string> Minimised, EquatableArray<string> Maximised) : SyntaxNode(Id);

/// <summary><c>relations NAME, ... from stationary NAME [= e] over NAME[a..b], ... [given ...]</c>.</summary>
/// <param name="Id">Ordinal of the node in its file.</param>
/// <param name="Names">The unknowns, by declared name, to be expressed by the others.</param>
/// <param name="Objective">The name of what is stationary.</param>
/// <param name="Value">Its expression; null where the name is defined elsewhere.</param>
/// <param name="Over">The unknowns in which it is stationary.</param>
/// <param name="Givens">Parameters of the objective alone.</param>
public sealed record RelationsSyntax(
    int Id, EquatableArray<string> Names, string Objective, ExpressionSyntax? Value, EquatableArray<OverSyntax> Over, EquatableArray<GivenSyntax> Givens)
    : StatementSyntax(Id);

/// <summary><c>NAME</c>, <c>NAME[i]</c> or <c>NAME[a..b]</c> after <c>over</c>.</summary>
/// <param name="Id">Ordinal of the node in its file.</param>
/// <param name="Name">The unknown's declared name.</param>
/// <param name="From">The first index; null for all there are.</param>
/// <param name="To">The last index; null for a single one.</param>
public sealed record OverSyntax(int Id, string Name, ExpressionSyntax? From, ExpressionSyntax? To) : SyntaxNode(Id);

/// <summary><c>equation ["label"] e = e [for k = a..b]</c>.</summary>
public sealed record EquationSyntax(int Id, string? Label, ExpressionSyntax Left, ExpressionSyntax Right, RangeSyntax? Range) : StatementSyntax(Id);

/// <summary>
/// <c>outcome "text" when condition [for k = a..b]</c>: where the condition holds there is no value, for the reason in the text; or <c>require condition [for k = a..b]</c>, without text: there is
/// none where it fails.
/// </summary>
public sealed record OutcomeSyntax(int Id, string? Text, ConditionSyntax Condition, RangeSyntax? Range) : StatementSyntax(Id);

/// <summary><c>output NAME [= e] ["text"]</c>.</summary>
public sealed record OutputSyntax(int Id, string Name, ExpressionSyntax? Value, string? Text) : StatementSyntax(Id);

/// <summary><c>profile NAME over NAME ["text"]</c>: the step function that is the first unknown's k-th value between the second's (k-1)-th and k-th.</summary>
/// <param name="Id">Ordinal of the node in its file.</param>
/// <param name="Name">The unknown that holds the steps' heights.</param>
/// <param name="Over">The unknown that holds the jumps' places.</param>
/// <param name="Text">The description, if any.</param>
public sealed record ProfileSyntax(int Id, string Name, string Over, string? Text) : StatementSyntax(Id);

/// <summary><c>expect NAME = number +- tolerance [at NAME = value, ...] ["citation"]</c>.</summary>
/// <param name="Id">Ordinal of the node in its file.</param>
/// <param name="Name">The goal, output or unknown expected.</param>
/// <param name="Indices">Index of the unknown; empty where none.</param>
/// <param name="Value">The expected value, a constant.</param>
/// <param name="Tolerance">The absolute tolerance, a constant.</param>
/// <param name="At">The level and the givens it holds at.</param>
/// <param name="Citation">Where the value stands; null: our own.</param>
public sealed record ExpectSyntax(
    int Id, string Name, EquatableArray<ExpressionSyntax> Indices, ExpressionSyntax Value, ExpressionSyntax Tolerance, EquatableArray<SettingSyntax> At, string? Citation)
    : StatementSyntax(Id);

/// <summary><c>report "command" "key", ... [of NAME] [at NAME = value, ...] [over NAME, ...] [else "model"] [default]</c>.</summary>
/// <param name="Id">Ordinal of the node in its file.</param>
/// <param name="Command">The command in whose report the model stands.</param>
/// <param name="Keys">What of the command's choices it stands for.</param>
/// <param name="Quantity">The goal, output or given that is reported; null: the goal.</param>
/// <param name="At">The level, depth and givens it is reported at, constants.</param>
/// <param name="Over">The givens that take what the command varies; references.</param>
/// <param name="Otherwise">The model that stands in where this one has no value; null: none.</param>
/// <param name="IsDefault">Whether the command takes these keys, or this model, where it is not told.</param>
public sealed record ReportSyntax(
    int Id, string Command, EquatableArray<string> Keys, string? Quantity, EquatableArray<SettingSyntax> At, EquatableArray<ExpressionSyntax> Over, string? Otherwise, bool IsDefault)
    : StatementSyntax(Id);

/// <summary><c>NAME = value</c> or <c>NAME[i] = value</c> after <c>at</c>.</summary>
public sealed record SettingSyntax(int Id, string Name, EquatableArray<ExpressionSyntax> Indices, ExpressionSyntax Value) : SyntaxNode(Id);

/// <summary>An equation file, parsed.</summary>
/// <param name="Statements">The statements that could be read, in file order.</param>
public sealed record EquationFileSyntax(EquatableArray<StatementSyntax> Statements);

/// <summary>The outcome of parsing.</summary>
/// <param name="File">The tree, free of positions.</param>
/// <param name="Spans">The place of each node, by <see cref="SyntaxNode.Id"/>.</param>
/// <param name="Diagnostics">What was wrong, in file order.</param>
public sealed record ParseResult(EquationFileSyntax File, EquatableArray<SourceSpan> Spans, EquatableArray<Diagnostic> Diagnostics);
