using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace ReluInjectivity.Symbolics.Functions;

/// <summary>
/// The built-in functions, found by reflection: every static property of type <see cref="BuiltInFunction"/> of the classes of this
/// namespace. To write one is to register it.
/// </summary>
public static class Registry
{
    private const string Kept = "A program that is compiled ahead keeps this assembly as a whole.";

    /// <summary>All of them, in the ordinal order of their names.</summary>
    public static IReadOnlyList<BuiltInFunction> All { get; } = Declared();

    /// <summary>Those that equation files may use.</summary>
    public static IReadOnlyList<BuiltInFunction> Writable { get; } = [.. All.Where(static f => f.IsWritable)];

    /// <summary>The function that equation files call by a name, or null.</summary>
    public static BuiltInFunction? Find(string name) => Writable.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.Ordinal));

    /// <summary>The C99 definitions of functions that <c>math.h</c> lacks and of what they call, each once, before its use.</summary>
    public static string CSource(IEnumerable<BuiltInFunction> functions)
    {
        var ordered = new List<BuiltInFunction>();

        void Require(BuiltInFunction function)
        {
            if (function.CSource is not null && !ordered.Contains(function))
            {
                foreach (string name in function.CPrerequisites)
                {
                    Require(All.First(f => string.Equals(f.Name, name, StringComparison.Ordinal)));
                }

                ordered.Add(function);
            }
        }

        foreach (BuiltInFunction function in functions)
        {
            Require(function);
        }

        return string.Join("\n", ordered.Select(static f => f.CSource + "\n"));
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Kept)]
    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = Kept)]
    private static IReadOnlyList<BuiltInFunction> Declared() =>
    [
        .. typeof(Registry).Assembly.GetTypes()
            .Where(static t => t.IsAbstract && t.IsSealed && string.Equals(t.Namespace, typeof(Registry).Namespace, StringComparison.Ordinal))
            .SelectMany(static t => t.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(static p => p.PropertyType == typeof(BuiltInFunction))
            .Select(static p => (BuiltInFunction)p.GetValue(null))
            .OrderBy(static f => f.Name, StringComparer.Ordinal),
    ];
}
