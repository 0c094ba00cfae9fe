namespace ReluInjectivity.Weights.Formats;

/// <summary>An array that a file declares, checked for size, and how to read it.</summary>
/// <param name="Name">Name in the file.</param>
/// <param name="Shape">Extents whose product is at most <see cref="WeightFileLimits.MaxElements"/>.</param>
/// <param name="Type">Type of the stored numbers.</param>
/// <param name="Load">Reads the entries in row-major order.</param>
internal sealed record ArrayEntry(string Name, long[] Shape, ElementType Type, Func<double[]> Load);
