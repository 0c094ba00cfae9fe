using System.Diagnostics;
using System.Globalization;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.EndToEnd.Tests.Cli;

/// <summary>
/// What <c>emit --target c</c> writes, compiled by gcc, against the C# kernels: every model of equations/ at levels 1 to 3 and depths 1 and 2, at random
/// points over decades. Most numbers agree to 1e-14 of the largest of value and slopes; where terms cancel, to a multiple of the running error of the C#, half a unit
/// in the last place of each term on the way.
/// </summary>
public sealed class EmittedCTests : IDisposable
{
    private const int Points = 20;
    private const double Density = 8;
    private const double Relative = 1e-14;

    /// <summary>The bounds count a convolution, which is a sum, as one function.</summary>
    private const double Convolved = 16;

    /// <summary>Where steps are as far apart as 1e-4 and 1, a sum has a hundred thousand terms: 24.5 times the bound in the one, 19.8 in the other, 10.6 at the most in all others.</summary>
    private static readonly string[] LongSums = ["committee-quadratic", "perceptron-errors"];

    private readonly string _folder = Directory.CreateTempSubdirectory("emitted").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void EveryModel_AgreesWithCSharp()
    {
        string[] models = [.. Families.Systems.Select(s => s.Description.Model).Distinct(StringComparer.Ordinal)];
        int compared = 0;
        int plain = 0;
        foreach (string model in models)
        {
            IEquationSystem[] systems = [.. Families.Systems.Where(s => s.Description.Model == model && !(Index(s, FamilyIndexKind.Level) > 3) && !(Index(s, FamilyIndexKind.Depth) > 2)

                // Pairs of as many nodes as random points ask for take minutes in C, which sums them one by one; CPrinterTests has them at points of its own.
                && !(Index(s, FamilyIndexKind.Level) > 1 && Index(s, FamilyIndexKind.Depth) > 1))];
            string program = Program(model);
            foreach (IEquationSystem system in systems)
            {
                var random = new Random(5);
                double[][] points = [.. Enumerable.Range(0, Points).Select(_ => Draw(random, system.Description))];
                double[][] c = Run(program, system, points);
                EquationKernel kernel = system.CreateKernel();
                for (int p = 0; p < Points; p++)
                {
                    (double[] sharp, double[] bounds) = Evaluate(kernel, points[p], system.Description, Density);
                    double largest = sharp.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
                    for (int i = 0; i < sharp.Length; i++)
                    {
                        bool isClose = double.IsFinite(sharp[i]) ? Math.Abs(sharp[i] - c[p][i]) <= Math.Max(Relative * largest, (LongSums.Contains(model) ? 2 : 1) * Convolved * bounds[i]) : !double.IsFinite(c[p][i]);
                        Assert.True(isClose, FormattableString.Invariant($"{ResultCells.Name(system.Description)}, {system.Description.Goal}, component {i}: C# {sharp[i]:R}, C {c[p][i]:R} at {string.Join(' ', points[p])}; bound {bounds[i]}"));
                        compared += double.IsFinite(sharp[i]) ? 1 : 0;
                        plain += Math.Abs(sharp[i] - c[p][i]) <= Relative * largest ? 1 : 0;
                    }
                }
            }
        }

        // Few points are so badly conditioned that rounding shows.
        Assert.True(compared > 1000 && plain > 0.78 * compared, FormattableString.Invariant($"{compared} numbers compared, {plain} equal to 1e-14"));
    }

    /// <summary>Value, then slopes or residuals, and for each the bound on its rounding; not-a-number where no grid can be laid.</summary>
    private static (double[] Numbers, double[] Bounds) Evaluate(EquationKernel kernel, double[] at, SystemDescription system, double density)
    {
        try
        {
            Evaluation here = kernel.At(at, [.. system.Givens.Select(g => g.Default)], kernel.Resolution(density));
            double[] numbers = [here.Value, .. here.Residual];
            RoundingBounds bounds = kernel.RoundingOfSlopes();
            return (numbers, [bounds.Value, .. bounds.Residual]);
        }
        catch (NotFiniteNumberException)
        {
            double[] none = [.. Enumerable.Repeat(double.NaN, 1 + at.Length)];
            return (none, none);
        }
    }

