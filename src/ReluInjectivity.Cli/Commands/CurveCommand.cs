using System.CommandLine;
using System.Globalization;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Curves;
using ReluInjectivity.Cli.Files;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Commands;

/// <summary>Solves a model along a range of one given.</summary>
internal static class CurveCommand
{
    private const string Summary = "Solve a model along a range of one given, each point from its neighbour.";

    private const string Details = """
        The goal is the one that has the given, or --goal. With --output the points are also kept in a file, .json or .csv, brought up to
        date every second and on Ctrl-C; --resume reads a .json first and solves only what is missing. 'sweep' keeps larger work, of several levels and ranges.
        --plot draws the curve with gnuplot.

        json is an array with one object a point; its keys, in this order:
          model  level (or depth; where a model has both, level  depth)  goal  NAME (the swept given)  status  value  errorEstimate
          given {name: value}  unknowns {name: value}  outputs {name: value}  message (null: none)  jump (null: none)
        csv has the columns NAME, status, value, errorEstimate, unknown.NAME, output.NAME, remark (message and jump).
        A jump is where the status changes from the point before, or where an unknown moves by eight times what its slope on either side allows: another branch of solutions, or points too far apart.

        Exit code: 0 if all points are solved, atBoundary or flat, else 1; 2 if an argument is wrong; 130 on Ctrl-C.

        Examples:
          relu-injectivity curve {levels} --over {own}=3:10:100 --level 6 --plot curve.svg
          relu-injectivity curve {levels} --over {given}=0.1:10:50:log --level 4 --format csv
        """;

