using System.Numerics;

namespace ReluInjectivity.Frames.Search;

/// <summary>What <see cref="CellOracle"/> says of a cell.</summary>
internal abstract record CellAnswer
{
    private CellAnswer()
    {
    }

    /// <summary>The cell holds no point.</summary>
    /// <param name="Contradiction">Why, with its branches: the rows that are inactive only where that is possible.</param>
    public sealed record Empty(SearchNode Contradiction) : CellAnswer;

    /// <summary>The cell holds a point.</summary>
    /// <param name="Point">It, (X, q) for X/q; exact.</param>
    public sealed record Inhabited(BigInteger[] Point) : CellAnswer;

    /// <summary>Neither could be confirmed.</summary>
    public sealed record Unconfirmed : CellAnswer
    {
        /// <summary>The only one.</summary>
        public static Unconfirmed Answer { get; } = new();
    }
}
