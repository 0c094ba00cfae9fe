using System.Globalization;

namespace ReluInjectivity.Networks;

/// <summary>A strictly increasing map of each number by itself that follows a layer; it keeps different inputs different.</summary>
/// <param name="Operation">Its name, as ONNX has it.</param>
/// <param name="NegativeSlopes">
/// For a map with a kink at 0: the factors of negative numbers, positive, one for all or one for each row of the layer's matrix. Null for a smooth map.
/// </param>
public sealed record PointwiseMap(string Operation, IReadOnlyList<double>? NegativeSlopes)
{
    // Below it log(e^y - 1) = log y + y/2 + y^2/24 to y^4/2880.
    private const double SmallSoftplus = 1e-3;

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

    /// <summary>The numbers it gives, in words.</summary>
    public string Range => Operation switch
    {
        "Sigmoid" => "numbers between 0 and 1, both excluded",
        "Tanh" => "numbers between -1 and 1, both excluded",
        "Softplus" => "positive numbers",
        "Elu" => string.Create(CultureInfo.InvariantCulture, $"numbers above {-Parameter:R}"),
        _ => "all numbers",
    };

    /// <summary>The value at a number.</summary>
    /// <param name="v">The number.</param>
    /// <param name="row">The row of the layer's matrix that it belongs to.</param>
    public double At(double v, int row) => Operation switch
    {
        "Sigmoid" => 1 / (1 + Math.Exp(-v)),
        "Tanh" => Math.Tanh(v),
        "Softplus" => Math.Max(v, 0) + LogOnePlus(Math.Exp(-Math.Abs(v))),
        "Elu" => v < 0 ? Parameter * (Math.Exp(v) - 1) : v,
        _ => v < 0 ? NegativeSlope(row) * v : v,
    };

    /// <summary>The slope at a number; at the kink that of greater numbers.</summary>
    /// <param name="v">The number.</param>
    /// <param name="row">The row of the layer's matrix that it belongs to.</param>
    public double Slope(double v, int row) => Operation switch
    {
        "Sigmoid" => 1 / ((1 + Math.Exp(-v)) * (1 + Math.Exp(v))),
        "Tanh" => 1 / Math.Pow(Math.Cosh(v), 2),
        "Softplus" => 1 / (1 + Math.Exp(-v)),
        "Elu" => v < 0 ? Parameter * Math.Exp(v) : 1,
        _ => v < 0 ? NegativeSlope(row) : 1,
    };

    /// <summary>The number with a value; null for values that it does not give.</summary>
    /// <param name="y">The value.</param>
    /// <param name="row">The row of the layer's matrix that it belongs to.</param>
    public double? Inverse(double y, int row)
    {
        double v = Operation switch
        {
            "Sigmoid" => y > 0 && y < 1 ? Math.Log(y / (1 - y)) : double.NaN,
            "Tanh" => y > -1 && y < 1 ? Math.Atanh(y) : double.NaN,
            "Softplus" => y > SmallSoftplus ? y + Math.Log(1 - Math.Exp(-y)) : y > 0 ? Math.Log(y) + (y / 2) + (y * y / 24) : double.NaN,
            "Elu" => y >= 0 ? y : y > -Parameter ? Math.Log(1 + (y / Parameter)) : double.NaN,
            _ => y < 0 ? y / NegativeSlope(row) : y,
        };
        return double.IsFinite(v) ? v : null;
    }

    /// <summary>The factor of negative numbers; 1 for a smooth map.</summary>
    /// <param name="row">The row of the layer's matrix that they belong to.</param>
    public double NegativeSlope(int row) => NegativeSlopes is { } slopes ? slopes[slopes.Count == 1 ? 0 : row] : 1;

    /// <summary>The same map behind other rows.</summary>
    /// <param name="rows">For each of them the row whose map it has.</param>
    internal PointwiseMap Of(IEnumerable<int> rows) => NegativeSlopes is { Count: > 1 } ? this with { NegativeSlopes = [.. rows.Select(NegativeSlope)] } : this;

    // log(1 + e) for e from 0 to 1; small ones by their series.
    private static double LogOnePlus(double e) => e < 1e-4 ? e * (1 - (e * ((1 / 2.0) - (e * ((1 / 3.0) - (e / 4)))))) : Math.Log(1 + e);
}
