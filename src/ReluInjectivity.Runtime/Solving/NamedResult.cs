namespace ReluInjectivity.Runtime.Solving;

/// <summary>A result under the names of its equation file; generated classes derive from it.</summary>
/// <param name="result">The result.</param>
public abstract class NamedResult(SolveResult result)
{
    /// <summary>The result, with the evidence for it; <see cref="SolveResult.Status"/> says whether it vouches for the numbers.</summary>
    public SolveResult Result { get; } = result;

    /// <summary>The result in a line.</summary>
    public override string ToString() => Result.ToString();
}
