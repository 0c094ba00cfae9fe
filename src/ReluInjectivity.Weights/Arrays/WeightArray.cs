using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;

namespace ReluInjectivity.Weights;

/// <summary>One named array of a weight file, every entry finite and equal to the stored number exactly.</summary>
public sealed class WeightArray
{
    /// <summary>An array from its parts.</summary>
    /// <param name="name">Name in the file; the file's name without extension where the format has none.</param>
    /// <param name="shape">Extent of each dimension; empty for a scalar.</param>
    /// <param name="values">Entries in row-major (C) order, as many as the product of <paramref name="shape"/>.</param>
    /// <param name="elementType">Type in the file, such as <c>f4</c>, <c>bf16</c> or <c>i8</c> (bytes, not bits).</param>
    /// <exception cref="ArgumentException">The shape does not have that many entries.</exception>
    public WeightArray(string name, IReadOnlyList<int> shape, double[] values, string elementType)
    {
        if (shape.Any(extent => extent < 0) || shape.Aggregate(1L, (product, extent) => checked(product * extent)) != values.Length)
        {
            throw new ArgumentException("The product of the shape must be the number of values.", nameof(shape));
        }

        Name = name;
        Shape = shape;
        Values = values;
        ElementType = elementType;
    }

    /// <summary>Name in the file; the file's name without extension where the format has none.</summary>
    public string Name { get; }

    /// <summary>Extent of each dimension; empty for a scalar.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Entries in row-major (C) order.</summary>
    public double[] Values { get; }

    /// <summary>Type in the file: <c>f2 f4 f8 bf16 i1 i2 i4 i8 u1 u2 u4 u8 bool</c> (the digit counts bytes), or <c>text</c>.</summary>
    public string ElementType { get; }

    /// <summary>The array as a matrix of the given size, entries taken in row-major order.</summary>
    /// <param name="rows">Rows, at least 1.</param>
    /// <param name="columns">Columns, at least 1.</param>
    /// <returns>A new dense matrix.</returns>
    /// <exception cref="ArgumentException">The size does not have as many entries as the array.</exception>
    public Matrix<double> ToMatrix(int rows, int columns)
    {
        if (rows < 1 || columns < 1 || (long)rows * columns != Values.Length)
        {
            throw new ArgumentException("The matrix must have as many entries as the array.", nameof(rows));
        }

        double[] columnMajor = new double[Values.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                columnMajor[(column * rows) + row] = Values[(row * columns) + column];
            }
        }

        return new DenseMatrix(rows, columns, columnMajor);
    }

    /// <summary>The rows of a matrix of as many entries.</summary>
    public double[][] ToRows(int rows, int columns) => (long)rows * columns == Values.Length
        ? [.. Enumerable.Range(0, rows).Select(row => Values[(row * columns)..((row + 1) * columns)])]
        : throw new ArgumentException("The matrix must have as many entries as the array.", nameof(rows));
}
