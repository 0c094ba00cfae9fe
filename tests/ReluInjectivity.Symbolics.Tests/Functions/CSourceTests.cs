using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Tests.Functions;

/// <summary>The C functions compile without a warning and agree with the values. They need gcc, and say so where there is none.</summary>
public sealed class CSourceTests
{
    private const string Compiler = "gcc";

    [Fact]
    public void CFunctions_HaveTheValues()
    {
        var random = new Random(31);
        (BuiltInFunction Function, double[] Arguments)[] points =
        [
            .. Registry.All.SelectMany(f => FunctionTable.Points(f.Name).Select(p => p.Arguments)
                .Concat(Enumerable.Range(0, 300).Select(_ => FunctionTable.Random(f, random))).Select(x => (f, x))),
        ];
        var program = new StringBuilder("#include <math.h>\n#include <stdio.h>\n\n").Append(Registry.CSource(Registry.All)).Append("\nint main(void)\n{\n");
        foreach ((BuiltInFunction function, double[] arguments) in points)
        {
            // "volatile": what the compiler would work out itself tests its library, not ours.
            string[] names = [.. arguments.Select((_, i) => "x" + i)];
            program.Append("    { volatile double ").AppendJoin(", ", arguments.Select((x, i) => names[i] + " = " + x.ToString("R", CultureInfo.InvariantCulture)))
                .Append("; printf(\"%.17g\\n\", ").Append(function.C).Append('(').AppendJoin(", ", names).Append(")); }\n");
        }

        string[] lines = Run(program.Append("    return 0;\n}\n").ToString()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(points.Length, lines.Length);
        for (int i = 0; i < points.Length; i++)
        {
            ((BuiltInFunction function, double[] x), double c) = (points[i], Parse(lines[i]));
            double expected = function.Evaluate(x);
            Assert.True(
                expected.Equals(c) || Math.Abs(expected - c) <= ((function.Name is "expPhi" or "logExpPhi" ? 1e-12 : 1e-14) * Math.Abs(expected)) + 2e-322,
                $"{function.C}({string.Join(", ", x)}) is {c:R} for {expected:R}, off by {(c - expected) / expected}");
        }
    }

    [Fact]
    public void CSource_DefinesWhatMathDoesNot_EachOnce()
    {
        Assert.All(Registry.All, f => Assert.Equal(f.C.StartsWith("rij_", StringComparison.Ordinal), f.CSource is not null));
        Assert.Equal(Registry.CSource(Registry.All).Length, Registry.CSource(Registry.All.Reverse().Concat(Registry.All)).Length);
        Assert.All(Registry.All.Where(f => f.CSource is not null), f => Assert.Contains($"double {f.C}(", Registry.CSource([f]), StringComparison.Ordinal));
        Assert.Empty(Registry.CSource([Exponentials.Exp]));
    }

    [Fact]
    public void CSource_OfOneFunction_StandsAlone()
    {
        foreach (BuiltInFunction f in Registry.All.Where(f => f.CSource is not null))
        {
            string arguments = string.Join(", ", Enumerable.Repeat("1.0", f.Arity));
            Assert.NotEmpty(Run($"#include <math.h>\n#include <stdio.h>\n{Registry.CSource([f])}\nint main(void)\n{{\n    printf(\"%g\\n\", {f.C}({arguments}));\n    return 0;\n}}\n"));
        }
    }

    private static double Parse(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ when text.Contains("nan", StringComparison.Ordinal) => double.NaN,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    /// <summary>Compiles a program, runs it, and returns what it prints.</summary>
    private static string Run(string program)
    {
        string folder = Directory.CreateTempSubdirectory("rij-c").FullName;
        try
        {
            string source = Path.Combine(folder, "program.c");
            string binary = Path.Combine(folder, "program");
            File.WriteAllText(source, program);
            Execute(Compiler, "-std=c99", "-pedantic", "-O1", "-ffp-contract=off", "-Wall", "-Wextra", "-Werror", source, "-o", binary, "-lm");
            return Execute(binary);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Execute(string file, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, $"{file} ends with {process.ExitCode}: {errors.Result}");
            return output;
        }
        catch (Win32Exception exception)
        {
            Assert.Fail($"'{file}' does not start: {exception.Message}. These tests compile C: install gcc (apt-get install gcc).");
            throw;
        }
    }
}
