using Microsoft.CodeAnalysis.CSharp;
using ReluInjectivity.Generators.Models;
using ReluInjectivity.Symbolics.Kernels;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Generators.Emission;

/// <summary>
/// Writes what a generated class offers to those who use it from C#: <c>Solve</c> with the givens as optional parameters, and <c>Solution</c> with a property for
/// the goal, each unknown (each indexed one by its index) and each output. Both are called as in the equation file.
/// </summary>
internal static class FaceEmitter
{
    private const string Solving = Imports.Solving;

    private const string Json = "global::System.Text.Json.Serialization.JsonNumberHandling";

    /// <summary>What else the parameters of <c>Solve</c> are called.</summary>
    private static readonly string[] Parameters = ["options", "cancellation"];

    /// <summary>What else the members of <c>Solution</c> are called, those that every class has included.</summary>
    private static readonly string[] Inherited =
        ["Solution", "Result", "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "ReferenceEquals", "Finalize"];

    /// <summary>Whether a class cannot be called so for the sake of its members.</summary>
    public static bool IsMember(string name) => name is "Solve" or "Solution";

    /// <summary>Writes the members of a goal's class.</summary>
    public static void Write(IndentedWriter writer, FileModel file, EquationSystem system, SystemGoal goal, string className)
    {
        var identifiers = new Identifiers();
        identifiers.Reserve(Parameters);
        Given[] givens = [.. system.Givens.Concat(goal.Givens)];
        string[] names = [.. givens.Select(g => identifiers.Of(Name.Declared(g.Name)))];
        string parameters = string.Concat(givens.Zip(names, (g, name) => $"double {name} = {CSharpTarget.Literal(g.Default)}, "));
        writer.Line();
        writer.Line("/// <summary>Solves it; see <see cref=\"" + Solving + "FamilySolver\"/>, also on threads and cancellation.</summary>");
        writer.Line($"public static Solution Solve({parameters}{Solving}SolveOptions? options = null, global::System.Threading.CancellationToken cancellation = default) =>");
        writer.Line($"    new({Solving}FamilySolver.SolveSystem<{className}>(global::{file.Namespace}.Catalog.Systems, [{string.Join(", ", names)}], options, cancellation));");
        WriteSolution(writer, system, goal);
    }

    private static void WriteSolution(IndentedWriter writer, EquationSystem system, SystemGoal goal)
    {
        writer.Line();
        writer.Line("/// <summary>A result by the names of the equation file.</summary>");
        writer.Line($"[{Json}({Json}.AllowNamedFloatingPointLiterals)]");
        writer.Open($"public sealed class Solution({Solving}SolveResult result) : {Solving}NamedResult(result)");
        var identifiers = new Identifiers();
        identifiers.Reserve(Inherited);
        var written = new HashSet<string>(StringComparer.Ordinal);
        Property(goal.Name, "double", "Result.Value", null);
        for (int i = 0; i < system.Unknowns.Count; i++)
        {
            Unknown unknown = system.Unknowns[i];
            if (unknown.Name.Index is null)
            {
                Property(unknown.Name.Stem, "double", $"Result.Unknowns[{i}]", unknown.Text);
            }
            else
            {
                (string key, string method) = unknown.Name.Indices.Count == 1 ? ("int", "Indexed") : ("string", "Members");
                Property(
                    unknown.Name.Stem, $"global::System.Collections.Generic.IReadOnlyDictionary<{key}, double>",
                    $"Result.{method}({SymbolDisplay.FormatLiteral(unknown.Name.Stem, quote: true)})", unknown.Text);
            }
        }

        for (int i = 0; i < system.Outputs.Count; i++)
        {
            Property(system.Outputs[i].Name, "double", $"Result.Outputs[{i}]", system.Outputs[i].Text);
        }

        writer.Close();

        void Property(string name, string type, string value, string? text)
        {
            if (written.Add(name))
            {
                writer.Line($"/// <summary>{SystemEmitter.Escape(text ?? name)}.</summary>");
                writer.Line($"public {type} {identifiers.Of(Name.Declared(name))} => {value};");
            }
        }
    }
}
