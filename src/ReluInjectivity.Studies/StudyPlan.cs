using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Studies;

/// <summary>What a study asks for. Which point starts from which others follows from it alone.</summary>
/// <param name="Parts">The parts, in their order.</param>
/// <param name="Version">The version of the program that solves it.</param>
public sealed record StudyPlan(IReadOnlyList<StudyPart> Parts, string Version)
{
    private static readonly JsonSerializerOptions Print = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The number of points of all parts.</summary>
    public long Points => Parts.Sum(static p => (long)p.Points);

    /// <summary>The number of results: a member at a point each.</summary>
    public long Results => Parts.Sum(static p => (long)p.Points * p.Members.Count);

    /// <summary>What was asked for, as JSON: an array with model, goal, members, over, set and tolerance of each part.</summary>
    public string Text => new JsonArray([.. Parts.Select(static p => (JsonNode)new JsonObject
    {
        ["model"] = p.Family.Model,
        ["goal"] = p.Family.Goal,
        ["members"] = new JsonArray([.. p.Members.Select(static m => (JsonNode)string.Join(", ", m.Name.Indices.Select(Member)))]),
        ["over"] = new JsonArray([.. p.Axes.Select(static a => (JsonNode)$"{a.Name}={a.Text}")]),
        ["set"] = new JsonObject(p.Given.OrderBy(static g => g.Key, StringComparer.Ordinal).Select(static g => KeyValuePair.Create<string, JsonNode?>(g.Key, g.Value))),
        ["tolerance"] = p.Options.Tolerance,
    })]).ToJsonString(Print);

    /// <summary>A hash of the equations, unknowns and givens of all members that are solved, and of those that they start from; comments and names of files do not count.</summary>
    public string Equations => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(Parts
        .SelectMany(static p => Needed(p)).Distinct().Select(static s => Described(s.Description)).Order(StringComparer.Ordinal)))));

    private static IEnumerable<IEquationSystem> Needed(StudyPart part)
    {
        foreach (IEquationSystem member in part.Members)
        {
            for (IEquationSystem? system = member; system is not null; system = part.Family.Before(system))
            {
                yield return system;
            }
        }

        // Bounds by other models decide the status.
        foreach (string model in part.Members.SelectMany(static m => m.Description.Bounds).Select(static b => b.Model).Distinct(StringComparer.Ordinal))
        {
            foreach (IEquationSystem other in part.Catalog.Where(s => string.Equals(s.Name.Model, model, StringComparison.Ordinal)))
            {
                yield return other;
            }
        }
    }

    private static string Described(SystemDescription system)
    {
        var text = new StringBuilder();
        void Line(params IEnumerable<object?> cells) =>
            text.AppendJoin('\t', cells.Select(static c => Convert.ToString(c, CultureInfo.InvariantCulture))).Append('\n');
        Line([system.Model, system.Goal, system.Kind, system.IsNested, .. system.Maximised?.Cast<object>() ?? [], .. system.Indices.Select(Member)]);
        foreach (UnknownInfo u in system.Unknowns)
        {
            Line("unknown", u.Name, u.Family, u.Lower, u.Upper, u.Ordering, u.Start);
        }

        foreach (GivenInfo g in system.Givens)
        {
            Line("given", g.Name, g.Default, g.Lower, g.Upper);
        }

        Line([.. system.Outputs.Select(static o => o.Name)]);
        foreach (BoundInfo bound in system.Bounds)
        {
            Line("bound", bound);
        }

        foreach (EquationLine line in system.Lines)
        {
            Line(line.Text);
        }

        return text.ToString();
    }

    private static string Member(FamilyIndex index) => string.Create(CultureInfo.InvariantCulture, $"{index.Kind.ToString().ToLowerInvariant()} {index.Value}");
}
