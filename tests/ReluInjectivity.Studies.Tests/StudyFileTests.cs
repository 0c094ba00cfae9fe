using Microsoft.Data.Sqlite;
using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Studies.Tests;

/// <summary>Which files a study goes on with, and what it says of others.</summary>
public sealed class StudyFileTests : StudyFolder
{
    private static readonly string[] Sweep = ["sweep", "single-layer", "--level", "1..2", "--over", "kappa=1:2:3", "--output"];

    [Theory]
    [InlineData("--level 1..3", "another study")]
    [InlineData("--set kappa=3 --over alpha=4:6:3", "--set kappa: --over kappa says its values")]
    [InlineData("--tolerance 1e-8", "another study")]
    [InlineData("--goal energy", "another study")]
    [InlineData("--over kappa=1:2:4", "--over kappa: given twice")]
    [InlineData("--workers 0", "--workers: 0 is out of range")]
    [InlineData("--over beta=1:2:4", "has no given 'beta'")]
    [InlineData("--over alpha=-1:2:4", "not in the open interval")]
    public void OtherPlans_AreRefused(string more, string expected)
    {
        string file = At("s.db");
        Assert.Equal(0, Run([.. Sweep, file]).ExitCode);
        byte[] before = File.ReadAllBytes(file);
        string[] typed = [.. Sweep.Where(a => !more.Contains("--level", StringComparison.Ordinal) || a is not ("--level" or "1..2")), file, .. more.Split(' ')];
        (int exitCode, _, string error) = Run(typed);
        Assert.Equal(2, exitCode);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(file));
    }

    [Fact]
    public void OtherEquations_AndOtherVersionsAreRefused()
    {
        string model = At("m.eq");
        string text = "model m \"A parabola.\"\ngiven a = 1 in (0, 10) \"its place\"\nunknown x in (-inf, inf)\nminimise value = (x - a)^2 + 3\n";
        File.WriteAllText(model, text);
        string[] sweep = ["sweep", model, "--over", "a=1:2:3", "--output", At("s.db")];
        (int exitCode, _, string error) = Run(sweep);
        Assert.True(exitCode == 0, error);
        File.WriteAllText(model, "# A comment.\n" + text);
        Assert.Equal(0, Run(sweep).ExitCode);
        File.WriteAllText(model, text.Replace("+ 3", "+ 4", StringComparison.Ordinal));
        (exitCode, _, error) = Run(sweep);
        Assert.Equal(2, exitCode);
        Assert.Contains("other equations", error, StringComparison.Ordinal);

        StudyPart part = Part([1], null, Axis("kappa", 1, 2, 3));
        StudyRunner.Run(At("v.db"), new([part], "1.0"), new(), CancellationToken.None);
        StudyException refused = Assert.Throws<StudyException>(() => StudyRunner.Run(At("v.db"), new([part], "1.1"), new(), CancellationToken.None));
        Assert.Contains("version 1.0, this is 1.1", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherFiles_AreRefusedAndNotTouched()
    {
        File.WriteAllText(At("text.db"), new string('x', 5000));
        using (SqliteConnection other = new($"Data Source={At("other.db")};Pooling=False"))
        {
            other.Open();
            StudyFile.Execute(other, "CREATE TABLE kept(x); INSERT INTO kept VALUES (1)");
        }

        foreach (string name in new[] { "text.db", "other.db" })
        {
            byte[] before = File.ReadAllBytes(At(name));
            (int exitCode, _, string error) = Run([.. Sweep, At(name)]);
            Assert.Equal(2, exitCode);
            Assert.Contains("no study", error, StringComparison.Ordinal);
            Assert.Equal(before, File.ReadAllBytes(At(name)));
        }

        Assert.Contains("there is no such file", Run("export", At("nothing.db")).Error, StringComparison.Ordinal);
        Assert.Contains("there is no folder", Run([.. Sweep, At("no/s.db")]).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AFullDisk_IsSaidAndLosesNothing()
    {
        StudyPlan plan = new([Part([1, 2, 3], null, Axis("kappa", 0.2, 5, 60))], "1");
        StudyRunner.Run(At("whole.db"), plan, new(), CancellationToken.None);
        long reported = 0;
        StudyException full = Assert.Throws<StudyException>(() =>
            StudyRunner.Run(At("s.db"), plan, new() { Workers = 3, MostPages = 10, OnProgress = p => reported = p.Done }, CancellationToken.None));
        Assert.Contains("the disk is full", full.Message, StringComparison.Ordinal);
        using (StudyFile file = StudyFile.Open(At("s.db")))
        {
            Assert.InRange(reported, 1, 59);
            Assert.Equal(reported, file.Points);
        }

        StudyRunner.Run(At("s.db"), plan, new(), CancellationToken.None);
        Assert.Equal(Export(At("whole.db")), Export(At("s.db")));
    }

    [Fact]
    public void OneProcess_WritesAtATime()
    {
        StudyPlan plan = new([Part([1], null, Axis("kappa", 1, 2, 3))], "1");
        using (StudyStore.Open(At("s.db"), plan))
        {
            Assert.Contains("another process", Assert.Throws<StudyException>(() => StudyStore.Open(At("s.db"), plan)).Message, StringComparison.Ordinal);
        }

        StudyStore.Open(At("s.db"), plan).Dispose();
        Assert.Equal(["s.db"], Directory.GetFiles(Folder).Select(Path.GetFileName));
    }

    /// <summary>All that a row holds comes back, infinite bars and missing values among it.</summary>
    [Fact]
    public void Rows_ReadBack()
    {
        StudyPlan plan = new([Part([1], null, Axis("kappa", 1, 2, 3))], "1");
        StudyRow[] rows =
        [
            new(0, 0, 0, "m", "g", null, 3, SolveStatus.Solved, 1.0 / 3, 5e-324, [new("a", 0.1)], [new("x[1]", 1e308)], [new("S", -0.1)], null, 7, 0) { Hessian = [1.0 / 3, -2, 0, double.MaxValue] },
            new(0, 1, 0, "m", "g", 2, null, SolveStatus.BoundViolated, double.NaN, double.PositiveInfinity, [], [new("x", double.NaN)], [], "it's \"so\"", 0, 4),
        ];
        using StudyStore store = StudyStore.Open(At("s.db"), plan);
        store.Write(rows.Select(static r => (r, 0.5)));
        StudyRow[] read = [.. store.Reader.Rows()];
        Assert.Equal(rows.Length, read.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.Equal(rows[i] with { Given = [], Unknowns = [], Outputs = [], Hessian = null }, read[i] with { Given = [], Unknowns = [], Outputs = [], Hessian = null });
            Assert.Equal(rows[i].Given, read[i].Given);
            Assert.Equal(rows[i].Unknowns, read[i].Unknowns);
            Assert.Equal(rows[i].Outputs, read[i].Outputs);
            Assert.Equal(rows[i].Hessian, read[i].Hessian);
        }
    }
}
