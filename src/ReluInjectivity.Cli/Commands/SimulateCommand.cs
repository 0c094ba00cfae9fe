using System.CommandLine;
using System.Globalization;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Drawings;
using ReluInjectivity.Cli.Files;
using ReluInjectivity.Cli.Simulations;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;
using ReluInjectivity.Simulation;
using ReluInjectivity.Simulation.Exact;
using ReluInjectivity.Simulation.Search;

namespace ReluInjectivity.Cli.Commands;

/// <summary>Draws networks of finite size and compares them with the theory.</summary>
internal static class SimulateCommand
{
    private const string Summary = "Draw Gaussian networks of finite size, search each, and set the result beside the theory.";

    private const string Details = """
        Each sample is a network with independent standard normal weights and round(A n) outputs a layer, A the ratios of --alpha.
          active      the least number of active outputs of the last layer over x != 0, divided by n. Simulated annealing on the
                      vertices of the arrangement where outputs vanish: an upper estimate of a minimum, counted at an input.
          projection  the largest v.ReLU(Ax)/||ReLU(Ax)|| over x with v standard normal, divided by sqrt(n). Newton steps from
                      many starts: a lower estimate of a maximum, evaluated at an input.
        Intervals are Student's, at 95% confidence, for the mean over the samples of what the search finds; the search's
        own error is not in them, and grows with n: from n = 50, and for two layers, raise --sweeps until the mean settles.
        --exact enumerates all cells too, for n <= 4 and at most 128 outputs a layer.
        After --time-limit the samples finished are reported, and the error output says how many of each n those are.
        The same seed gives the same samples, whatever --workers.

        Which model is compared with, which of its quantities, at which level or depth, and which givens take the ratios, the equation
        files declare; --theory, --theory-quantity and --theory-level choose others. The quantity is a goal or output, or a given: then
        its value where the goal is the last ratio.

        json is an array with one object a size; its keys, in this order:
          quantity  estimate (upper, lower)  n  outputs [one a layer]  seed  restarts  sweeps
          samples  mean  standardDeviation  lower  upper  exact {mean, found: the samples where the search found it} or null
          theory {model, level, value, errorEstimate} or null  noTheory (the reason, or null)  values [one a sample]
        csv has the columns n, outputs.1, outputs.2, samples, mean, standardDeviation, lower, upper, exact.mean, exact.found,
        theory.value, theory.errorEstimate.

        Exit code: 0 if all samples are done, 1 if --time-limit was reached before; 2 if an argument is wrong; 130 on Ctrl-C, after a report of the samples finished.

        Examples:
          relu-injectivity simulate --n 10,20,50 --alpha 6.7 --samples 20
          relu-injectivity simulate --layers 2 --n 3 --alpha 6.7,6.7 --exact
          relu-injectivity simulate --quantity projection --n 50 --alpha 7.6477
        """;

    private const string LimitReached = "--time-limit was reached";

