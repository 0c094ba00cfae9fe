namespace ReluInjectivity.Frames.Networks;

/// <summary>A strictly increasing map of each output of a layer by itself, such as Tanh.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Range">The numbers it gives, in words.</param>
/// <param name="At">Its value at a number of some output.</param>
/// <param name="Slope">Its slope there, positive; 0 where it rounds to that.</param>
/// <param name="Inverse">The number with a value, of some output; null for values that it does not give.</param>
public sealed record IncreasingMap(string Name, string Range, Func<double, int, double> At, Func<double, int, double> Slope, Func<double, int, double?> Inverse)
{
    /// <summary>For maps that are v for v &gt;= 0 and s v below: the factor s of an output; null for others.</summary>
    public Func<int, double>? NegativeSlope { get; init; }
}
