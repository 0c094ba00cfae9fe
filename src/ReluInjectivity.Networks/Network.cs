namespace ReluInjectivity.Networks;

/// <summary>The layers of a network in the order in which data passes them.</summary>
/// <param name="Stages">Successive linear layers fit: the inputs of each are the outputs of the one before.</param>
/// <param name="Notes">What was assumed or passed through while reading, one sentence each; show them to the user.</param>
public sealed record Network(IReadOnlyList<Stage> Stages, IReadOnlyList<string> Notes)
{
    /// <summary>A network of layers alone.</summary>
    /// <param name="stages">The layers in order.</param>
    public Network(IReadOnlyList<Stage> stages)
        : this(stages, [])
    {
    }

    /// <summary>The first operation that is not read as a layer, and why: everything behind it is left out. Null where the layers are the whole network.</summary>
    public string? Unread { get; init; }

    /// <summary>
    /// Inputs and outputs of the whole network, left-out operations included, where all of them are continuous and the file tells the sizes; else null.
    /// </summary>
    public (long Inputs, long Outputs)? Dimensions { get; init; }

    /// <summary>
    /// Whether the input follows from the output node by node, in exact arithmetic, as in coupling layers of flows: such a network is injective, whatever its
    /// layers are. False where that was not found.
    /// </summary>
    public bool IsInvertedByNodes { get; init; }

    /// <summary>The same network with the groups of its convolutions as stages of their own, side by side.</summary>
    public Network ByGroups() => this with { Stages = [.. Stages.SelectMany(stage => stage.Groups())] };
}
