using MathNet.Numerics.LinearAlgebra;

namespace ReluInjectivity.Weights;

/// <summary>One affine map of a network, <c>Wx + b</c> in PyTorch's sign, with or without a ReLU behind it; batch normalisation is folded in.</summary>
/// <param name="Name">Name in the file: the graph node's, or the prefix of <c>prefix.weight</c>.</param>
/// <param name="Kind">What the matrix means.</param>
/// <param name="Weight">
/// <see cref="LayerKind.Linear"/>: m x n, outputs x inputs. <see cref="LayerKind.Convolution"/>: q x p, output channels x one patch,
/// p = input channels / groups x product of the kernel, with the patch in the order channel, then kernel position.
/// Layers of one network may share an instance; do not change it.
/// </param>
/// <param name="Bias">b, one entry for each row of <paramref name="Weight"/>; zeros where the file has none. Frame theory's alpha is -b.</param>
/// <param name="HasReLU">Whether ReLU follows.</param>
/// <param name="Convolution">The shape of a convolution; null for a linear layer.</param>
/// <param name="Tensor">The stored array that the weight was made of; null where there is none.</param>
public sealed record NetworkLayer(
    string Name, LayerKind Kind, Matrix<double> Weight, double[] Bias, bool HasReLU, ConvolutionShape? Convolution = null, string? Tensor = null)
{
    /// <summary>A strictly increasing map of each output by itself behind the layer, in place of a ReLU; null for none.</summary>
    public PointwiseMap? Pointwise { get; init; }
}
