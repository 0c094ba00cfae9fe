using System.Globalization;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Studies.Tests;

/// <summary>What a study holds does not depend on how it was solved.</summary>
public sealed class SweepTests : StudyFolder
{
    private static readonly string[] Product = ["sweep", "single-layer", "--level", "1..3", "--over", "kappa=0.5:4:5:log", "--over", "alpha=4:8:9"];

    [Fact]
    public void Bytes_DoNotDependOnWorkers()
    {
        string[] exports = [.. new[] { "1", "2", "4" }.Select(workers =>
        {
            string file = At(workers + ".db");
            Assert.Equal(0, Run([.. Product, "--output", file, "--workers", workers]).ExitCode);
            return Export(file);
        })];
        Assert.Equal(1 + (5 * 9 * 3), exports[0].Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(exports, e => Assert.Equal(exports[0], e));
    }

    /// <summary>Stopped after each number of points there is, and gone on with, by another number of workers.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Bytes_DoNotDependOnStops(int workers)
    {
        StudyPlan plan = new([Part([1, 2], null, Axis("kappa", 0.2, 5, 9), Axis("alpha", 5, 7, 3))], "1");
        StudyRunner.Run(At("whole.db"), plan, new() { Workers = 2 }, CancellationToken.None);
        string whole = Export(At("whole.db"));
        int begun = 0;
        int stops = 0;
        for (int after = 1; ; after++)
        {
            using var stop = new CancellationTokenSource();
            int done = 0;
            try
            {
                StudyRunner.Run(At("stopped.db"), plan, new()
                {
                    Workers = workers,
                    OnLog = line => begun += line.StartsWith("begin", StringComparison.Ordinal) ? 1 : 0,
                    OnProgress = _ =>
                    {
                        if (++done == after)
                        {
                            stop.Cancel();
                        }
                    },
                }, stop.Token);
                break;
            }
            catch (OperationCanceledException)
            {
                stops++;
            }
        }

        Assert.InRange(stops, 2, 27);
        Assert.InRange(begun - plan.Points, 0, stops * workers);
        Assert.Equal(whole, Export(At("stopped.db")));
    }

    /// <summary>Against a solve of each point on its own, from nothing.</summary>
    [Fact]
    public void Values_AreThoseOfSingleSolves()
    {
        StudyPart part = Part([1, 2, 3], null, Axis("kappa", 0.05, 20, 20));
        StudyRunner.Run(At("s.db"), new([part], "1"), new(), CancellationToken.None);
        using StudyFile file = StudyFile.Open(At("s.db"));
        StudyRow[] rows = [.. file.Rows()];
        Assert.Equal(60, rows.Length);
        Assert.All(rows, row =>
        {
            SolveResult alone = FamilySolver.SolveMembers(part.Family, [part.Members[row.Member]], part.GivenAt(row.Point))[0];
            Assert.Equal(SolveStatus.Solved, row.Status);
            Assert.Equal(alone.Given, row.Given.Select(static g => g.Value));
            Assert.InRange(Math.Abs(alone.Value - row.Value), 0, alone.ErrorEstimate + row.ErrorEstimate);
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(1000)]
    public void Segments_HoldEachPointOnce(int count)
    {
        StudyPart part = Part([1], null, Axis("kappa", 1, 2, 3), Axis("alpha", 5, 7, count));
        IReadOnlyList<int>[] segments = [.. part.Segments()];
        Assert.Equal(Enumerable.Range(0, 3 * count), segments.SelectMany(static s => s).Order());
        Assert.All(segments, s => Assert.InRange(s.Count, 1, StudyPart.LongestSegment));
        Assert.All(segments, s => Assert.Single(s.Select(p => part.At(p)[count < 3 ? 1 : 0]).Distinct()));
    }

    [Fact]
    public void Points_WithoutAValueAreTriedAgainOnRequest()
    {
        // Two iterations are too few from nothing.
        StudyPart part = Part([3], new() { MaximumIterations = 2 }, Axis("kappa", 0.2, 5, 7));
        StudyPlan plan = new([part], "1");
        StudyRunner.Run(At("s.db"), plan, new(), CancellationToken.None);
        using (StudyFile file = StudyFile.Open(At("s.db")))
        {
            Assert.NotEmpty(file.Failed());
        }

        string[] exports = [.. new[] { 1, 4 }.Select(workers =>
        {
            string copy = At(FormattableString.Invariant($"{workers}.db"));
            File.Copy(At("s.db"), copy);
            long missing = 0;
            StudyRunner.Run(copy, plan, new() { Workers = workers, Retry = true, OnProgress = p => missing = p.Missing }, CancellationToken.None);
            using StudyFile file = StudyFile.Open(copy);
            Assert.InRange(missing, 1, 7);
            Assert.Empty(file.Failed());
            Assert.Equal(missing, file.Rows().Count(static r => r.Pass == 1));
            return Export(copy);
        })];
        Assert.Equal(exports[0], exports[1]);
    }

    [Fact]
    public void Failures_AreListedWithTheirReasons()
    {
        string model = At("roots.eq");
        File.WriteAllText(model, "model roots \"Where a parabola meets a line.\"\ngiven height = 1 in (-10, 10) \"of the line\"\nunknown x in (0, inf)\nequation x^2 = height\nsolve x\n");
        string file = At("s.db");
        string[] sweep = ["sweep", model, "--over", "height=-1:1:3", "--output", file];
        (int exitCode, string output, string error) = Run(sweep);
        Assert.True(exitCode == 1, error);
        Assert.Contains("3 points, 3 results, 1 with a vouched value, 2 without", output, StringComparison.Ordinal);
        Assert.Contains("roots height=-1: noRoot", output, StringComparison.Ordinal);
        Assert.Equal(1, Run([.. sweep, "--retry"]).ExitCode);
        Assert.Equal(3, Export(file).Split("\nroots,", StringSplitOptions.None).Length - 1);
    }

    [Fact]
    public void Abscissae_AreTheDecimalsMeant()
    {
        string file = At("s.db");
        Assert.Equal(0, Run("sweep", "single-layer", "--level", "1", "--over", "kappa=0.1:1:10", "--output", file).ExitCode);
        using StudyFile study = StudyFile.Open(file);
        Assert.Equal(
            ["0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1"],
            study.Rows().Select(static r => r.Given[0].Value.ToString("R", CultureInfo.InvariantCulture)));
    }
}
