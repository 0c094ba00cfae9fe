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
public sealed record Section(string? Title, EquatableArray<Statement> Body) : Statement;

/// <summary>A body for every node of one stretch of a grid, in order.</summary>
/// <param name="Domain">The stretch.</param>
/// <param name="Body">The body.</param>
public sealed record GridLoop(Domain Domain, EquatableArray<Statement> Body) : Statement;

/// <summary>What gives something its value.</summary>
/// <param name="Value">The value.</param>
/// <param name="Written">The equation as its reader knows it; null for what the equation file does not name.</param>
public abstract record Assignment(KernelExpr Value, string? Written) : Statement;

/// <summary>A new local.</summary>
/// <param name="Local">The local, which keeps its value unless an <see cref="Accumulate"/> or an <see cref="Assign"/> changes it.</param>
/// <param name="Keep">Where else its value goes: a field, or an element of an array; null: nowhere.</param>
/// <param name="Value">Its value.</param>
/// <param name="Written">The equation as its reader knows it; null for what the equation file does not name.</param>
public sealed record Declare(Local Local, Place? Keep, KernelExpr Value, string? Written = null) : Assignment(Value, Written);

/// <summary>A local that refers to an array which lasts from one method to the next.</summary>
/// <param name="Array">The array, and the local.</param>
public sealed record DeclareArray(Name Array) : Statement;

/// <summary>A value put somewhere.</summary>
/// <param name="Target">Where.</param>
/// <param name="Value">The value.</param>
/// <param name="Written">The equation as its reader knows it; null for what the equation file does not name.</param>
public sealed record Assign(Place Target, KernelExpr Value, string? Written = null) : Assignment(Value, Written);

/// <summary>A value added to a local.</summary>
/// <param name="Total">The local.</param>
/// <param name="Value">What is added.</param>
public sealed record Accumulate(Local Total, KernelExpr Value) : Statement;

/// <summary>A statement for each goal, of which the caller has chosen one.</summary>
/// <param name="Cases">One for each goal, in order.</param>
public sealed record SwitchGoal(EquatableArray<GoalCase> Cases) : Statement;

/// <summary>What one goal asks for.</summary>
/// <param name="Goal">Its name.</param>
/// <param name="Body">The statements.</param>
public sealed record GoalCase(string Goal, EquatableArray<Statement> Body);

/// <summary>The end of a method.</summary>
/// <param name="Value">What the caller gets; null: nothing.</param>
public sealed record Return(KernelExpr? Value) : Statement;

/// <summary>An array made at least as long as a grid.</summary>
/// <param name="Array">The array.</param>
/// <param name="Grid">The grid.</param>
public sealed record Reserve(Name Array, int Grid) : Statement;

/// <summary>An end of the method with a name, unless a field is finite.</summary>
/// <param name="Field">The field.</param>
/// <param name="Reported">The name.</param>
public sealed record RequireFinite(Field Field, string Reported) : Statement;

/// <summary>An end of the method with a name, unless an array is finite on a stretch.</summary>
/// <param name="Array">The array.</param>
/// <param name="Domain">The stretch.</param>
/// <param name="Reported">The name.</param>
public sealed record RequireFiniteArray(Name Array, Domain Domain, string Reported) : Statement;
