namespace ReluInjectivity.Weights;

/// <summary>What a file declares about one of its arrays, known without reading its entries.</summary>
/// <param name="Name">Name in the file; the file's name without extension where the format has none.</param>
/// <param name="Shape">Extent of each dimension; empty for a scalar.</param>
/// <param name="ElementType">Type in the file, as in <see cref="WeightArray.ElementType"/>.</param>
public sealed record ArrayInfo(string Name, IReadOnlyList<int> Shape, string ElementType);
