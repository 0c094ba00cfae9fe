using System.Globalization;
using ReluInjectivity.Weights.Formats;
using ReluInjectivity.Weights.Layers;

namespace ReluInjectivity.Weights.Onnx;

/// <summary>The extents of the images on the path of the data, as far as the graph tells them: batch, channels, then positions.</summary>
internal sealed class OnnxImageSize(long?[]? shape)
{
    private long?[]? _shape = shape;

    /// <summary>The extents, batch and channels first; null where nothing is known.</summary>
    public long?[]? Extents => _shape;

    /// <summary>A convolution with the size of its input, and the size of its output from then on.</summary>
    /// <exception cref="WeightFileException">The kernel does not fit the input.</exception>
    public Stage Through(OnnxNode node, Stage layer)
    {
        ConvolutionShape convolution = layer.Convolution!;
        int rank = convolution.Kernel.Count;
        if (_shape is not { } shape)
        {
            return layer;
        }

        if (shape.Length != rank + 2 || (shape[1] is { } channels && channels != convolution.InputChannels))
        {
            throw node.Error(
                $"its input has shape ({string.Join(", ", shape.Select(extent => extent?.ToString(CultureInfo.InvariantCulture) ?? "?"))})",
                string.Create(CultureInfo.InvariantCulture, $"a batch, {convolution.InputChannels} channels and {rank} extents fit the kernels"));
        }

        _shape = [shape[0], convolution.OutputChannels, .. Enumerable.Repeat<long?>(null, rank)];
        int[] size = new int[rank];
        bool isKnown = true;
        for (int axis = 0; axis < rank; axis++)
        {
            if (shape[axis + 2] is not { } extent)
            {
                isKnown = false;
                continue;
            }

            size[axis] = (int)extent;
            long output = ConvolutionWindows.Count(convolution, axis, size[axis]);
            if (output < 1)
            {
                throw node.Error(
                    string.Create(CultureInfo.InvariantCulture, $"its kernel is longer than the padded input ({size[axis]} entries along axis {axis + 2})"),
                    "no output is left; export a model whose shapes agree");
            }

            _shape[axis + 2] = output;
        }

        return isKnown ? layer with { Convolution = convolution with { InputSize = size } } : layer;
    }

    /// <summary>After a change of shape: the target where the file stores it.</summary>
    public void Reshape(double[]? target) =>
        _shape = target is { Length: > 2 } && target.Skip(1).All(extent => extent is > 0 and <= int.MaxValue)
            ? [null, .. target.Skip(1).Select(extent => (long?)extent)]
            : null;
}
