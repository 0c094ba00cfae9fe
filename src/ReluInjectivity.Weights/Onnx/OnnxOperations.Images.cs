namespace ReluInjectivity.Weights.Onnx;

/// <content>Convolutions of images, transposed ones, and what they are given in circular padding and repeated entries.</content>
internal sealed partial class OnnxOperations
{
    // Kernels of ones, as many as channels times channels.
    private const int MostRepeated = 512;

    // A circular padding that waits for its convolution: before and after each axis of positions.
    private (int[] Before, int[] After)? _around;

    private void Convolve(OnnxNode node, string data)
    {
        RequireData(node, data);
        if (_layout is Layout.Rows or Layout.Columns)
        {
            throw node.Error("its input are points, not images", "reshape points to channels x positions before a convolution");
        }

        OnnxConstant? bias = node.Inputs.Count > 2 && node.Inputs[2].Length > 0 ? Constant(node, 2) : null;
        Stage layer = node.Operation is "Conv" ? OnnxConvolution.Layer(node, Constant(node, 1), bias) : OnnxConvolution.Transposed(node, Constant(node, 1), bias);
        if (_around is ({ } before, { } after))
        {
            ConvolutionShape shape = layer.Convolution!;
            if (before.Length != shape.Kernel.Count || shape.PadsBefore!.Concat(shape.PadsAfter!).Any(pad => pad != 0))
            {
                throw node.Error("it pads with zeros what is padded in circles before", "pad in one way");
            }

            layer = layer with { Convolution = shape with { IsCircular = true, PadsBefore = before, PadsAfter = after } };
            _around = null;
        }

        _chain.Add(_size.Through(node, layer));
        _layout = Layout.Images;
    }

    private void PadAround(OnnxNode node, string data)
    {
        RequireData(node, data);
        double[] pads = node.Ints("pads") is { } given ? [.. given.Select(pad => (double)pad)] : Constant(node, 1).Values;
        int rank = pads.Length / 2;
        bool isOfPositions = rank > 2 && pads.Length % 2 == 0 && pads[0] == 0 && pads[1] == 0 && pads[rank] == 0 && pads[rank + 1] == 0 && pads.All(pad => pad is >= 0 and <= 1 << 20);
        if (node.Text("mode", "constant") is not "wrap" || !isOfPositions || _around is not null || _layout is Layout.Rows or Layout.Columns || (node.Inputs.Count > 3 && node.Inputs[3].Length > 0))
        {
            throw node.Error("this padding is not read", "positions of images are padded in circles (mode wrap), or by the convolution itself");
        }

        _around = ([.. pads[2..rank].Select(pad => (int)pad)], [.. pads[(rank + 2)..].Select(pad => (int)pad)]);
    }

    // Whether the entry taken for place o in s-fold extents is that at o / s, rounded down.
    private static bool IsOfWholes(OnnxNode node)
    {
        bool isOld = node.Operation is "Upsample";
        string nearest = node.Text("nearest_mode", isOld ? "floor" : "round_prefer_floor");
        return node.Text("mode", "nearest") is "nearest" && !node.Has("axes") && node.Text("coordinate_transformation_mode", isOld ? "asymmetric" : "half_pixel") switch
        {
            "asymmetric" => nearest is "floor",
            "half_pixel" or "pytorch_half_pixel" => nearest is "round_prefer_floor" or "round_prefer_ceil",
            _ => false,
        };
    }

    // The nearest entry, in whole multiples of the extents.
    private void Repeat(OnnxNode node, string data)
    {
        RequireData(node, data);
        if (_size.Extents is not [_, { } channels and <= MostRepeated, .. var positions] || positions.Any(extent => extent is null) || !IsOfWholes(node) || _layout is Layout.Rows or Layout.Columns)
        {
            throw node.Error("this change of size is not read", "images of known size are repeated in whole multiples (mode nearest)");
        }

        int place = node.Inputs.Count > 2 ? 2 : 1;
        double[] scales = place < node.Inputs.Count && node.Inputs[place].Length > 0 ? Constant(node, place).Values : [];
        if (scales.Length == 0 && node.Inputs.Count > 3)
        {
            double[] sizes = Constant(node, 3).Values;
            scales = [1, .. sizes.Skip(1).Zip([channels, .. positions.Select(extent => extent!.Value)], (size, extent) => size / extent)];
        }

        if (scales.Length != positions.Length + 2 || scales[0] != 1 || scales[1] != 1 || !scales.All(scale => scale is >= 1 and <= 64 && scale == Math.Floor(scale)))
        {
            throw node.Error("this change of size is not read", "images are repeated in whole multiples of their positions");
        }

        _chain.Add(_size.Through(node, OnnxConvolution.Repeated(node, (int)channels, [.. scales.Skip(2).Select(scale => (int)scale)])));
        _layout = Layout.Images;
    }
}
