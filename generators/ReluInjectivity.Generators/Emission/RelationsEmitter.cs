using System.Globalization;
using ReluInjectivity.Generators.Models;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Relations;

namespace ReluInjectivity.Generators.Emission;

/// <summary>Writes the class of the relations of one level: a description, a method for each relation, and one for all.</summary>
internal sealed class RelationsEmitter
{
    private const string Systems = Imports.Systems;

    private readonly IndentedWriter _writer;
    private readonly FileModel _file;
    private readonly EquationSystem _system;
    private readonly DerivedRelations _relations;
    private readonly Identifiers _identifiers = new();
    private readonly Dictionary<IndexedName, string> _names = [];
    private readonly ExpressionText _text;

    private RelationsEmitter(IndentedWriter writer, FileModel file, EquationSystem system, DerivedRelations relations)
    {
        _writer = writer;
        _file = file;
        _system = system;
        _relations = relations;
        _identifiers.Reserve(["Description", "Describe", "_description", "Evaluate", "x", "Equals", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString", "Finalize"]);
        foreach (IndexedName name in Arguments().Concat(relations.Relations.Select(r => r.Name)))
        {
            _names.Add(name, _identifiers.Of(Name.Declared(name)));
        }

        _text = new ExpressionText(CSharpTarget.Double, leaf => _identifiers.Of(((Local)leaf).Name));
    }

    /// <summary>Writes the class.</summary>
    public static void Write(
        IndentedWriter writer, string className, FileModel file, EquationSystem system, DerivedRelations relations, LevelPattern pattern) =>
        new RelationsEmitter(writer, file, system, relations).Write(className, pattern);

    private void Write(string className, LevelPattern pattern)
    {
        string level = SystemEmitter.Member(_system, ", {0} {2}");
        _writer.Line($"/// <summary>{Xml(_file.Model.Header.Title)}{level}: relations derived from the stationarity of {Xml(_relations.Objective)}.</summary>");
        _writer.Line(SystemEmitter.GeneratedCode);
        _writer.Open($"public sealed class {className} : {Systems}IRelations");
        WriteDescription(pattern);
        foreach (Relation relation in _relations.Failure is null ? _relations.Relations : [])
        {
            _writer.Line();
            WriteMethod(relation);
        }

        _writer.Line();
        WriteEvaluate();
        _writer.Close();
    }

    private void WriteDescription(LevelPattern pattern)
    {
        _writer.Line($"private {Systems}RelationsDescription? _description;");
        _writer.Line();
        _writer.Line("/// <inheritdoc/>");
        _writer.Line(DescriptionEmitter.Lazily("RelationsDescription"));
        _writer.Line();
        _writer.Open($"private static {Systems}RelationsDescription Describe() => new()");
        _writer.Line($"Model = {DescriptionEmitter.Quote(_system.Model)},");
        _writer.Line($"Title = {DescriptionEmitter.Quote(_file.Model.Header.Title)},");
        _writer.Line($"Sources = [{string.Join(", ", _file.Model.Sources.Select(DescriptionEmitter.Quote))}],");
        _writer.Line($"File = {DescriptionEmitter.Quote(_file.RelativePath)},");
        _writer.Line($"Indices = {DescriptionEmitter.Indices(_system)},");
        _writer.Line($"Objective = {DescriptionEmitter.Quote(_relations.Objective)},");
        _writer.Line($"Over = [{string.Join(", ", _relations.Over.Select(DescriptionEmitter.Quote))}],");
        _writer.Line($"Arguments = [{string.Join(", ", Arguments().Select(a => DescriptionEmitter.Quote(a.ToString())))}],");
        DescriptionEmitter.List(_writer, "Relations", _relations.Relations.Select(r =>
            $"new({DescriptionEmitter.UnknownInfo(Declared(r))}, {DescriptionEmitter.Quote(LatexPrinter.Name(r.Name))}, {DescriptionEmitter.Quote(ExprPrinter.Print(r.Formula))}, {DescriptionEmitter.Quote(LatexPrinter.Print(r.Formula))}, {DescriptionEmitter.Quote(ExprPrinter.Print(r.Explicit))}, {DescriptionEmitter.Quote(LatexPrinter.Print(r.Explicit))}, {DescriptionEmitter.Quote(r.Solution.Equation)})"));
        _writer.Line($"Failure = {DescriptionEmitter.Quote(_relations.Failure)},");
        DescriptionEmitter.List(_writer, "Pattern", pattern.Equations.Select(e => $"new({DescriptionEmitter.Quote(e.Text)}, {DescriptionEmitter.Quote(e.Latex)}, {DescriptionEmitter.Quote(e.Range)})"));
        _writer.Line($"PatternLevels = [{string.Join(", ", pattern.Levels.Select(Text))}],");
        _writer.Close(";");
    }

    private void WriteMethod(Relation relation)
    {
        IReadOnlyList<Relation> needed = [.. Needed(relation)];
        IndexedName[] arguments = [.. Arguments().Where(a => needed.Append(relation).Any(r => Mentions(r.Formula, a)))];
        _writer.Line($"/// <summary><c>{Xml(relation.Name + " = " + ExprPrinter.Print(relation.Explicit))}</c>, from {Xml(relation.Solution.Equation)}.</summary>");
        foreach (IndexedName argument in arguments)
        {
            string meaning = Meaning(argument) is { } text ? text + ", " : string.Empty;
            _writer.Line($"/// <param name=\"{_names[argument]}\">{Xml(meaning)}<c>{argument}</c>{Xml(Interval(argument))}.</param>");
        }

        _writer.Line($"/// <returns>{Xml(Meaning(relation.Name) is { } m ? m + ", " : string.Empty)}<c>{relation.Name}</c>.</returns>");
        _writer.Open($"public static double {_names[relation.Name]}({string.Join(", ", arguments.Select(a => "double " + _names[a]))})");
        WriteLocals(needed);
        _writer.Line($"return {Formula(relation)};");
        _writer.Close();
    }

    private void WriteEvaluate()
    {
        IReadOnlyList<IndexedName> arguments = [.. Arguments()];
        _writer.Line("/// <inheritdoc/>");
        _writer.Open("public double[] Evaluate(global::System.ReadOnlySpan<double> x)");
        if (_relations.Failure is not null)
        {
            _writer.Line("throw new global::System.InvalidOperationException(\"The relations could not be derived: \" + Description.Failure);");
            _writer.Close();
            return;
        }

        _writer.Open($"if (x.Length != {Text(arguments.Count)})");
        _writer.Line($"throw new global::System.ArgumentException(\"Give {Text(arguments.Count)} values: {string.Join(", ", arguments)}.\", nameof(x));");
        _writer.Close();
        _writer.Line();
        foreach (int i in Enumerable.Range(0, arguments.Count).Where(i => _relations.Relations.Any(r => Mentions(r.Formula, arguments[i]))))
        {
            _writer.Line($"double {_names[arguments[i]]} = x[{Text(i)}];");
        }

        WriteLocals(_relations.Relations);
        _writer.Line($"return [{string.Join(", ", _relations.Relations.Select(r => _names[r.Name]))}];");
        _writer.Close();
    }

    private void WriteLocals(IEnumerable<Relation> relations)
    {
        foreach (Relation relation in relations)
        {
            _writer.Line($"double {_names[relation.Name]} = {Formula(relation)};");
        }
    }

    private string Formula(Relation relation) => _text.Print(Translate.Whole(relation.Formula, static s => new Local(Name.Declared(s.Name))));

    /// <summary>The other unknowns, then the givens that some relation holds.</summary>
    private IEnumerable<IndexedName> Arguments() => _system.Unknowns.Select(u => u.Name).Concat(
        _system.Givens.Select(g => g.Name).Where(name => _relations.Relations.Any(r => Mentions(r.Formula, name))));

    /// <summary>The relations a relation uses, through others too, in their order.</summary>
    private IEnumerable<Relation> Needed(Relation relation)
    {
        var needed = new HashSet<IndexedName> { relation.Name };
        foreach (Relation before in _relations.Relations.Reverse().SkipWhile(r => !ReferenceEquals(r, relation)))
        {
            if (needed.Contains(before.Name))
            {
                needed.UnionWith(Traversal.Nodes(before.Formula).OfType<Symbol>().Select(s => s.Name));
            }
        }

        return _relations.Relations.TakeWhile(r => !ReferenceEquals(r, relation)).Where(r => needed.Contains(r.Name));
    }

    private static bool Mentions(Expr formula, IndexedName name) => Traversal.Nodes(formula).OfType<Symbol>().Any(s => s.Name == name);

    private string? Meaning(IndexedName name) => Declared(name.Stem)?.Text
        ?? _file.Model.Givens.Concat(_file.Model.Relations!.Givens).FirstOrDefault(g => string.Equals(g.Name, name.Stem, StringComparison.Ordinal))?.Text;

    private UnknownSyntax? Declared(string family) => _file.Model.Unknowns.FirstOrDefault(u => string.Equals(u.Name, family, StringComparison.Ordinal));

    private Unknown Declared(Relation relation) => _relations.Targets.First(t => t.Name == relation.Name);

    private string Interval(IndexedName argument) => Declared(argument.Stem)?.Interval is { } interval
        ? $" in ({SyntaxPrinter.Print(interval.Lower)}, {SyntaxPrinter.Print(interval.Upper)})"
        : string.Empty;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}

/// <summary>What the levels of a model share.</summary>
/// <param name="Equations">The equations; empty where they share none.</param>
/// <param name="Levels">The levels compared.</param>
internal sealed record LevelPattern(IReadOnlyList<PatternEquation> Equations, IReadOnlyList<int> Levels)
{
    /// <summary>No pattern.</summary>
    public static LevelPattern None { get; } = new([], []);
}
