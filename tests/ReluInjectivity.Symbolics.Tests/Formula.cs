using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Integration;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Relations;
using ReluInjectivity.Symbolics.Unrolling;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Symbolics.Tests;

/// <summary>Expressions and systems from text in the equation language.</summary>
internal sealed class Formula
{
    private Formula(EquationSystem system) => System = system;

    public EquationSystem System { get; }

    public ExprFactory Factory => System.Factory;

    /// <summary>What intervals and orders say.</summary>
    public Facts Facts => System.Facts;

    /// <summary>The quantity of the first goal.</summary>
    public Expr Value => System.Goals[0].Value;

    /// <summary>The expression, where <see cref="Of"/> was used.</summary>
    public Expr Expression => System.Outputs[0].Expression;

    public Symbol this[string name] => System.Givens.Select(g => g.Symbol).Concat(System.Unknowns.Select(u => u.Symbol))
        .Single(s => string.Equals(s.Name.ToString(), name, StringComparison.Ordinal));

    /// <summary>An expression over givens, declared as in <c>"x in (0, inf); y"</c>, with the definitions it uses.</summary>
    public static Formula Of(string expression, string givens = "", string definitions = "") => new(SystemOf(
        "model m \"m\"\nunknown t_\nstationary goal_ = t_^2\noutput result_ = " + expression + "\n" + definitions + "\n"
        + string.Concat(givens.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Declared))));

    /// <summary>A whole file at a level or depth.</summary>
    public static Formula File(string text, int? level = null, int? depth = null) => new(SystemOf(text, level, depth));

    /// <summary>One of the repository's files at a level or depth.</summary>
    public static Formula Repository(string name, int? level = null, int? depth = null) =>
        File(Language.EquationFiles.All.Single(f => string.Equals(f.Name, name, StringComparison.Ordinal)).Text, level, depth);

    /// <summary>The same with closed forms.</summary>
    public Formula Integrated()
    {
        IntegrateResult result = Integrate.Run(System);
        AssertNone(result.Diagnostics, string.Empty);
        return new(result.System!);
    }

    /// <summary>The value of a defined quantity or the body of a defined function.</summary>
    public Expr Definition(string name) => System.Definitions.Single(d => string.Equals(d.Name.ToString(), name, StringComparison.Ordinal)).Value;

    /// <summary>A defined function.</summary>
    public DefinedFunction Function(string name) => System.Definitions.Single(d => string.Equals(d.Name.ToString(), name, StringComparison.Ordinal)).Function!;

    /// <summary>A point, by name.</summary>
    public Dictionary<Symbol, double> At(params IEnumerable<(string Name, double Value)> values) => values.ToDictionary(v => this[v.Name], v => v.Value);

    private static string Declared(string given)
    {
        string name = given.Split(' ')[0];
        string interval = given[name.Length..];
        return "given " + name + " = " + (interval.Contains("(0, 1)", StringComparison.Ordinal) ? "0.5" : interval.Contains(", 0)", StringComparison.Ordinal) ? "-1" : "1") + interval + "\n";
    }

    private static EquationSystem SystemOf(string text, int? level = null, int? depth = null)
    {
        FrontResult front = Compiler.Read(text);
        AssertNone(front.Diagnostics, text);
        UnrollResult flat = Unroll.Run(new(front.Model!, MemberOf.Model(front.Model!, level, depth)));
        AssertNone(flat.Diagnostics, text);
        LowerResult lowered = Lower.Run(flat.Model!);
        AssertNone(lowered.Diagnostics, text);
        RelateResult related = Relate.Run(lowered.System!);
        AssertNone(related.Diagnostics, text);
        return related.System!;
    }

    private static void AssertNone(EquatableArray<Diagnostic> diagnostics, string text) => Assert.False(diagnostics.Any(d => d.Kind.IsError()), string.Join('\n', diagnostics) + "\n" + text);
}
