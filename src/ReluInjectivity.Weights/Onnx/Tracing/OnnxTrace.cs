namespace ReluInjectivity.Weights.Onnx.Tracing;

/// <summary>What was read of a graph from one of its tensors on.</summary>
/// <param name="Start">The tensor: its entries, in row-major order, are what the first layer takes.</param>
/// <param name="Layers">The layers.</param>
/// <param name="Ends">The tensors that all that follows is computed from, in the numbers that the last layer gives.</param>
/// <param name="Unread">What ends the layers; null where they reach the outputs.</param>
internal sealed record OnnxTrace(string Start, IReadOnlyList<Stage> Layers, IReadOnlyList<(string Tensor, LinearForm[] Forms)> Ends, string? Unread);
