namespace ReluInjectivity.Weights.Layers;

/// <summary>Along which axis of the data a vector of scales or shifts runs.</summary>
internal enum Axis
{
    /// <summary>One number for all entries, or batch normalisation's axis 1, which is the features' or the channels'.</summary>
    Any,

    /// <summary>The features of points in rows.</summary>
    Features,

    /// <summary>The channels of images.</summary>
    Channels,
}