    private static int? Index(IEquationSystem system, FamilyIndexKind kind) => system.Description.Indices.ValueOf(kind);

    private string Program(string model)
    {
        SystemDescription first = Families.Systems.First(s => s.Description.Model == model).Description;
        List<string> args = ["emit", Path.Combine(Repository.Root, first.File), "--target", "c", "-o", _folder];
        if (first.Indices.ValueOf(FamilyIndexKind.Level) is not null)
        {
            args.AddRange(["--level", string.Join(',', Families.All.First(f => f.Model == model).Values(FamilyIndexKind.Level).Where(static v => v <= 3))]);
        }

        if (first.Indices.ValueOf(FamilyIndexKind.Depth) is not null)
        {
            args.AddRange(["--depth", "1,2"]);
        }

        CliRun run = CliRun.Of([.. args]);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        string source = Path.Combine(_folder, model.Replace('-', '_') + ".c");
        string program = Path.ChangeExtension(source, null);
        Assert.Equal((0, string.Empty), Execute("gcc", string.Empty, out _, "-std=c11", "-O1", "-Wall", "-Wextra", "-Werror", source, "-o", program, "-lm"));
        return program;
    }

    private static double[][] Run(string program, IEquationSystem system, double[][] points)
    {
        SystemDescription description = system.Description;
        bool hasPoints = description.Unknowns.Count > 0;
        List<string> args = ["--goal=" + description.Goal, "--density=" + Density.ToString(CultureInfo.InvariantCulture), .. hasPoints ? new[] { "-" } : []];
        args.AddRange(description.Indices.Select(i => FormattableString.Invariant($"--{(i.Kind == FamilyIndexKind.Level ? "level" : "depth")}={i.Value}")));
        (int exitCode, string error) = Execute(program, string.Concat((hasPoints ? points : []).Select(p => string.Join(' ', p.Select(x => x.ToString("R", CultureInfo.InvariantCulture))) + "\n")), out string output, [.. args]);
        Assert.True(exitCode is 0 or 1, error);
        double[] numbers = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l[(l.LastIndexOf('=') + 2)..]).Select(Parsed)];
        numbers = hasPoints ? numbers : [.. points.SelectMany(_ => numbers)];
        int each = 1 + description.Unknowns.Count;
        Assert.Equal(points.Length * each, numbers.Length);
        return [.. numbers.Chunk(each)];
    }

    private static double Parsed(string text) => text.TrimStart('-') switch
    {
        "nan" => double.NaN,
        "inf" => text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    /// <summary>A point in the intervals, over decades, in the declared orders.</summary>
    private static double[] Draw(Random random, SystemDescription system)
    {
        double[] x = [.. system.Unknowns.Select(u => (double.IsFinite(u.Lower), double.IsFinite(u.Upper)) switch
        {
            (true, true) => u.Lower + ((u.Upper - u.Lower) * Inside(random)),
            (true, false) => u.Lower + Math.Pow(10, (4 * random.NextDouble()) - 2),
            (false, true) => u.Upper - Math.Pow(10, (4 * random.NextDouble()) - 2),
            _ => Math.CopySign(Math.Pow(10, (4 * random.NextDouble()) - 2), random.NextDouble() - 0.5),
        })];
        foreach (IGrouping<string, int> family in Enumerable.Range(0, x.Length).GroupBy(i => system.Unknowns[i].Family, StringComparer.Ordinal))
        {
            int[] at = [.. family];
            double[] sorted = [.. at.Select(i => x[i]).Order()];
            for (int i = 0; i < at.Length; i++)
            {
                x[at[i]] = sorted[system.Unknowns[at[0]].Ordering == Ordering.Decreasing ? at.Length - 1 - i : i];
            }
        }

        return x;
    }

    /// <summary>Near either end as often as in between.</summary>
    private static double Inside(Random random)
    {
        double near = Math.Pow(10, -4 * random.NextDouble()) / 2;
        return random.Next(2) == 0 ? near : 1 - near;
    }

    private static (int ExitCode, string Error) Execute(string program, string input, out string output, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        Task<string> text = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        output = text.Result;
        return (process.ExitCode, error.Result);
    }
}
