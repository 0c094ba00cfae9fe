namespace ReluInjectivity.Weights;

/// <summary>A strictly increasing map of each number by itself that follows a layer; it keeps different inputs different.</summary>
/// <param name="Operation">Its name, as ONNX has it.</param>
/// <param name="NegativeSlopes">
/// For a map with a kink at 0: the factors of negative numbers, positive, one for all or one for each row of the layer's matrix. Null for a smooth map.
/// </param>
public sealed record PointwiseMap(string Operation, IReadOnlyList<double>? NegativeSlopes)
{
    /// <summary>The parameter of a smooth map: Elu's alpha.</summary>
    public double Parameter { get; init; } = 1;

    /// <summary>The least and the greatest slope; 0 for a least one that is approached far out.</summary>
    public (double Least, double Greatest) Slopes => Operation switch
    {
        "Sigmoid" => (0, 0.25),
        "Elu" => (0, Math.Max(1, Parameter)),
        _ when NegativeSlopes is { } slopes => (Math.Min(1, slopes.Min()), Math.Max(1, slopes.Max())),
        _ => (0, 1),
    };

    /// <summary>The value at a number of some row.</summary>
    internal double At(double v, int row) => Operation switch
    {
        "Sigmoid" => 1 / (1 + Math.Exp(-v)),
        "Tanh" => Math.Tanh(v),
        "Softplus" => Math.Max(v, 0) + Math.Log(1 + Math.Exp(-Math.Abs(v))),
        "Elu" => v < 0 ? Parameter * (Math.Exp(v) - 1) : v,
        _ => v < 0 && NegativeSlopes is { } slopes ? slopes[slopes.Count == 1 ? 0 : row] * v : v,
    };
}
