using System.Globalization;
using System.Text;
using ReluInjectivity.Symbolics.Kernels;

namespace ReluInjectivity.Generators.Emission.C;

/// <summary>How C writes numbers, names, texts and comments.</summary>
internal static class CTarget
{
    private static readonly string[] Headers =
        ["assert", "complex", "ctype", "errno", "fenv", "float", "inttypes", "iso646", "limits", "locale", "math", "setjmp", "signal", "stdalign", "stdarg", "stdatomic", "stdbool", "stddef", "stdint", "stdio", "stdlib", "stdnoreturn", "string", "tgmath", "threads", "time", "uchar", "wchar", "wctype"];

    /// <summary>Numbers as <c>double</c>; functions of <c>math.h</c>, or those that the registry defines.</summary>
    public static Target Double { get; } = new(
        Type: "double",
        Number: static value => Literal(value.ToDouble()),
        Pi: "RIJ_PI",
        Undefined: "NAN",
        SquareRoot: "sqrt",
        Power: "pow",
        Smaller: "smaller",
        Larger: "larger",
        Function: static f => f.C);

    /// <summary>A <c>double</c> literal that reads back as the same number.</summary>
    public static string Literal(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return double.IsPositiveInfinity(value) ? "INFINITY"
            : double.IsNegativeInfinity(value) ? "-INFINITY"
            : text.IndexOfAny(['.', 'E']) >= 0 ? text : text + ".0";
    }

    /// <summary>A literal text; what C89 knows no sign for stays as it is, in UTF-8.</summary>
    public static string Quoted(string text) => "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("?", "\\?") + "\"";

    /// <summary>What a comment may hold: nothing that ends it, begins another, or joins the next line to it.</summary>
    public static string Comment(string text)
    {
        string plain = text.Replace("*/", "* /").Replace("/*", "/ *").Replace("??", "? ?");
        return plain.EndsWith("\\", StringComparison.Ordinal) ? plain + "." : plain;
    }

    /// <summary>The name of the files of a model, and what the names of its functions begin with.</summary>
    public static string FileName(string model)
    {
        var text = new StringBuilder();
        foreach (char c in model)
        {
            text.Append(c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? c : '_');
        }

        string name = text.ToString();
        return name.Length == 0 || name[0] is '_' or (>= '0' and <= '9') || Headers.Contains(name, StringComparer.OrdinalIgnoreCase) ? "model_" + name : name;
    }
}