    private static readonly string[] Formats = ["table", "json", "csv"];
    private static readonly string[] Quantities = ["active", "projection"];

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Option<string> quantity = new("--quantity") { Description = "What to measure", HelpName = "active|projection", DefaultValueFactory = _ => "active" };
        Option<string> layers = new("--layers") { Description = "Layers of the network", HelpName = "1|2", DefaultValueFactory = _ => "1" };
        Option<string> inputs = new("--n") { Description = "Inputs: a number, or a list such as 10,20,50", HelpName = "N", DefaultValueFactory = _ => "20" };
        Option<string> alpha = new("--alpha") { Description = "Outputs of each layer per input: A, or A1,A2 for two layers", HelpName = "A", Required = true };
        Option<string> samples = Number("--samples", "Networks drawn for each n", "20");
        Option<string> restarts = Number("--restarts", "Independent searches on each network; for projections 16 starts each", "3");
        Option<string> sweeps = Number("--sweeps", "Length of an annealing, in moves for each output", "300");
        Option<string> seed = Number("--seed", "Names the random numbers", "1");
        Option<string> workers = Number("--workers", "Threads", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));
        Option<bool> exact = new("--exact") { Description = "Enumerate the exact value too, for n <= 4" };
        Option<string?> theory = new("--theory") { Description = "The model that gives the theoretical value, or 'none'", HelpName = "MODEL" };
        Option<string?> theoryQuantity = new("--theory-quantity") { Description = "Its goal, output or given to compare with", HelpName = "NAME" };
        Option<string?> theoryLevel = new("--theory-level") { Description = "Its level, or the depth of a model without levels [default: as its file says]", HelpName = "LEVEL" };
        Option<string[]> set = SharedArguments.Set();
        Option<string?> time = new("--time-limit") { Description = "Seconds after which the samples finished are reported [default: none]", HelpName = "SECONDS" };
        Option<string?> plot = new("--plot") { Description = "A picture of the means by size beside the theory, .svg or .png", HelpName = "FILE" };
        Option<string> format = SharedArguments.Format(Formats);
        Command command = new DocumentedCommand("simulate", Summary, Details)
        {
            quantity, layers, inputs, alpha, samples, restarts, sweeps, seed, workers, exact, theory, theoryQuantity, theoryLevel, set, time, plot, format,
        };
        command.SetAction(parsed =>
        {
            TimeSpan? limit = TimeLimits.Parse(parsed.GetValue(time));
            using CancellationTokenSource stop = TimeLimits.Within(limit, around.Cancellation);
            string wanted = Choice.Parse(format.Name, parsed.GetRequiredValue(format), Formats);
            PictureFile.Require(plot.Name, parsed.GetValue(plot));
            SimulatedQuantity measured = Choice.Parse(quantity.Name, parsed.GetRequiredValue(quantity), Quantities) is "active" ? SimulatedQuantity.Active : SimulatedQuantity.Projection;
            int depth = Choice.Parse(layers.Name, parsed.GetRequiredValue(layers), "1", "2") is "1" ? 1 : 2;
            if (depth == 2 && measured == SimulatedQuantity.Projection)
            {
                throw new BadArgumentException("--quantity: a projection is of one layer; leave --layers 2 out");
            }

            double[] ratios = Ratios(parsed.GetRequiredValue(alpha), depth);
            var search = new SearchOptions(
                (int)Integer(restarts.Name, parsed.GetRequiredValue(restarts), 1, 1_000_000), (int)Integer(sweeps.Name, parsed.GetRequiredValue(sweeps), 1, 1_000_000));
            var shape = new SimulationSettings(
                measured, 1, [1], (int)Integer(samples.Name, parsed.GetRequiredValue(samples), 1, 1_000_000), search,
                Integer(seed.Name, parsed.GetRequiredValue(seed), long.MinValue, long.MaxValue))
            {
                IsExact = parsed.GetValue(exact),
                Workers = (int)Integer(workers.Name, parsed.GetRequiredValue(workers), 1, 1024),
            };
            SimulationSettings[] sizes = [.. parsed.GetRequiredValue(inputs).Split(',').Select(n => AtSize(shape, (int)Integer(inputs.Name, n, 1, 2000), ratios))];
            (CommandContext source, string? name) = parsed.GetValue(theory) is { } typed ? ModelSource.One(around, typed, parsed.GetValue(theoryLevel), null, theory.Name) : (around, null);
            TheoryQuery? query = Query(source, name, parsed.GetValue(theoryQuantity), parsed.GetValue(theoryLevel), parsed.GetValue(set) ?? [], shape, depth, out string? missing);
            return Run(around, sizes, query, missing, wanted, parsed.GetValue(plot), stop.Token);
        });
        return command;
    }

    private static Option<string> Number(string name, string description, string standard) =>
        new(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => standard };

    private static long Integer(string argument, string typed, long least, long most) =>
        long.TryParse(typed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) && value >= least && value <= most
            ? value
            : throw new BadArgumentException(string.Create(CultureInfo.InvariantCulture, $"{argument}: '{typed}' is not a whole number from {least} to {most}"));

    private static double[] Ratios(string typed, int layers)
    {
        double[] ratios = [.. typed.Split(',').Select(part => NumberArgument.Parse("--alpha", part))];
        if (ratios.Length != layers)
        {
            throw new BadArgumentException(layers == 1
                ? $"--alpha: '{typed}' has {ratios.Length} ratios for one layer; write one, or add --layers 2"
                : $"--alpha: '{typed}' has {ratios.Length} ratios for two layers; write it like 6.7,6.7");
        }

        return ratios.FirstOrDefault(r => !(r is > 0 and <= 1000), 1) is 1
            ? ratios
            : throw new BadArgumentException($"--alpha: the ratios of '{typed}' must be above 0 and at most 1000");
    }

    private static SimulationSettings AtSize(SimulationSettings shape, int n, double[] ratios)
    {
        int[] outputs = [.. ratios.Select(r => Math.Max(1, (int)Math.Round(r * n)))];
        if (shape.IsExact && (n > ExactMinimum.MostInputs || outputs.Any(m => m > ExactMinimum.MostOutputs)))
        {
            throw new BadArgumentException($"--exact: enumeration takes n <= {ExactMinimum.MostInputs} and at most {ExactMinimum.MostOutputs} outputs a layer; n = {n} has {string.Join(", ", outputs)}");
        }

        if (shape.Quantity == SimulatedQuantity.Projection && outputs[0] < n)
        {
            throw new BadArgumentException("--alpha: a projection needs a ratio of at least 1");
        }

        return shape with { Inputs = n, Outputs = outputs };
    }

    private static TheoryQuery? Query(
        CommandContext around, string? model, string? quantity, string? level, IReadOnlyList<string> set, SimulationSettings shape, int depth, out string? missing)
    {
        string[] keys = [Quantities[shape.Quantity == SimulatedQuantity.Active ? 0 : 1], depth.ToString(CultureInfo.InvariantCulture)];
        ReportEntry[] entries = [.. Reports.Of(around.Systems, "simulate").Where(e => e.Info.Keys.SequenceEqual(keys, StringComparer.Ordinal))];
        string name = model ?? entries.FirstOrDefault(e => e.Info.IsDefault)?.Model ?? "none";
        IReadOnlyList<string> models = [.. around.Systems.Select(s => s.Name.Model).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        bool isNone = name is "none";
        missing = isNone && model is null ? "no equation file declares a model for it" : isNone ? "none was asked for" : models.Contains(name, StringComparer.Ordinal) ? null : $"there is no model '{name}'";
        if (missing is not null && model is not null && !isNone)
        {
            throw new BadArgumentException($"--theory: {missing}{Suggestion.For(name, models)}\nmodels: {string.Join(", ", models)}");
        }

        if (missing is not null)
        {
            return set.Count == 0 && quantity is null && level is null
                ? null
                : throw new BadArgumentException($"{(set.Count > 0 ? "--set" : quantity is not null ? "--theory-quantity" : "--theory-level")}: there is no theory model to set it for; name one with --theory");
        }

        ReportInfo? declared = entries.FirstOrDefault(e => string.Equals(e.Model, name, StringComparison.Ordinal))?.Info;
        return TheoryQuery.Create(around, name, quantity ?? declared?.Quantity, declared, level, set);
    }

    private static int Run(CommandContext around, SimulationSettings[] sizes, TheoryQuery? query, string? missing, string format, string? plot, CancellationToken stop)
    {
        List<SimulationPoint> points = [];
        int all = sizes.Sum(s => s.Samples);
        int done = 0;
        List<int> finished = [];
        foreach (SimulationSettings size in sizes)
        {
            IReadOnlyList<SimulatedSample> samples = stop.IsCancellationRequested ? [] : LimitedRun.Of(
                size,
                () =>
                {
                    done++;
                    if (around.ErrorIsTerminal)
                    {
                        around.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r[{new string('#', 40 * done / all).PadRight(40)}] {done}/{all}{(done == all ? "\n" : string.Empty)}"));
                    }
                },
                stop);
            finished.Add(samples.Count);
            if (samples.Count > 0)
            {
                points.Add(WithTheory(new SimulationPoint(size, samples), query, missing, around, stop));
            }
        }

        Write(around, points, query?.Model, format);
        bool isDrawn = plot is null || PictureFile.Write(around, "--plot", plot, () => TablePlots.Simulations(points));
        if (around.Cancellation.IsCancellationRequested)
        {
            around.Error.WriteLine($"error: cancelled after {done} of {all} samples");
            return ExitCode.Cancelled;
        }

        if (done == all && points.TrueForAll(p => !string.Equals(p.NoTheory, LimitReached, StringComparison.Ordinal)))
        {
            return isDrawn ? ExitCode.Success : ExitCode.NotSolved;
        }

        string each = string.Join(", ", sizes.Select((s, i) => $"{finished[i]} of {s.Samples} at n = {s.Inputs}"));
        around.Error.WriteLine(done == all ? $"error: budget: {LimitReached} before the theory was worked out" : $"error: budget: {LimitReached} after {done} of {all} samples ({each})");
        return ExitCode.NotSolved;
    }

    private static SimulationPoint WithTheory(SimulationPoint point, TheoryQuery? query, string? missing, CommandContext around, CancellationToken stop)
    {
        if (query is null)
        {
            return point with { NoTheory = missing };
        }

        try
        {
            TheoryValue? theory = query.At(point.Ratios, stop, out string? reason);
            return point with { Theory = theory, NoTheory = reason };
        }
        catch (OperationCanceledException)
        {
            return point with { NoTheory = around.Cancellation.IsCancellationRequested ? "cancelled" : LimitReached };
        }
    }

    private static void Write(CommandContext around, IReadOnlyList<SimulationPoint> points, string? model, string format)
    {
        switch (format)
        {
            case "json":
                SimulationReport.WriteJson(points, model, around.Output);
                break;
            case "csv":
                SimulationReport.WriteCsv(points, around.Output);
                break;
            case "table" when points.Count > 0:
                SimulationReport.WriteTable(points, model, around.Output, around.OutputIsTerminal);
                break;
        }
    }
}
