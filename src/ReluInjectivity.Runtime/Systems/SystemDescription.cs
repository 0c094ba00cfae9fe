using System.Text.Json.Serialization;

namespace ReluInjectivity.Runtime.Systems;

/// <summary>What a goal asks for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GoalKind>))]
public enum GoalKind
{
    /// <summary>The minimum over the unknowns.</summary>
    Minimise,

    /// <summary>The maximum over the unknowns.</summary>
    Maximise,

    /// <summary>A stationary point, of whatever kind.</summary>
    Stationary,

    /// <summary>A root of the system's equations.</summary>
    Solve,
}

/// <summary>The order of an indexed unknown's values.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Ordering>))]
public enum Ordering
{
    /// <summary>Any order.</summary>
    None,

    /// <summary>Strictly increasing with the index.</summary>
    Increasing,

    /// <summary>Strictly decreasing with the index.</summary>
    Decreasing,
}

/// <summary>An unknown of a system.</summary>
/// <param name="Name">Its name as the equation file writes it, such as <c>q[1]</c>.</param>
/// <param name="Family">The declared name, such as <c>q</c>.</param>
/// <param name="Index">Its index; null for a scalar.</param>
/// <param name="Lower">The lower end of its open interval; may be minus infinity.</param>
/// <param name="Upper">The upper end; may be infinity.</param>
/// <param name="Ordering">The order it stands in with its family.</param>
/// <param name="Text">The description; null where the file has none.</param>
/// <param name="Start">Where a search may start; null: anywhere.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record UnknownInfo(
    string Name, string Family, int? Index, double Lower, double Upper, Ordering Ordering, string? Text, double? Start = null);

/// <summary>A parameter of a system.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Default">Its value unless the caller sets another.</param>
/// <param name="Lower">The lower end of its open interval; may be minus infinity.</param>
/// <param name="Upper">The upper end; may be infinity.</param>
/// <param name="Text">The description; null where the file has none.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record GivenInfo(string Name, double Default, double Lower, double Upper, string? Text);

/// <summary>A quantity reported beside the goal.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">The description; null where the file has none.</param>
public sealed record OutputInfo(string Name, string? Text);

/// <summary>Where its condition holds there is no value, for the reason in the text.</summary>
/// <param name="Text">What it means.</param>
/// <param name="Unknowns">The places of the unknowns that the condition depends on.</param>
/// <param name="IsRequirement">Whether points where it applies are refused, since the condition is that a requirement of the file fails; the text is the requirement's.</param>
public sealed record OutcomeInfo(string Text, IReadOnlyList<int> Unknowns, bool IsRequirement = false);

/// <summary>A step function made of two indexed unknowns: it is <c>Name[k]</c> between <c>Over[k-1]</c> and <c>Over[k]</c>.</summary>
/// <param name="Name">The family that holds the steps' heights.</param>
/// <param name="Over">The family that holds the jumps' places.</param>
/// <param name="Text">The description; null where the file has none.</param>
public sealed record ProfileInfo(string Name, string Over, string? Text);

/// <summary>An expected value that the equation file states.</summary>
/// <param name="Quantity">The goal, output or unknown, as the file writes it.</param>
/// <param name="Value">The value.</param>
/// <param name="Tolerance">The absolute tolerance.</param>
/// <param name="At">The givens it holds at, where they differ from the defaults.</param>
/// <param name="Citation">Where it stands; null: computed by this project.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record ReferenceValue(string Quantity, double Value, double Tolerance, IReadOnlyList<KeyValuePair<string, double>> At, string? Citation);

/// <summary>Where the model stands in the report of a command that sets models side by side, or compares one with something else.</summary>
/// <param name="Command">The command.</param>
/// <param name="Keys">What of the command's choices it stands for.</param>
/// <param name="Quantity">The goal, output or given that is reported; null: the goal.</param>
/// <param name="At">The values of indices of the family and of givens, by name.</param>
/// <param name="Over">The givens that take what the command varies, in its order.</param>
/// <param name="Otherwise">The model that stands in where this one has no value; null: none.</param>
/// <param name="IsDefault">Whether the command takes these keys, or this model, where it is not told.</param>
public sealed record ReportInfo(
    string Command, IReadOnlyList<string> Keys, string? Quantity, IReadOnlyList<KeyValuePair<string, double>> At, IReadOnlyList<string> Over, string? Otherwise, bool IsDefault);

/// <summary>A line of the instantiated system.</summary>
/// <param name="Text">In the notation of the equation language.</param>
/// <param name="Latex">In LaTeX, for math mode.</param>
/// <param name="Method">How it is evaluated, such as "closed form" or "grid"; null for plain arithmetic.</param>
public sealed record EquationLine(string Text, string Latex, string? Method);

/// <summary>A system of equations: one member of a model's family, for one goal. <c>JsonSerializer</c> writes and reads all but <see cref="Relations"/>.</summary>
public sealed partial record SystemDescription
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The model's title.</summary>
    public required string Title { get; init; }

    /// <summary>Where the equations stand.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>The equation file, relative to the project, with forward slashes.</summary>
    public required string File { get; init; }

    /// <summary>The place in the family: the values of its indices, outermost first; empty for a model that is one system.</summary>
    public required IReadOnlyList<FamilyIndex> Indices { get; init; }

    /// <summary>Whether each level contains the one before at the same depth, so that the optimum can only improve.</summary>
    public required bool IsNested { get; init; }

    /// <summary>What is asked for.</summary>
    public required GoalKind Kind { get; init; }

    /// <summary>The quantity reported, which also names the goal.</summary>
    public required string Goal { get; init; }

    /// <summary>
    /// For a <see cref="GoalKind.Stationary"/> goal with a declared order, the places of the unknowns maximised over, inside the minimum over the others;
    /// null where no order is declared, so that any stationary point is meant.
    /// </summary>
    public IReadOnlyList<int>? Maximised { get; init; }

    /// <summary>The unknowns, in the order of every vector of unknowns.</summary>
    public required IReadOnlyList<UnknownInfo> Unknowns { get; init; }

    /// <summary>The parameters, in the order of every vector of givens.</summary>
    public required IReadOnlyList<GivenInfo> Givens { get; init; }

    /// <summary>The outputs, in the order of every vector of outputs.</summary>
    public required IReadOnlyList<OutputInfo> Outputs { get; init; }

    /// <summary>The outcomes without a value.</summary>
    public IReadOnlyList<OutcomeInfo> Outcomes { get; init; } = [];

    /// <summary>The step functions.</summary>
    public IReadOnlyList<ProfileInfo> Profiles { get; init; } = [];

    /// <summary>The bounds on the goal by other models.</summary>
    public IReadOnlyList<BoundInfo> Bounds { get; init; } = [];

    /// <summary>Where the model stands in reports.</summary>
    public IReadOnlyList<ReportInfo> Reports { get; init; } = [];

    /// <summary>The relations that stand in the place of unknowns, whose intervals and orders bound the system's; null where there are none.</summary>
    [JsonIgnore]
    public IRelations? Relations { get; init; }

    /// <summary>The labels of the equations of a <see cref="GoalKind.Solve"/> goal; otherwise empty.</summary>
    public required IReadOnlyList<string> Equations { get; init; }

    /// <summary>For each of several equations the places of the unknowns it depends on; empty for a single equation.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Dependencies { get; init; } = [];

    /// <summary>The expected values.</summary>
    public required IReadOnlyList<ReferenceValue> References { get; init; }

    /// <summary>The instantiated system, line by line.</summary>
    public required IReadOnlyList<EquationLine> Lines { get; init; }
}
