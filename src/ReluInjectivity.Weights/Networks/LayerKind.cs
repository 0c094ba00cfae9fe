namespace ReluInjectivity.Weights;

/// <summary>What a layer's weight matrix means.</summary>
public enum LayerKind
{
    /// <summary>A fully connected layer: the matrix is outputs x inputs.</summary>
    Linear,

    /// <summary>A convolution: the matrix is output channels x entries of one patch.</summary>
    Convolution,
}
