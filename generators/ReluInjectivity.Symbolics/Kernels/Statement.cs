using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>A step of a method.</summary>
public abstract record Statement
{
    private protected Statement()
    {
    }
}

/// <summary>Statements that belong together.</summary>
/// <param name="Title">What they do; null where that needs no words.</param>
/// <param name="Body">The statements.</param>
/// <param name="Equations">The equations of the functions that they work out, as their reader knows them.</param>
public sealed record Section(string? Title, EquatableArray<Statement> Body, EquatableArray<string> Equations = default) : Statement;

/// <summary>A body for every node of one stretch of a grid, in any order.</summary>
/// <param name="Domain">The stretch.</param>
/// <param name="Totals">The locals or fields that begin at 0, and that the body adds to.</param>
/// <param name="Body">The body; it reads no other local than its own but what the method has declared.</param>
public sealed record GridLoop(Domain Domain, EquatableArray<Place> Totals, EquatableArray<Statement> Body) : Statement;

/// <summary>What gives something its value.</summary>
/// <param name="Value">The value.</param>
/// <param name="Written">The equation as its reader knows it; null for what the equation file does not name.</param>
public abstract record Assignment(KernelExpr Value, string? Written) : Statement;

/// <summary>A new local.</summary>
/// <param name="Local">The local, which keeps its value.</param>
/// <param name="Keep">The element of an array where its value goes too; null: nowhere.</param>
/// <param name="Value">Its value.</param>
/// <param name="Written">The equation as its reader knows it; null for what the equation file does not name.</param>
public sealed record Declare(Local Local, Element? Keep, KernelExpr Value, string? Written = null) : Assignment(Value, Written);

/// <summary>A value put somewhere.</summary>
/// <param name="Target">Where.</param>
/// <param name="Value">The value.</param>
/// <param name="Written">The equation as its reader knows it; null for what the equation file does not name.</param>
public sealed record Assign(Place Target, KernelExpr Value, string? Written = null) : Assignment(Value, Written);

/// <summary>A value added to a total.</summary>
/// <param name="Total">One of the totals of the loop around.</param>
/// <param name="Value">What is added.</param>
public sealed record Accumulate(Place Total, KernelExpr Value) : Statement;

/// <summary>The end of a method without a name to report.</summary>
public sealed record Return : Statement;

/// <summary>An end of the method with a name, unless a value is finite.</summary>
/// <param name="Value">The value.</param>
/// <param name="Reported">The name.</param>
public sealed record RequireFinite(KernelExpr Value, string Reported) : Statement;

/// <summary>An end of the method with a name, unless an array is finite on a stretch.</summary>
/// <param name="Array">The array.</param>
/// <param name="Domain">The stretch.</param>
/// <param name="Reported">The name.</param>
public sealed record RequireFiniteArray(Name Array, Domain Domain, string Reported) : Statement;
