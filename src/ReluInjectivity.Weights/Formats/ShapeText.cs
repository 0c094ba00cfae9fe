using System.Globalization;

namespace ReluInjectivity.Weights.Formats;

/// <summary>Shapes and indices as text.</summary>
internal static class ShapeText
{
    /// <summary>A shape such as <c>(3, 4)</c>.</summary>
    public static string Of(IEnumerable<long> shape) => "(" + string.Join(", ", shape.Select(extent => extent.ToString(CultureInfo.InvariantCulture))) + ")";

    /// <summary>The multi-index of an entry such as <c>[1, 0]</c>, from its place in row-major (or Fortran) order.</summary>
    public static string Index(IReadOnlyList<long> shape, long flat, bool fortran)
    {
        long[] index = new long[shape.Count];
        for (int k = 0; k < index.Length; k++)
        {
            int axis = fortran ? k : index.Length - 1 - k;
            (flat, index[axis]) = Math.DivRem(flat, shape[axis]);
        }

        return "[" + string.Join(", ", index.Select(i => i.ToString(CultureInfo.InvariantCulture))) + "]";
    }
}
