namespace ReluInjectivity.Weights.Layers;

/// <summary>The layer that gives what it takes.</summary>
internal static class IdentityLayer
{
    /// <summary>Its weights, with a bias of zeros.</summary>
    /// <param name="size">Numbers that it takes.</param>
    public static Layer Of(int size) => new(
        [.. Enumerable.Range(0, size).Select(i =>
        {
            double[] row = new double[size];
            row[i] = 1;
            return row;
        })],
        new double[size]);
}
