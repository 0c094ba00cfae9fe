namespace ReluInjectivity.Frames.Search;

/// <summary>
/// A node of the proof tree. Some rows are taken as active, some as inactive; weights >= 0 on those signed rows, on the walls and on
/// further rows taken as inactive contradict each other, so one of the further rows must be active: a branch each, with the
/// earlier ones inactive. A branch whose active rows span is closed.
/// </summary>
internal sealed class SearchNode
{
    /// <summary>Rows taken as active that the contradiction uses.</summary>
    public required int[] Active { get; init; }

    /// <summary>Rows taken as inactive that it uses.</summary>
    public required int[] Inactive { get; init; }

    /// <summary>Walls that it uses.</summary>
    public required int[] Walls { get; init; }

    /// <summary>The further rows it uses, in the order of the branches.</summary>
    public required int[] Branches { get; init; }

    /// <summary>The weights, in the order above, where the rows do not determine them; null where they do.</summary>
    public double[]? Weights { get; init; }

    /// <summary>The weights in integers where they contradict the ball without a double to spare; null elsewhere.</summary>
    public IReadOnlyList<System.Numerics.BigInteger>? Multipliers { get; init; }

    /// <summary>The node of each branch; null where it is closed.</summary>
    public SearchNode?[] Children { get; set; } = [];

    /// <summary>This node and all below it, each before its children.</summary>
    public IEnumerable<SearchNode> Preorder()
    {
        Stack<SearchNode> stack = new([this]);
        while (stack.TryPop(out SearchNode? node))
        {
            yield return node;
            for (int k = node.Children.Length - 1; k >= 0; k--)
            {
                if (node.Children[k] is { } child)
                {
                    stack.Push(child);
                }
            }
        }
    }
}
