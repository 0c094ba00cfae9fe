namespace ReluInjectivity.Frames.EndToEnd;

/// <summary>Counts over a stream of inputs of a network.</summary>
/// <param name="Inputs">Inputs seen.</param>
/// <param name="Injective">Those around which the network is injective.</param>
/// <param name="Undecided">Those of which neither is known: a value before a ReLU is zero there, or what stands behind the layers that are asked decides.</param>
/// <param name="LowestRank">The lowest rank of the composed matrix that was found; it is a bound from above where exact arithmetic was not needed.</param>
/// <param name="FirstFailure">The index of the first input around which the network is not injective; null where there is none.</param>
public sealed record LocalCounts(long Inputs, long Injective, long Undecided, int LowestRank, long? FirstFailure)
{
    /// <summary>The fraction of inputs around which the network is known to be injective; not a number for none.</summary>
    public double Fraction => (double)Injective / Inputs;
}
