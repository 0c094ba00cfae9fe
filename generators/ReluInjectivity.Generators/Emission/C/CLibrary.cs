using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Kernels;

namespace ReluInjectivity.Generators.Emission.C;

/// <summary>The C that is the same for every model: grids, convolutions, routines, and a program around an evaluation.</summary>
internal static class CLibrary
{
    /// <summary>The headers that all of it takes.</summary>
    public const string Includes = "#include <math.h>\n#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n\n";

    /// <summary>What kernels rest on.</summary>
    public static string Kernels => Read("grids.c") + "\n" + Read("convolutions.c") + "\n" + Read("routines.c");

    /// <summary>What a header declares; <c>@</c> stands for the model.</summary>
    public static string Header => Read("header.h");

    /// <summary>The evaluation and the program; <c>@</c> stands for the model.</summary>
    public static string Evaluation => Read("evaluate.c");

    /// <summary>The functions that kernels apply and <c>math.h</c> lacks.</summary>
    public static string Functions(IEnumerable<Kernel> kernels)
    {
        var found = new HashSet<BuiltInFunction>();
        foreach (KernelExpr expression in kernels.SelectMany(k => k.Methods).SelectMany(m => m.Body.Flat()).SelectMany(s => s.Expressions()))
        {
            expression.Fold<bool>((node, _) => node is Application application && found.Add(application.Function));
        }

        string text = Registry.CSource(found.OrderBy(f => f.Name, StringComparer.Ordinal));
        return text.Length > 0 ? "\n" + text : text;
    }

    private static string Read(string name)
    {
        using Stream stream = typeof(CLibrary).Assembly.GetManifestResourceStream("C/" + name) ?? throw new InvalidOperationException($"The assembly lacks C/{name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }
}
