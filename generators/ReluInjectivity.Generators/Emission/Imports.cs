namespace ReluInjectivity.Generators.Emission;

/// <summary>
/// Short names for the namespaces that emitted code uses. Each is an alias of a file, written with two colons, which looks nowhere else: a type or
/// namespace of the project that is called the same does not matter.
/// </summary>
internal static class Imports
{
    public const string Numbers = "Numbers::";
    public const string Quadrature = "Quadrature::";
    public const string Solving = "Solving::";
    public const string Systems = "Systems::";

    private const string Runtime = "global::ReluInjectivity.Runtime.";
    private const string SpecialFunctions = "SpecialFunctions";

    private static readonly string[] All = ["Numbers", "Quadrature", "Solving", SpecialFunctions, "Systems"];

    /// <summary>The lines that declare those in use.</summary>
    /// <param name="code">What uses them.</param>
    public static IEnumerable<string> Of(string code) => All.Where(n => code.Contains(n + "::")).Select(n => $"using {n} = {Runtime}{n};");

    /// <summary>The name of a special function's method.</summary>
    public static string Short(string method) => method.Replace(Runtime + SpecialFunctions + ".", SpecialFunctions + "::");
}
