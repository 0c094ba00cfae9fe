namespace ReluInjectivity.Symbolics.Language;

/// <summary>Something wrong in an equation file.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Node">The <see cref="SyntaxNode.Id"/> of the node concerned; -1 where <paramref name="Span"/> says it.</param>
/// <param name="Span">The place, where there is no node (a lexical or syntactic error); otherwise null.</param>
/// <param name="Subject">The name or text concerned.</param>
/// <param name="Hint">What would be right.</param>
public sealed record Diagnostic(DiagnosticKind Kind, int Node, SourceSpan? Span, string Subject, string Hint);

/// <summary>The kinds of problem. The number is the diagnostic's: <c>RIJ001</c> is 1. Numbers are never reused.</summary>
public enum DiagnosticKind
{
    /// <summary>The text does not follow the grammar.</summary>
    Syntax = 1,

    /// <summary>A name is used that nothing declares.</summary>
    UnknownName = 2,

    /// <summary>A function has another number of arguments, or a name another number of indices.</summary>
    WrongArity = 3,

    /// <summary>An index lies outside the range the name is defined for, or is no integer.</summary>
    IndexOutOfRange = 4,

    /// <summary>A definition depends on itself.</summary>
    CyclicDefinition = 5,

    /// <summary>There are more or fewer equations than unknowns.</summary>
    Imbalance = 6,

    /// <summary>A piecewise expression has no <c>else</c>.</summary>
    MissingElse = 7,

    /// <summary>An interval is empty, or a fixed value breaks the declared order.</summary>
    ImpossibleOrdering = 8,

    /// <summary>An expectation does not exist, or cannot be shown to.</summary>
    GrowsTooFast = 9,

    /// <summary>Two files declare one model name.</summary>
    DuplicateModel = 10,

    /// <summary>The level range is empty.</summary>
    EmptyLevelRange = 11,

    /// <summary>A name is declared twice, or is a built-in's.</summary>
    DuplicateName = 12,

    /// <summary>A required statement is missing.</summary>
    MissingStatement = 13,

    /// <summary>An expectation has a shape that is not supported.</summary>
    UnsupportedExpectation = 14,

    /// <summary>A constant was needed.</summary>
    NotConstant = 15,

    /// <summary>A name is used as what it is not: a function without arguments, a quantity with.</summary>
    WrongUse = 16,

    /// <summary>A definition, a parameter, a variable, a branch or a range is of no effect: a warning.</summary>
    Unused = 17,

    /// <summary>An inner maximum has no closed form.</summary>
    UnsupportedMaximum = 18,

    /// <summary>A derivative of something that only quadrature can evaluate.</summary>
    UnsupportedDerivative = 19,

    /// <summary>The relations asked for cannot be derived; the level's goals that need them are left out: a warning.</summary>
    NoRelations = 20,

    /// <summary>A system is too large to compile.</summary>
    TooLarge = 21,

    /// <summary>The compiler failed.</summary>
    CompilerFailure = 22,

    /// <summary>A file cannot be included, or holds what an included file cannot.</summary>
    BadInclude = 23,

    /// <summary>A variable or an index hides another thing of its name: a warning.</summary>
    Hidden = 24,

    /// <summary>A goal is stationary in unknowns without a start: a warning.</summary>
    WithoutStart = 25,

    /// <summary>A goal has no bound in the direction it is asked to go: a warning.</summary>
    Unbounded = 26,
}

/// <summary>How grave the kinds of problem are.</summary>
public static class DiagnosticSeverities
{
    /// <summary>Whether a file with such a problem has no meaning. One that only warns is compiled as if nothing were wrong.</summary>
    public static bool IsError(this DiagnosticKind kind) => kind is not (DiagnosticKind.Unused or DiagnosticKind.NoRelations or DiagnosticKind.Hidden or DiagnosticKind.WithoutStart or DiagnosticKind.Unbounded);
}
