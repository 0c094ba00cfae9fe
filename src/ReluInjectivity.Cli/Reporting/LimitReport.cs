using System.Globalization;
using System.Text.Json;
using ReluInjectivity.Cli.Drawings;
using ReluInjectivity.Pictures;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Reporting;

/// <summary>The limit of a model's levels, for people or as JSON.</summary>
internal sealed class LimitReport
{
    private readonly IReadOnlyList<SolveResult> _levels;
    private readonly SequenceLimit _limit;
    private readonly IReadOnlyList<KeyValuePair<string, SequenceLimit>> _quantities;
    private readonly IReadOnlyList<ProfileLimit> _profiles;

    private LimitReport(IReadOnlyList<SolveResult> levels, SequenceLimit limit, SolveStatus status)
    {
        _levels = levels;
        _limit = limit;
        Status = status;
        _quantities = [.. from q in Shared(levels) let extrapolated = Try(levels, q.At) where extrapolated is not null select KeyValuePair.Create(q.Name, extrapolated)];
        _profiles = !double.IsFinite(limit.Exponent) ? [] : [.. System.Profiles.Select(p => ProfileLimit.Of(levels, p, limit.Exponent)).OfType<ProfileLimit>()];
    }

    /// <summary>Solved where every level is and the error estimate is allowed; otherwise the first level's status that is not, or imprecise.</summary>
    public SolveStatus Status { get; }

    /// <summary>How the levels approach the limit, as a picture.</summary>
    public Plot Distance() => LimitPlots.Distance(_levels, _limit);

    /// <summary>The step functions of the levels, as a picture.</summary>
    public Plot Profile() => LimitPlots.Profile(_levels, _profiles);

    /// <summary>The limit and its evidence, in words.</summary>
    public IEnumerable<(string Term, string Text)> Terms() =>
    [
        ("limit", double.IsNaN(_limit.Value) ? $"none; {Message}" : $"{System.Goal} = {Notation.WithError(_limit.Value, _limit.ErrorEstimate)} ({Notation.CamelCase(Status)})"),
        .. !double.IsNaN(_limit.Value) && Message is { } note ? [("note", note)] : Array.Empty<(string, string)>(),
        .. _quantities.Select(static q => ("limit of " + q.Key, Notation.WithError(q.Value.Value, q.Value.ErrorEstimate))),
    ];

    private SystemDescription System => _levels[^1].System;

    /// <summary>Why there is no limit, or what is to be said of a bar from few levels; null where there are enough.</summary>
    private string? Message => double.IsNaN(_limit.Value) ? "the values of the levels are not seen to approach a limit" : _levels.Count >= SequenceLimit.FewestLevels ? null
        : FormattableString.Invariant($"{_levels.Count} levels are few ({SequenceLimit.FewestLevels} tell the error): the bar is as wide as the way from the highest level to the limit, or wider");

    /// <summary>Extrapolates the goal and what else every level has.</summary>
    public static LimitReport Of(IReadOnlyList<SolveResult> levels, double tolerance)
    {
        SequenceLimit limit = Try(levels, r => r.Value) ?? new(double.NaN, double.NaN, double.NaN, double.NaN, 0, levels[^1].System.Indices.ValueOf(FamilyIndexKind.Level)!.Value, double.NaN, double.NaN);
        SolveStatus status = levels.Select(l => l.Status).FirstOrDefault(s => s != SolveStatus.Solved, SolveStatus.Solved);
        return new(levels, limit, status != SolveStatus.Solved ? status : limit.ErrorEstimate <= tolerance ? SolveStatus.Solved : SolveStatus.Imprecise);
    }

    /// <summary>Writes JSON; the keys are documented with the command.</summary>
    public void WriteJson(TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("model", System.Model);
        json.WriteString("goal", System.Goal);
        json.WriteString("status", Notation.CamelCase(Status));
        json.WriteFinite("value", _limit.Value);
        json.WriteFinite("errorEstimate", _limit.ErrorEstimate);
        json.WriteString("message", Message);
        json.WriteFinite("exponent", _limit.Exponent);
        json.WriteFinite("exponentError", _limit.ExponentError);
        json.WriteNumber("terms", _limit.Terms);
        json.WriteStartObject("heldOut");
        json.WriteNumber("level", _limit.HeldOutLevel);
        json.WriteFinite("predicted", _limit.Predicted);
        json.WriteFinite("value", _levels[^1].Value);
        json.WriteFinite("miss", _limit.Miss);
        json.WriteEndObject();
        json.WriteStartObject("given");
        foreach ((string name, double value) in System.Givens.Zip(_levels[^1].Given, (g, v) => (g.Name, v)))
        {
            json.WriteFinite(name, value);
        }

        json.WriteEndObject();
        json.WriteStartArray("levels");
        foreach (SolveResult level in _levels)
        {
            JsonReport.WriteResult(json, level);
        }

        json.WriteEndArray();
        json.WriteStartObject("quantities");
        foreach ((string name, SequenceLimit limit) in _quantities)
        {
            json.WriteStartObject(name);
            json.WriteFinite("value", limit.Value);
            json.WriteFinite("errorEstimate", limit.ErrorEstimate);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        WriteProfiles(json);
        json.WriteEndObject();
    });

