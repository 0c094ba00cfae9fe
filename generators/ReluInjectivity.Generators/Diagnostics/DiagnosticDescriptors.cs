using Microsoft.CodeAnalysis;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Generators.Diagnostics;

/// <summary>The diagnostics. Ids are never reused.</summary>
internal static class DiagnosticDescriptors
{
    /// <summary>RIJ001.</summary>
    public static readonly DiagnosticDescriptor Syntax = Error("RIJ001", "Syntax error", "'{0}': {1}");

    /// <summary>RIJ002.</summary>
    public static readonly DiagnosticDescriptor UnknownName = Error("RIJ002", "Unknown name", "Nothing is called '{0}': {1}");

    /// <summary>RIJ003.</summary>
    public static readonly DiagnosticDescriptor WrongArity = Error("RIJ003", "Wrong number of arguments or indices", "'{0}': {1}");

    /// <summary>RIJ004.</summary>
    public static readonly DiagnosticDescriptor IndexOutOfRange = Error("RIJ004", "Index out of range", "'{0}' does not exist: {1}");

    /// <summary>RIJ005.</summary>
    public static readonly DiagnosticDescriptor CyclicDefinition = Error("RIJ005", "Cyclic definition", "'{0}' depends on itself: {1}");

    /// <summary>RIJ006.</summary>
    public static readonly DiagnosticDescriptor Imbalance = Error("RIJ006", "Unknowns and equations do not balance", "'{0}': {1}");

    /// <summary>RIJ007.</summary>
    public static readonly DiagnosticDescriptor MissingElse = Error("RIJ007", "Missing else", "'{0}' has no 'else': {1}");

    /// <summary>RIJ008.</summary>
    public static readonly DiagnosticDescriptor ImpossibleOrdering = Error("RIJ008", "Interval or ordering cannot hold", "'{0}' cannot hold: {1}");

    /// <summary>RIJ009.</summary>
    public static readonly DiagnosticDescriptor GrowsTooFast = Error("RIJ009", "Expectation does not exist", "The expectation over '{0}' does not exist: {1}");

    /// <summary>RIJ010.</summary>
    public static readonly DiagnosticDescriptor DuplicateModel = Error("RIJ010", "Duplicate model", "The model '{0}' is declared twice: {1}");

    /// <summary>RIJ011.</summary>
    public static readonly DiagnosticDescriptor EmptyLevelRange = Error("RIJ011", "Empty level or depth range", "The range of '{0}' is empty: {1}");

    /// <summary>RIJ012.</summary>
    public static readonly DiagnosticDescriptor DuplicateName = Error("RIJ012", "Duplicate name", "'{0}': {1}");

    /// <summary>RIJ013.</summary>
    public static readonly DiagnosticDescriptor MissingStatement = Error("RIJ013", "Missing statement", "'{0}': {1}");

    /// <summary>RIJ014.</summary>
    public static readonly DiagnosticDescriptor UnsupportedExpectation = Error("RIJ014", "Unsupported expectation", "The expectation over '{0}' cannot be compiled: {1}");

    /// <summary>RIJ015.</summary>
    public static readonly DiagnosticDescriptor NotConstant = Error("RIJ015", "Not a constant", "'{0}': {1}");

    /// <summary>RIJ016.</summary>
    public static readonly DiagnosticDescriptor WrongUse = Error("RIJ016", "Wrong use of a name", "'{0}': {1}");

    /// <summary>RIJ017.</summary>
    public static readonly DiagnosticDescriptor Unused = Warning("RIJ017", "Unused definition or parameter", "'{0}' is never used: {1}");

    /// <summary>RIJ018.</summary>
    public static readonly DiagnosticDescriptor UnsupportedMaximum = Error("RIJ018", "Unsupported maximum", "The maximum over '{0}' has no closed form: {1}");

