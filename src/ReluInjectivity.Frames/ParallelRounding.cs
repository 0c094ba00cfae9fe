using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames;

/// <summary>Rows that would be parallel but for the rounding of single precision: files of float32 destroy what [B; -DB] proves.</summary>
public static class ParallelRounding
{
    /// <summary>The tolerance that takes such rows as parallel: some eight units of a float's last place.</summary>
    public const double Tolerance = 1e-6;

    /// <summary>How many more rows <see cref="Tolerance"/> takes as parallel than a given tolerance does; 0 where some weight is no float.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="parallelTolerance">The tolerance that was used.</param>
    public static int Count(Layer layer, double parallelTolerance)
    {
        ArgumentNullException.ThrowIfNull(layer);
        bool areFloats = layer.Rows.All(row => Array.TrueForAll(row, v => (float)v == v));
        return !areFloats || parallelTolerance >= Tolerance
            ? 0
            : Math.Max(0, ParallelRows.Find(layer, Tolerance).Replaced.Count - ParallelRows.Find(layer, parallelTolerance).Replaced.Count);
    }
}
