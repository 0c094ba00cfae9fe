using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Relations;

namespace ReluInjectivity.Symbolics.Lowering;

/// <summary>A model at one level, every index unrolled: the definitions and all goals that share them.</summary>
public sealed class EquationSystem
{
    /// <summary>The factory its expressions live in.</summary>
    public ExprFactory Factory { get; init; } = new();

    /// <summary>The model's name.</summary>
    public string Model { get; set; } = string.Empty;

    /// <summary>The level; null for a model without levels.</summary>
    public int? Level { get; set; }

    /// <summary>The depth; null for a model without.</summary>
    public int? Depth { get; set; }

    /// <summary>The goals; at least one.</summary>
    public List<SystemGoal> Goals { get; } = [];

    /// <summary>The unknowns, indexed ones in index order.</summary>
    public List<Unknown> Unknowns { get; } = [];

    /// <summary>The parameters of every goal.</summary>
    public List<Given> Givens { get; } = [];

    /// <summary>The quantities reported beside the goal.</summary>
    public List<Output> Outputs { get; } = [];

    /// <summary>The outcomes without a value.</summary>
    public List<Outcome> Outcomes { get; } = [];

    /// <summary>The definitions in use, in an order where each comes after what it uses.</summary>
    public List<Definition> Definitions { get; } = [];

    /// <summary>The syntax nodes of the derivatives taken, for messages.</summary>
    public Dictionary<Expr, int> Derivatives { get; } = [];

    /// <summary>The relations that stand in the place of unknowns; null where the file asks for none.</summary>
    public DerivedRelations? Relations { get; set; }

    /// <summary>The syntax node of the expectation that binds a variable, for messages.</summary>
    public Dictionary<Symbol, int> BoundVariables { get; } = [];
}

/// <summary>One system of a family.</summary>
/// <param name="Level">The level; null for a model without levels.</param>
/// <param name="Depth">The depth; null for a model without.</param>
public readonly record struct FamilyMember(int? Level, int? Depth);

/// <summary>One goal of a system.</summary>
public sealed class SystemGoal
{
    /// <summary>What is asked for.</summary>
    public GoalKind Kind { get; set; }

    /// <summary>The name of the quantity reported.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>The quantity reported; for an extremum also what is made stationary.</summary>
    public Expr Value { get; set; } = null!;

    /// <summary>The residuals to be brought to zero, for <see cref="GoalKind.Solve"/>.</summary>
    public List<Residual> Residuals { get; } = [];

    /// <summary>The parameters of this goal alone.</summary>
    public List<Given> Givens { get; } = [];
}

/// <summary>An unknown.</summary>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Name">Its name as the language writes it, such as <c>q[1]</c>.</param>
/// <param name="Family">The declared name, such as <c>q</c>.</param>
/// <param name="Index">The index; null for a scalar.</param>
/// <param name="Lower">The lower end of its interval; null: unbounded.</param>
/// <param name="Upper">The upper end; null: unbounded.</param>
/// <param name="Ordering">The order it stands in with its family.</param>
/// <param name="Text">The description.</param>
/// <param name="Start">Where a search may start; null: anywhere.</param>
public sealed record Unknown(
    Symbol Symbol, string Name, string Family, int? Index, Expr? Lower, Expr? Upper, Ordering Ordering, string? Text, double? Start);

/// <summary>Where its margin is not negative there is no value.</summary>
/// <param name="Text">What the reader is told.</param>
/// <param name="Margin">How far the condition is from failing.</param>
public sealed record Outcome(string Text, Expr Margin);

/// <summary>A parameter.</summary>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Name">Its name.</param>
/// <param name="Default">Its default value.</param>
/// <param name="Lower">The lower end of its interval, or minus infinity.</param>
/// <param name="Upper">The upper end of its interval, or infinity.</param>
/// <param name="Text">The description.</param>
public sealed record Given(Symbol Symbol, string Name, double Default, double Lower, double Upper, string? Text);

/// <summary>An equation, as the expression that must vanish.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Left">The left side.</param>
/// <param name="Right">The right side.</param>
/// <param name="Expression">Left minus right.</param>
public sealed record Residual(string Label, Expr Left, Expr Right, Expr Expression);

/// <summary>An output.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Expression">Its value.</param>
/// <param name="Text">The description.</param>
public sealed record Output(string Name, Expr Expression, string? Text);

/// <summary>A definition at fixed indices.</summary>
/// <param name="Name">Its name as the language writes it, such as <c>lambda[1]</c>.</param>
/// <param name="Function">The function defined; null for a quantity.</param>
/// <param name="Value">The quantity's value, or the function's body.</param>
/// <param name="Statement">The statement it comes from.</param>
/// <param name="Written">The equation as its reader knows it.</param>
public sealed record Definition(string Name, DefinedFunction? Function, Expr Value, StatementSyntax Statement, string Written)
{
    /// <summary>A definition that stands in the file.</summary>
    public Definition(string name, DefinedFunction? function, Expr value, LetSyntax statement)
        : this(name, function, value, statement, SyntaxPrinter.Print(statement))
    {
    }
}