    /// <summary>Writes a table of the levels, the limit with its evidence, and the limits of the profiles.</summary>
    public void WriteTable(TextWriter output, bool isTerminal)
    {
        TextTable table = new(["level", "status", System.Goal, "error", "above the limit"], 5);
        foreach (SolveResult r in _levels)
        {
            table.AddRow(
                [
                    r.System.Indices.ValueOf(FamilyIndexKind.Level)!.Value.ToString(CultureInfo.InvariantCulture), Notation.CamelCase(r.Status),
                    Notation.Supported(r.Value, r.ErrorEstimate), "± " + Notation.Error(r.ErrorEstimate), Notation.Brief(r.Value - _limit.Value),
                ],
                1, r.Status == SolveStatus.Solved ? CellColour.Good : CellColour.Bad);
        }

        table.Write(output, isTerminal);
        if (double.IsNaN(_limit.Value))
        {
            output.WriteLine($"limit: none; {Message}");
            return;
        }

        output.WriteLine($"limit: {System.Goal} = {Notation.WithError(_limit.Value, _limit.ErrorEstimate)} ({Notation.CamelCase(Status)})");
        if (Message is { } message)
        {
            output.WriteLine($"note: {message}");
        }

        output.WriteLine(double.IsFinite(_limit.Exponent)
            ? $"law: the distance falls like level^-{_limit.Exponent.ToString("F3", CultureInfo.InvariantCulture)} ± {Notation.Error(_limit.ExponentError)}; {_limit.Terms} terms"
            : _limit.Terms > 0 ? "law: the distance falls geometrically" : "law: the levels no longer differ");
        output.WriteLine($"held out: level {_limit.HeldOutLevel} predicted from the levels below as {Notation.Shortest(_limit.Predicted)}, a miss of {Notation.Error(Math.Abs(_limit.Miss))}");
        foreach ((string name, SequenceLimit limit) in _quantities)
        {
            output.WriteLine($"limit: {name} = {Notation.WithError(limit.Value, limit.ErrorEstimate)}");
        }

        foreach (ProfileLimit limit in _profiles)
        {
            output.WriteLine($"limit: {limit.Profile.Name} over {limit.Profile.Over}{(limit.Profile.Text is { } text ? $", {text}" : string.Empty)}");
            TextTable rows = new([limit.Profile.Over, limit.Profile.Name, "error"], 3);
            foreach (ProfilePoint point in limit.Points)
            {
                rows.AddRow([Notation.Shortest(point.At), Notation.Supported(point.Value, point.ErrorEstimate), "± " + Notation.Error(point.ErrorEstimate)]);
            }

            rows.Write(output, isTerminal);
        }

        string given = string.Join("  ", System.Givens.Zip(_levels[^1].Given, (g, v) => $"{g.Name}={Notation.Shortest(v)}"));
        output.WriteLine($"{System.Goal} given {given}");
    }

    private void WriteProfiles(Utf8JsonWriter json)
    {
        json.WriteStartArray("profiles");
        foreach (ProfileLimit limit in _profiles)
        {
            json.WriteStartObject();
            json.WriteString("name", limit.Profile.Name);
            json.WriteString("over", limit.Profile.Over);
            json.WriteFinite("exponent", limit.Exponent);
            json.WriteStartArray("points");
            foreach (ProfilePoint point in limit.Points)
            {
                json.WriteStartObject();
                json.WriteFinite("at", point.At);
                json.WriteFinite("value", point.Value);
                json.WriteFinite("errorEstimate", point.ErrorEstimate);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static SequenceLimit? Try(IReadOnlyList<SolveResult> levels, Func<SolveResult, double> at)
    {
        try
        {
            return Extrapolate(levels, at);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static SequenceLimit Extrapolate(IReadOnlyList<SolveResult> levels, Func<SolveResult, double> at) =>
        SequenceLimit.Of([.. levels.Select(l => l.System.Indices.ValueOf(FamilyIndexKind.Level)!.Value)], [.. levels.Select(at)]);

    /// <summary>The scalar unknowns and the outputs that every level has.</summary>
    private static IEnumerable<(string Name, Func<SolveResult, double> At)> Shared(IReadOnlyList<SolveResult> levels)
    {
        SystemDescription last = levels[^1].System;
        foreach (UnknownInfo unknown in last.Unknowns.Where(u => u.Index is null))
        {
            yield return (unknown.Name, r => r.Unknowns[r.System.Unknowns.ToList().FindIndex(u => string.Equals(u.Name, unknown.Name, StringComparison.Ordinal))]);
        }

        for (int i = 0; i < last.Outputs.Count; i++)
        {
            int at = i;
            yield return (last.Outputs[i].Name, r => r.Outputs[at]);
        }
    }
}
