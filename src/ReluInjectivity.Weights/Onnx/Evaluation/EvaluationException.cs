namespace ReluInjectivity.Weights.Onnx.Evaluation;

/// <summary>A forward pass that cannot be run, which is no fault of the file's: its input's size is not known, or an operation is not evaluated.</summary>
internal sealed class EvaluationException(string message) : Exception(message);
