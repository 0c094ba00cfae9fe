using System.CommandLine;
using System.Globalization;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Curves;
using ReluInjectivity.Cli.Drawings;
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
        With several levels or depths there is a curve for each; --output keeps one.
        --plot draws them in one picture, .svg or .png: the goal with bands for its bars, or what --quantity names, and published values as marks. What no status vouches for is left out.

        json is an array with one object a point; its keys, in this order:
          model  level (or depth; where a model has both, level  depth)  goal  NAME (the swept given)  status  value  errorEstimate
          given {name: value}  unknowns {name: value}  outputs {name: value}  message (null: none)  jump (null: none)
        csv has the columns level, depth (where there are several curves), NAME, status, value, errorEstimate, unknown.NAME, output.NAME, remark (message and jump).
        A jump is where the status changes from the point before, or where an unknown moves by eight times what its slope on either side allows: another branch of solutions, or points too far apart.

        Exit code: 0 if all points are solved, atBoundary or flat, else 1; 2 if an argument is wrong; 130 on Ctrl-C.

        Examples:
          relu-injectivity curve {levels} --over {own}=3:10:100 --level 1..6 --plot curve.svg
          relu-injectivity curve {levels} --over {given}=0.1:10:50:log --level 4 --format csv
        """;

    private static readonly string[] Formats = ["table", "json", "csv"];

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string> model = SharedArguments.Model();
        Option<string> over = new("--over") { Description = "The range: NAME=FROM:TO:COUNT, with :log for equal ratios", HelpName = "RANGE", Required = true };
        Option<string?> level = new("--level") { Description = "The level, or several [default: the highest]", HelpName = "LEVELS" };
        Option<string?> depth = new("--depth") { Description = "The depth, or several [default: the highest]", HelpName = "DEPTHS" };
        Option<string?> goal = new("--goal") { Description = "The goal [default: the first that has the given]", HelpName = "NAME" };
        Option<string[]> set = SharedArguments.Set();
        Option<string> format = SharedArguments.Format(Formats);
        Option<string?> tolerance = SharedArguments.Tolerance();
        Option<string?> time = SharedArguments.TimeLimit();
        Option<string?> output = new("--output") { Description = "A file that keeps the points as they are solved, .json or .csv", HelpName = "FILE" };
        Option<bool> resume = new("--resume") { Description = "Take the points that --output already holds" };
        Option<string?> plot = new("--plot") { Description = "A picture to draw, .svg or .png", HelpName = "FILE" };
        Option<string[]> quantity = new("--quantity") { Description = "What the picture shows: the goal, an output or an unknown; may be repeated [default: the goal]", HelpName = "NAME" };
        Option<string?> log = new("--log") { Description = "Axes of the picture that are logarithmic [default: x where the range is :log]", HelpName = string.Join('|', LogAxes.Choices) };
        Command command = new DocumentedCommand("curve", Summary, Details, around) { model, over, level, depth, goal, set, time, format, tolerance, output, resume, plot, quantity, log };
        command.SetAction(parsed =>
        {
            string wanted = Choice.Parse(format.Name, parsed.GetRequiredValue(format), Formats);
            SweepRange range = SweepRange.Parse(parsed.GetRequiredValue(over));
            (CommandContext source, string name) = ModelSource.One(around, parsed.GetRequiredValue(model), parsed.GetValue(level), parsed.GetValue(depth));
            EquationFamily family = FamilyOf(source, name, parsed.GetValue(goal), range);
            IReadOnlyDictionary<string, double> given = Settings.Parse(parsed.GetValue(set) ?? [], [family]);
            IReadOnlyList<IEquationSystem> members = MembersOf(parsed.GetValue(level), parsed.GetValue(depth), family);
            string[] drawn = parsed.GetValue(quantity) is { Length: > 0 } typed ? typed : [family.Goal];
            foreach (IEquationSystem member in members)
            {
                Require(member.Description, range.Name);
                CurvePlot.Require(drawn, member.Description);
            }

            var axes = LogAxes.Parse(parsed.GetValue(log), range.IsLogarithmic);
            RequireOutput(parsed.GetValue(output), parsed.GetValue(resume), members.Count);
            PictureFile.Require(plot.Name, parsed.GetValue(plot));

            using TimeLimit? limit = TimeLimits.Start(parsed.GetValue(time));
            SolveOptions options = Tolerance.Parse(parsed.GetValue(tolerance)) with { TimeLimit = limit };
            Bounds.Require(around, members);
            var curves = new List<CurveResult>();
            foreach (IEquationSystem member in members)
            {
                curves.Add(new Job(around, family, member, range, given, options, parsed.GetValue(output), parsed.GetValue(resume)).Run());
                if (curves[^1].IsCancelled)
                {
                    break;
                }
            }

            Write(wanted, curves, around);
            return Finish(around, curves, range, members.Count, parsed.GetValue(output), parsed.GetValue(plot) is { } picture
                ? () => PictureFile.Write(around, plot.Name, picture, () => CurvePlot.Of([.. curves.Select(static c => (c.System, c.Head, c.Points))], drawn, axes)) : static () => true);
        });
        return command;
    }

    private static void RequireOutput(string? path, bool isResumed, int curves)
    {
        if (path is null)
        {
            if (isResumed)
            {
                throw new BadArgumentException("--resume: name the file to take up with --output");
            }

            return;
        }

        if (!CurveFile.IsJson("--output", path) && isResumed)
        {
            throw new BadArgumentException($"--resume: '{path}' is written but not read back; name a .json with --output");
        }

        if (curves > 1)
        {
            throw new BadArgumentException($"--output: it keeps one curve, not {curves}; name one level and depth, or let 'sweep' keep them all");
        }

        OutputFile.Require("--output", path);
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

    /// <summary>Those that were typed; of an index that was not, the highest.</summary>
    private static IReadOnlyList<IEquationSystem> MembersOf(string? level, string? depth, EquationFamily family)
    {
        IReadOnlyList<IEquationSystem> members = MemberSelection.Parse(level, depth, family);
        foreach (FamilyRange index in family.Indices)
        {
            bool isTyped = family.Indices.Count < 2 ? (level ?? depth) is not null : (index.Kind == FamilyIndexKind.Level ? level : depth) is not null;
            int? highest = members[^1].Description.Indices.ValueOf(index.Kind);
            members = isTyped ? members : [.. members.Where(m => m.Description.Indices.ValueOf(index.Kind) == highest)];
        }

        return members;
    }

    private static void Require(SystemDescription system, string swept)
    {
        if (!system.Givens.Any(g => string.Equals(g.Name, swept, StringComparison.Ordinal)))
        {
            string kinds = string.Join(" or ", system.Indices.Select(i => Notation.CamelCase(i.Kind)));
            throw new BadArgumentException($"--over: {system.Model} has no given '{swept}' at {ResultCells.Member(system.Indices)}; take a higher {kinds}");
        }
    }

    private static int Finish(CommandContext around, IReadOnlyList<CurveResult> curves, SweepRange range, int members, string? output, Func<bool> draw)
    {
        if (curves[^1].IsCancelled)
        {
            int done = curves.Sum(static c => c.Points.Count);
            around.Error.WriteLine($"error: cancelled after {done} of {range.Values.Count * members} points" + (output is null ? string.Empty : "; --resume continues"));
            return ExitCode.Cancelled;
        }

        return draw() && curves.All(static c => c.Points.All(static p => p.IsGood)) ? ExitCode.Success : ExitCode.NotSolved;
    }

    private static void Write(string format, IReadOnlyList<CurveResult> curves, CommandContext around)
    {
        switch (format)
        {
            case "json":
                CurveJson.Write([.. curves.Select(static c => (c.Head, c.Points))], around.Output);
                break;
            case "csv":
                CurveText.WriteCsv([.. curves.Select(static c => (c.Head, c.Points))], around.Output);
                break;
            default:
                foreach (CurveResult curve in curves)
                {
                    CurveText.WriteTable(curve.Head, curve.Points, around.Output, around.OutputIsTerminal);
                }

                break;
        }
    }

    /// <summary>A curve, as far as it was solved.</summary>
    private sealed record CurveResult(SystemDescription System, CurveHead Head, IReadOnlyList<CurvePoint> Points, bool IsCancelled);

    /// <summary>One run of the command.</summary>
    private sealed record Job(
        CommandContext Around, EquationFamily Family, IEquationSystem Member, SweepRange Range, IReadOnlyDictionary<string, double> Given, SolveOptions Options, string? Output, bool Resume)
    {
        public CurveResult Run()
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
            return new(Member.Description, head, curve, isCancelled);
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
    }
}
