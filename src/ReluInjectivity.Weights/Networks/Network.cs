namespace ReluInjectivity.Weights;

/// <summary>The layers of a network in the order in which data passes them.</summary>
/// <param name="Layers">At least one layer; successive linear layers fit: the inputs of each are the outputs of the one before.</param>
/// <param name="Notes">What was assumed or passed through while reading, one sentence each; show them to the user.</param>
public sealed record Network(IReadOnlyList<NetworkLayer> Layers, IReadOnlyList<string> Notes);
