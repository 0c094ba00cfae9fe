namespace ReluInjectivity.Weights.Onnx.Tracing;

/// <summary>A tensor whose entries are affine functions of the numbers that the layers so far give.</summary>
/// <param name="Forms">Entries in row-major order.</param>
/// <param name="Shape">Extents.</param>
internal sealed record TracedTensor(LinearForm[] Forms, int[] Shape)
{
    /// <summary>The entry at a place, in row-major order.</summary>
    public static int Index(IReadOnlyList<int> place, IReadOnlyList<int> shape)
    {
        int index = 0;
        for (int axis = 0; axis < shape.Count; axis++)
        {
            index = (index * shape[axis]) + place[axis];
        }

        return index;
    }

    /// <summary>Every place of a shape, in row-major order; the array is used again.</summary>
    public static IEnumerable<int[]> Places(IReadOnlyList<int> shape)
    {
        int count = shape.Aggregate(1, (product, extent) => product * extent);
        int[] place = new int[shape.Count];
        for (int i = 0; i < count; i++)
        {
            for (int axis = shape.Count - 1, rest = i; axis >= 0; axis--)
            {
                (rest, place[axis]) = Math.DivRem(rest, shape[axis]);
            }

            yield return place;
        }
    }

    /// <summary>The entry that a place of a larger shape repeats, by the rules of numpy.</summary>
    public LinearForm Broadcast(int[] place)
    {
        int skipped = place.Length - Shape.Length;
        int index = 0;
        for (int axis = 0; axis < Shape.Length; axis++)
        {
            index = (index * Shape[axis]) + (Shape[axis] == 1 ? 0 : place[axis + skipped]);
        }

        return Forms[index];
    }
}

/// <summary>A node that cannot be read as layers; the message says why.</summary>
internal sealed class UntracedException(string message) : Exception(message);