    /// <summary>RIJ019.</summary>
    public static readonly DiagnosticDescriptor UnsupportedDerivative = Error("RIJ019", "Unsupported derivative", "The derivative by '{0}' has no closed form: {1}");

    /// <summary>RIJ020.</summary>
    public static readonly DiagnosticDescriptor NoRelations = Warning("RIJ020", "Relations cannot be derived", "There are no relations for '{0}': {1}");

    /// <summary>RIJ021.</summary>
    public static readonly DiagnosticDescriptor TooLarge = Error("RIJ021", "Too large to compile", "{0} is too large to compile: {1}");

    /// <summary>RIJ022.</summary>
    public static readonly DiagnosticDescriptor CompilerFailure = Error("RIJ022", "The compiler of equations failed", "The compiler of equations failed at {0}: {1}");

    /// <summary>RIJ023.</summary>
    public static readonly DiagnosticDescriptor BadInclude = Error("RIJ023", "File cannot be included", "'{0}' cannot be included: {1}");

    /// <summary>RIJ024.</summary>
    public static readonly DiagnosticDescriptor Hidden = Warning("RIJ024", "A name hides another", "'{0}' hides another thing of its name: {1}");

    /// <summary>RIJ025.</summary>
    public static readonly DiagnosticDescriptor WithoutStart = Warning("RIJ025", "A stationary goal needs starts", "'{0}' has no start: {1}");

    /// <summary>RIJ026.</summary>
    public static readonly DiagnosticDescriptor Unbounded = Warning("RIJ026", "A goal has no bound", "'{0}' has no bound: {1}");

    private static readonly Dictionary<DiagnosticKind, DiagnosticDescriptor> ByKind = new()
    {
        [DiagnosticKind.Syntax] = Syntax,
        [DiagnosticKind.UnknownName] = UnknownName,
        [DiagnosticKind.WrongArity] = WrongArity,
        [DiagnosticKind.IndexOutOfRange] = IndexOutOfRange,
        [DiagnosticKind.CyclicDefinition] = CyclicDefinition,
        [DiagnosticKind.Imbalance] = Imbalance,
        [DiagnosticKind.MissingElse] = MissingElse,
        [DiagnosticKind.ImpossibleOrdering] = ImpossibleOrdering,
        [DiagnosticKind.GrowsTooFast] = GrowsTooFast,
        [DiagnosticKind.DuplicateModel] = DuplicateModel,
        [DiagnosticKind.EmptyLevelRange] = EmptyLevelRange,
        [DiagnosticKind.DuplicateName] = DuplicateName,
        [DiagnosticKind.MissingStatement] = MissingStatement,
        [DiagnosticKind.UnsupportedExpectation] = UnsupportedExpectation,
        [DiagnosticKind.NotConstant] = NotConstant,
        [DiagnosticKind.WrongUse] = WrongUse,
        [DiagnosticKind.Unused] = Unused,
        [DiagnosticKind.UnsupportedMaximum] = UnsupportedMaximum,
        [DiagnosticKind.UnsupportedDerivative] = UnsupportedDerivative,
        [DiagnosticKind.NoRelations] = NoRelations,
        [DiagnosticKind.TooLarge] = TooLarge,
        [DiagnosticKind.CompilerFailure] = CompilerFailure,
        [DiagnosticKind.BadInclude] = BadInclude,
        [DiagnosticKind.Hidden] = Hidden,
        [DiagnosticKind.WithoutStart] = WithoutStart,
        [DiagnosticKind.Unbounded] = Unbounded,
    };

    /// <summary>The descriptor of a kind of problem.</summary>
    public static DiagnosticDescriptor Of(DiagnosticKind kind) => ByKind[kind];

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "Equations", DiagnosticSeverity.Error, isEnabledByDefault: true);

    private static DiagnosticDescriptor Warning(string id, string title, string message) =>
        new(id, title, message, "Equations", DiagnosticSeverity.Warning, isEnabledByDefault: true);
}
