namespace ReluInjectivity.Networks;

/// <summary>A layer in its place in a network: its weights, what they meet, and what follows them; batch normalisation is folded in.</summary>
/// <param name="Name">Name in the file: the graph node's, or the prefix of <c>prefix.weight</c>.</param>
/// <param name="Layer">
/// The weights: outputs x inputs. Of a convolution one kernel a row, output channels x one patch,
/// p = input channels / groups x product of the kernel, with the patch in the order channel, then kernel position.
/// Stages of one network may share rows; do not change them.
/// </param>
/// <param name="HasReLU">Whether ReLU follows.</param>
/// <param name="Convolution">How a convolution's kernels meet their input; null for a linear layer.</param>
/// <param name="IsBeside">Whether it acts side by side with the stage before, on other channels of the same input: a further group of a convolution.</param>
public sealed record Stage(string Name, Layer Layer, bool HasReLU, ConvolutionShape? Convolution = null, bool IsBeside = false)
{
    // A matrix of this size is checked in seconds where it can be decided at all.
    private const long MostUnrolledEntries = 1 << 18;

    // Without ReLU the rank decides, which takes a second at 2048 inputs.
    private const long MostAffineEntries = 1 << 22;

    /// <summary>A strictly increasing map of each output by itself behind the layer, in place of a ReLU; it keeps different outputs different. Null for none.</summary>
    public PointwiseMap? Pointwise { get; init; }

    /// <summary>The stored array that the weights were made of; null where there is none.</summary>
    public string? Tensor { get; init; }

    /// <summary>Whether the rows are kernels.</summary>
    public bool IsConvolution => Convolution is not null;

    /// <summary>For a convolution, whether every entry of the input is in some patch; null where that depends on the input's size or is not known.</summary>
    public bool? CoversInput => Convolution is { } shape ? UnrolledConvolution.Covers(shape) : null;

    /// <summary>For a convolution, whether patches share no entry and see no padding: then what the kernels confuse the layer confuses.</summary>
    public bool HasDisjointPatches => Convolution is { } shape && UnrolledConvolution.HasDisjointPatches(shape);

    /// <summary>Itself, but a convolution of several groups as one stage for each, side by side.</summary>
    public IReadOnlyList<Stage> Groups()
    {
        if (Convolution is not { Groups: > 1 } shape)
        {
            return [this];
        }

        int kernels = Layer.Outputs / shape.Groups;
        ConvolutionShape one = shape with { InputChannels = shape.InputChannels / shape.Groups, OutputChannels = kernels, Groups = 1 };
        return [.. Enumerable.Range(0, shape.Groups).Select(group =>
        {
            int[] rows = [.. Enumerable.Range(group * kernels, kernels)];
            Layer part = Layer.FromThresholds([.. rows.Select(row => Layer.Rows[row])], [.. rows.Select(row => Layer.Thresholds[row])]);
            return this with { Name = FormattableString.Invariant($"{Name} (group {group})"), Layer = part, Convolution = one, IsBeside = group > 0, Pointwise = Pointwise?.Of(rows) };
        })];
    }

    /// <summary>A convolution of one group as a layer whose matrix is the whole of it; null where its input's size is not known, or it is too large.</summary>
    public Stage? AsMatrix()
    {
        if (Convolution is not { Groups: 1 } || UnrolledConvolution.Of(this, 0, HasReLU ? MostUnrolledEntries : MostAffineEntries) is not { } whole)
        {
            return null;
        }

        // Outputs of a channel stand together.
        int places = whole.Outputs / Layer.Outputs;
        return this with { Name = Name + " (unrolled)", Layer = whole, Convolution = null, Pointwise = Pointwise?.Of(Enumerable.Range(0, whole.Outputs).Select(output => output / places)) };
    }

    /// <summary>Itself, but a convolution of known input size as the layer of its whole matrix.</summary>
    internal Stage AsMatrixWherePossible => AsMatrix() ?? this;
}