    private static readonly string[] Formats = ["table", "json", "csv"];

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string> model = SharedArguments.Model();
        Option<string> over = new("--over") { Description = "The range: NAME=FROM:TO:COUNT, with :log for equal ratios", HelpName = "RANGE", Required = true };
        Option<string?> level = new("--level") { Description = "The level [default: the highest]", HelpName = "LEVEL" };
        Option<string?> depth = new("--depth") { Description = "The depth [default: the highest]", HelpName = "DEPTH" };
        Option<string?> goal = new("--goal") { Description = "The goal [default: the first that has the given]", HelpName = "NAME" };
        Option<string[]> set = SharedArguments.Set();
        Option<string> format = SharedArguments.Format(Formats);
        Option<string?> tolerance = SharedArguments.Tolerance();
        Option<string?> time = SharedArguments.TimeLimit();
        Option<string?> output = new("--output") { Description = "A file that keeps the points as they are solved, .json or .csv", HelpName = "FILE" };
        Option<bool> resume = new("--resume") { Description = "Take the points that --output already holds" };
        Option<string?> plot = new("--plot") { Description = "A picture to draw, .svg or .html", HelpName = "FILE" };
        Command command = new DocumentedCommand("curve", Summary, Details, around) { model, over, level, depth, goal, set, time, format, tolerance, output, resume, plot };
        command.SetAction(parsed =>
        {
            string wanted = Choice.Parse(format.Name, parsed.GetRequiredValue(format), Formats);
            SweepRange range = SweepRange.Parse(parsed.GetRequiredValue(over));
            (CommandContext source, string name) = ModelSource.One(around, parsed.GetRequiredValue(model), parsed.GetValue(level), parsed.GetValue(depth));
            EquationFamily family = FamilyOf(source, name, parsed.GetValue(goal), range);
            IReadOnlyDictionary<string, double> given = Settings.Parse(parsed.GetValue(set) ?? [], [family]);
            IEquationSystem at = MemberOf(parsed.GetValue(level), parsed.GetValue(depth), family);
            Require(at.Description, range.Name);
            if (parsed.GetValue(resume) && parsed.GetValue(output) is null)
            {
                throw new BadArgumentException("--resume: name the file to take up with --output");
            }

            if (parsed.GetValue(output) is { } kept)
            {
                if (!CurveFile.IsJson(output.Name, kept) && parsed.GetValue(resume))
                {
                    throw new BadArgumentException($"--resume: '{kept}' is written but not read back; name a .json with --output");
                }

                OutputFile.Require(output.Name, kept);
            }

            if (parsed.GetValue(plot) is { } picture)
            {
                Plot.Require(picture);
            }

            using TimeLimit? limit = TimeLimits.Start(parsed.GetValue(time));
            var job = new Job(around, family, at, range, given, Tolerance.Parse(parsed.GetValue(tolerance)) with { TimeLimit = limit }, parsed.GetValue(output), parsed.GetValue(resume));
            return job.Run(wanted, parsed.GetValue(plot));
        });
        return command;
    }

    private static EquationFamily FamilyOf(CommandContext around, string model, string? goal, SweepRange range)
    {
        IReadOnlyList<EquationFamily> families = ModelLookup.Find(around.Systems, model, goal, allGoals: true);
        EquationFamily? family = families.FirstOrDefault(f => f.Systems[^1].Description.Givens.Any(g => string.Equals(g.Name, range.Name, StringComparison.Ordinal)));
        if (family is null)
        {
            IReadOnlyList<string> names = [.. families.SelectMany(f => f.Systems[^1].Description.Givens).Select(g => g.Name).Distinct(StringComparer.Ordinal)];
            throw new BadArgumentException($"--over: {model} has no given '{range.Name}'{Suggestion.For(range.Name, names)} (it has {(names.Count == 0 ? "none, so there is no curve" : string.Join(", ", names))})");
        }

        GivenInfo info = family.Systems[^1].Description.Givens.First(g => string.Equals(g.Name, range.Name, StringComparison.Ordinal));
        foreach (double value in range.Values.Where(v => !(v > info.Lower && v < info.Upper)))
        {
            throw new BadArgumentException($"--over {range.Name}: {Notation.Shortest(value)} is not in the open interval {Notation.Interval(info.Lower, info.Upper)}");
        }

        return family;
    }

    private static IEquationSystem MemberOf(string? level, string? depth, EquationFamily family)
    {
        IReadOnlyList<IEquationSystem> members = MemberSelection.Parse(level, depth, family);
        foreach (FamilyRange index in family.Indices)
        {
            bool isTyped = family.Indices.Count < 2 ? (level ?? depth) is not null : (index.Kind == FamilyIndexKind.Level ? level : depth) is not null;
            if (isTyped && members.Select(m => m.Description.Indices.ValueOf(index.Kind)).Distinct().Count() > 1)
            {
                string kind = Notation.CamelCase(index.Kind);
                throw new BadArgumentException($"--{kind}: a curve has one {kind}");
            }
        }

        return members[^1];
    }

    private static void Require(SystemDescription system, string swept)
    {
        if (!system.Givens.Any(g => string.Equals(g.Name, swept, StringComparison.Ordinal)))
        {
            string kinds = string.Join(" or ", system.Indices.Select(i => Notation.CamelCase(i.Kind)));
            throw new BadArgumentException($"--over: {system.Model} has no given '{swept}' at {ResultCells.Member(system.Indices)}; take a higher {kinds}");
        }
    }

    /// <summary>One run of the command.</summary>
    private sealed record Job(
        CommandContext Around, EquationFamily Family, IEquationSystem Member, SweepRange Range, IReadOnlyDictionary<string, double> Given, SolveOptions Options, string? Output, bool Resume)
    {
        public int Run(string format, string? plot)
        {
            IReadOnlyList<GivenInfo> givens = Member.Description.Givens;
            IEnumerable<GivenInfo> others = givens.Where(g => !string.Equals(g.Name, Range.Name, StringComparison.Ordinal));
            var head = new CurveHead(
                Family.Model, Member.Description.Indices, Family.Goal, Range.Name,
                [.. others.Select(g => KeyValuePair.Create(g.Name, Given.TryGetValue(g.Name, out double set) ? set : g.Default))])
            {
                SweptText = givens.First(g => string.Equals(g.Name, Range.Name, StringComparison.Ordinal)).Text,
            };
            SortedDictionary<int, CurvePoint> points = [];
            if (Resume && File.Exists(Output))
            {
                ILookup<double, CurvePoint> kept = CurveJson.Read(Output, head, [.. Member.Description.Unknowns.Select(static u => u.Name)]).ToLookup(p => p.Abscissa);
                for (int i = 0; i < Range.Values.Count; i++)
                {
                    if (kept[Range.Values[i]].FirstOrDefault() is { } point)
                    {
                        points.Add(i, point);
                    }
                }
            }

            int[] missing = [.. Enumerable.Range(0, Range.Values.Count).Where(i => !points.ContainsKey(i))];
            CurveFile? file = Output is null ? null : new CurveFile(Output, head);
            bool isCancelled = false;
            Bounds.Require(Around, [Member]);
            try
            {
                Solve(missing, points, file);
            }
            catch (OperationCanceledException)
            {
                isCancelled = true;
            }

            IReadOnlyList<CurvePoint> curve = CurvePoint.WithJumps(Member.Description, [.. points.Values]);
            file?.Write(curve);
            Write(format, head, curve);
            if (isCancelled)
            {
                Around.Error.WriteLine($"error: cancelled after {points.Count} of {Range.Values.Count} points" + (Output is null ? string.Empty : "; --resume continues"));
                return ExitCode.Cancelled;
            }

            if (plot is not null)
            {
                Plot.Write(plot, head, curve);
            }

            return curve.All(static p => p.IsGood) ? ExitCode.Success : ExitCode.NotSolved;
        }

        private void Solve(int[] missing, SortedDictionary<int, CurvePoint> points, CurveFile? file)
        {
            int done = 0;
            void OnPoint(int i, SolveResult result)
            {
                points[missing[i]] = CurvePoint.Of(Range.Values[missing[i]], Bounds.Check(Around, [result], Options)[0]);
                file?.WriteNowAndThen(points.Values);
                done++;
                if (Around.ErrorIsTerminal)
                {
                    Around.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r[{new string('#', 40 * done / missing.Length).PadRight(40)}] {done}/{missing.Length}"));
                    Around.Error.Write(done == missing.Length ? "\n" : string.Empty);
                }
            }

            CurveSolver.Solve(
                Family, Member, Range.Name, [.. missing.Select(i => Range.Values[i])], Given, Options, Environment.ProcessorCount, OnPoint, Around.Cancellation);
        }

        private void Write(string format, CurveHead head, IReadOnlyList<CurvePoint> points)
        {
            switch (format)
            {
                case "json":
                    CurveJson.Write(head, points, Around.Output);
                    break;
                case "csv":
                    CurveText.WriteCsv(head, points, Around.Output);
                    break;
                default:
                    CurveText.WriteTable(head, points, Around.Output, Around.OutputIsTerminal);
                    break;
            }
        }
    }
}
