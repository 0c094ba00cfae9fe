using System.Globalization;
using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Kernels;

namespace ReluInjectivity.Generators.Emission;

/// <summary>What the kernels of one equation file have in common: functions, and loops over grids, each written once for all members of the family.</summary>
internal sealed class SharedCode
{
    private const string Numbers = Imports.Numbers;
    private const string Vector = "global::System.Runtime.Intrinsics.Vector256<double>";
    private const string FourNumbers = Numbers + "Lanes";
    private const string Arguments = "global::System.ReadOnlySpan<double> x";

    private readonly HashSet<BuiltInFunction> _functions = [];
    private readonly Dictionary<string, string> _loops = new(StringComparer.Ordinal);
    private readonly List<(string Name, LoopText Text)> _texts = [];

    /// <summary>Whether there is anything.</summary>
    public bool IsEmpty => _functions.Count == 0 && _loops.Count == 0;

    /// <summary>The method of a function, which is called as in the equation file.</summary>
    public string NameOf(BuiltInFunction function)
    {
        _functions.Add(function);
        return function.Name;
    }

    /// <summary>The method of a loop; loops that differ only in the variables they work on are one.</summary>
    public string NameOf(LoopText loop)
    {
        if (!_loops.TryGetValue(loop.Key, out string? name))
        {
            name = "Loop" + (_loops.Count + 1).ToString(CultureInfo.InvariantCulture);
            _loops.Add(loop.Key, name);
            _texts.Add((name, loop));
        }

        return name;
    }

    /// <summary>Writes the class.</summary>
    public void Write(IndentedWriter writer, string className)
    {
        writer.Open($"internal static class {className}");
        AddSlopesOfFour();
        foreach (BuiltInFunction function in _functions.OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            Write(writer, function);
        }

        foreach ((string name, LoopText loop) in _texts)
        {
            loop.Write(writer, name);
        }

        writer.Close();
    }

    /// <summary>Adds the functions that derivatives at four arguments consist of, and those that these need.</summary>
    private void AddSlopesOfFour()
    {
        for (var open = new Queue<BuiltInFunction>(_functions); open.Count > 0;)
        {
            BuiltInFunction function = open.Dequeue();
            if (function.CSharpVector is null)
            {
                continue;
            }

            var text = new ExpressionText(CSharpTarget.Generic(FourNumbers, Needed), static _ => string.Empty);
            for (int i = 0; i < function.Arity; i++)
            {
                text.Print(Slopes.Of(function, i));
            }

            string Needed(BuiltInFunction needed)
            {
                if (_functions.Add(needed))
                {
                    open.Enqueue(needed);
                }

                return needed.Name;
            }
        }
    }

    private static void Write(IndentedWriter writer, BuiltInFunction function)
    {
        string name = function.Name;
        string method = Imports.Short(function.CSharp);
        string[] parameters = [.. Enumerable.Range(0, function.Arity).Select(i => Text(Slopes.Argument(i)))];
        string Typed(string type) => string.Join(", ", parameters.Select(p => type + " " + p));
        bool isOfOne = function.Arity == 1;
        writer.Line($"/// <summary>{function.Summary}</summary>");
        writer.Line($"public static T {name}<T>({Typed("T")}) where T : struct, {Numbers}IReal<T> => T.Apply<Of_{name}>({string.Join(", ", parameters)});");
        writer.Line($"public static double {name}({Typed("double")}) => {method}({string.Join(", ", parameters)});");
        writer.Line();
        writer.Open($"private readonly struct Of_{name} : {Numbers}{(isOfOne ? "IFunction" : "IFunctionOfSeveral")}");
        string Leaf(KernelExpr leaf) => leaf is Local { Name: var local } && !local.Equals(Slopes.Value) && !isOfOne ? $"x[{Text(local.Number)}]" : Text(((Local)leaf).Name);
        string[] SlopesIn(Target target) => [.. parameters.Select((_, i) => new ExpressionText(target, Leaf).Print(Slopes.Of(function, i)))];
        string Chosen(string[] slopes) => $"argument switch {{ {string.Join(", ", slopes.Select((s, i) => $"{(i == slopes.Length - 1 ? "_" : Text(i))} => {s}"))} }}";
        string[] slopes = SlopesIn(CSharpTarget.Double);
        if (isOfOne)
        {
            writer.Line($"public static double Value(double x0) => {method}(x0);");
            writer.Line($"public static double Slope(double x0, double value) => {slopes[0]};");
        }
        else
        {
            writer.Line($"public static double Value({Arguments}) => {method}({string.Join(", ", parameters.Select((_, i) => $"x[{Text(i)}]"))});");
            writer.Line($"public static double Slope({Arguments}, double value, int argument) => {Chosen(slopes)};");
        }

        if (function.CSharpVector is { } vector)
        {
            vector = Imports.Short(vector);
            slopes = SlopesIn(CSharpTarget.Generic(FourNumbers, static f => f.Name));
            writer.Line("public static bool HasValues => true;");
            if (isOfOne)
            {
                writer.Line($"public static {Vector} Values({Vector} x) => {vector}(x);");
                writer.Line($"public static {FourNumbers} Slope({FourNumbers} x0, {FourNumbers} value) => {slopes[0]};");
            }
            else
            {
                writer.Line($"public static {Vector} Values(global::System.ReadOnlySpan<{Vector}> x) => {vector}({string.Join(", ", parameters.Select((_, i) => $"x[{Text(i)}]"))});");
                writer.Line($"public static {FourNumbers} Slope(global::System.ReadOnlySpan<{FourNumbers}> x, {FourNumbers} value, int argument) => {Chosen(slopes)};");
            }
        }

        writer.Close();
        writer.Line();
    }

    private static string Text(Name name) => name.ToFlatString();

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;
}
