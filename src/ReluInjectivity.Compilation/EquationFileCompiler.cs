using System.Runtime.CompilerServices;
using ReluInjectivity.Generators.Models;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.Symbolics;
using ReluInjectivity.Symbolics.Unrolling;
using FamilyIndex = ReluInjectivity.Runtime.Systems.FamilyIndex;

namespace ReluInjectivity.Compilation;

/// <summary>Compiles equation files to systems, by way of the cache.</summary>
public static class EquationFileCompiler
{
    /// <summary>The systems of a file. What is wrong with its equations is in <see cref="LoadedFile.Problems"/>.</summary>
    /// <param name="file">The file.</param>
    /// <param name="bounds">The members to compile.</param>
    /// <param name="cacheFolder">Where assemblies are kept; null for nowhere. See <see cref="AssemblyCache"/>.</param>
    /// <param name="cancellation">Stops at once; what is under way in the C# compiler is abandoned.</param>
    /// <exception cref="OperationCanceledException">The token says so.</exception>
    /// <exception cref="InvalidOperationException">The generated code does not compile: a fault of the generator.</exception>
    /// <exception cref="NotSupportedException">The process loads no code, being compiled ahead as a whole.</exception>
    public static LoadedFile Load(EquationText file, MemberBounds bounds, string? cacheFolder, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(bounds);
        if (!RuntimeFeature.IsDynamicCodeSupported)
        {
            throw new NotSupportedException("this program is native and loads no code, so it takes no equation files of others; the one that runs on .NET does");
        }

        var cache = AssemblyCache.In(cacheFolder);
        string key = AssemblyCache.Key(file, bounds);
        if (cache?.Find(key) is { } kept)
        {
            return LoadedFile.Of(file, kept);
        }

        CompiledFile compiled = Task.Run(() => Compile(file, bounds, cancellation), cancellation).WaitAsync(cancellation).GetAwaiter().GetResult();
        if (compiled.Assembly.Length > 0)
        {
            cache?.Keep(key, compiled);
        }

        return LoadedFile.Of(file, compiled);
    }

    /// <summary>The generated C#: names of files and their texts; none where there is an error, and the problems, a text each.</summary>
    /// <exception cref="OperationCanceledException">The token says so.</exception>
    public static (IReadOnlyList<KeyValuePair<string, string>> Sources, IReadOnlyList<string> Problems) Emit(EquationText file, MemberBounds bounds, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(bounds);
        (IReadOnlyList<GeneratedSource> sources, IReadOnlyList<string> problems) = Front.Generate(file, bounds, cancellation);
        return ([.. sources.Select(s => new KeyValuePair<string, string>(s.HintName, s.Text))], problems);
    }

    /// <summary>Value and gradient as C11: names of files and their texts; none where there is an error, and the problems, a text each.</summary>
    /// <param name="file">The file.</param>
    /// <param name="choose">Given the places of the members of the family, those to emit.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="OperationCanceledException">The token says so.</exception>
    public static (IReadOnlyList<KeyValuePair<string, string>> Sources, IReadOnlyList<string> Problems) EmitC(
        EquationText file, Func<IReadOnlyList<IReadOnlyList<FamilyIndex>>, IReadOnlyList<IReadOnlyList<FamilyIndex>>> choose, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(choose);
        IReadOnlyList<FamilyMember> Chosen(IReadOnlyList<FamilyMember> members)
        {
            IReadOnlyList<FamilyIndex>[] places = [.. members.Select(m => m.Indices.Select(i => new FamilyIndex((FamilyIndexKind)i.Kind, i.Name, i.Value)).ToArray())];
            IReadOnlyList<IReadOnlyList<FamilyIndex>> chosen = choose(places);
            return [.. members.Where((_, i) => chosen.Contains(places[i]))];
        }

        (IReadOnlyList<GeneratedSource> sources, IReadOnlyList<string> problems) = Front.GenerateC(file, Chosen, cancellation);
        return ([.. sources.Select(s => new KeyValuePair<string, string>(s.HintName, s.Text))], problems);
    }

    /// <summary>Parses and binds a file with what it includes.</summary>
    /// <exception cref="OperationCanceledException">The token says so.</exception>
    public static FrontResult Read(EquationText file, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Front.Read(file, new(StringComparer.Ordinal), cancellation);
    }

    private static CompiledFile Compile(EquationText file, MemberBounds bounds, CancellationToken cancellation)
    {
        (IReadOnlyList<GeneratedSource> sources, IReadOnlyList<string> problems) = Front.Generate(file, bounds, cancellation);
        return new(problems, sources.Count == 0 ? [] : BackEnd.Compile(sources, cancellation));
    }
}
