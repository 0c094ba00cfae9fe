using System.Reflection;
using System.Runtime.Loader;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Compilation;

/// <summary>An equation file after compilation.</summary>
/// <param name="File">The file.</param>
/// <param name="Systems">Its systems; none where it has an error.</param>
/// <param name="Relations">Its relations.</param>
/// <param name="Problems">Errors and warnings, a text each, of lines that end in a line feed.</param>
public sealed record LoadedFile(EquationText File, IReadOnlyList<IEquationSystem> Systems, IReadOnlyList<IRelations> Relations, IReadOnlyList<string> Problems)
{
    /// <summary>Whether the file compiled.</summary>
    public bool IsCompiled => Systems.Count > 0;

    /// <summary>Loads an assembly, to be collected with its systems.</summary>
    internal static LoadedFile Of(EquationText file, CompiledFile compiled)
    {
        if (compiled.Assembly.Length == 0)
        {
            return new(file, [], [], compiled.Problems);
        }

        var context = new AssemblyLoadContext(file.Path, isCollectible: true);
        using MemoryStream bytes = new(compiled.Assembly, writable: false);
        Type catalog = context.LoadFromStream(bytes).GetType(Front.Namespace + ".Catalog", throwOnError: true)!;
        IReadOnlyList<IEquationSystem> systems = Property<IEquationSystem>(catalog, "Systems");
        EarlyCompilation.Start(systems);
        return new(file, systems, Property<IRelations>(catalog, "Relations"), compiled.Problems);
    }

    private static IReadOnlyList<T> Property<T>(Type catalog, string name) =>
        (IReadOnlyList<T>)catalog.GetProperty(name, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}

/// <summary>What the cache keeps.</summary>
/// <param name="Problems">Errors and warnings, a text each.</param>
/// <param name="Assembly">The assembly; empty where there is an error.</param>
internal sealed record CompiledFile(IReadOnlyList<string> Problems, byte[] Assembly);
