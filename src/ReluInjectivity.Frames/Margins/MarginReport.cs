namespace ReluInjectivity.Frames.Margins;

/// <summary>By how much a layer is, or is not, injective. A number that was not computed is null.</summary>
public sealed record MarginReport
{
    /// <summary>The rank of W.</summary>
    public required int Rank { get; init; }

    /// <summary>Whether <see cref="Rank"/> was counted until the time limit only: the rank is at least that.</summary>
    public bool IsRankBound { get; init; }

    /// <summary>c*, of the rows over their norms, bias aside.</summary>
    public required UniformMargin Uniform { get; init; }

    /// <summary>The fewest active rows at a generic input; bias-free on all of R^n only.</summary>
    public required int? FewestActive { get; init; }

    /// <summary>Where <see cref="FewestActive"/> is not known, a bound from above: so many are active at an input that was seen; null without one.</summary>
    public int? FewestActiveBound { get; init; }

    /// <summary>The lowest rank of the active rows at a generic input of the domain; n exactly where the layer is injective.</summary>
    public required int? LowestRank { get; init; }

    /// <summary>s, the smallest singular value of the active rows over all cells of the domain.</summary>
    public required double SmallestSingularValue { get; init; }

    /// <summary>Whether s is exact or an estimate from above.</summary>
    public required Reliability SingularValueReliability { get; init; }

    /// <summary>An input of the cell where s is attained.</summary>
    public required IReadOnlyList<double> WorstInput { get; init; }

    /// <summary>The rows active there.</summary>
    public required IReadOnlyList<int> WorstActive { get; init; }

    /// <summary>A lower bound of the inverse Lipschitz constant: s / 2, or its closed form; null where s is only an estimate.</summary>
    public required double? InverseLipschitzLower { get; init; }

    /// <summary>An upper bound of it: the smallest ratio |f(x) - f(y)| / |x - y| found, at most s.</summary>
    public required double InverseLipschitzUpper { get; init; }

    /// <summary>The inverse Lipschitz constant itself where a closed form applies.</summary>
    public required double? InverseLipschitzExact { get; init; }

    /// <summary>|W|_2, an upper bound of the Lipschitz constant.</summary>
    public required double Lipschitz { get; init; }

    /// <summary>What was left out, and why; one sentence each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
