using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Runtime.Tests.Solving;

public sealed class EquationBlocksTests
{
    [Fact]
    public void A_chain_is_solved_link_by_link()
    {
        IReadOnlyList<EquationBlock> blocks = EquationBlocks.Of([[0, 1, 2, 3, 4], [0, 1], [0, 1], [0, 1, 2, 3], [1, 2, 3]])!;
        Assert.Equal(["1 2 for 0 1", "3 4 for 2 3", "0 for 4"], blocks.Select(Print));
    }

    [Fact]
    public void Equations_that_need_each_other_are_one_block() =>
        Assert.Equal(["0 1 2 for 0 1 2"], EquationBlocks.Of([[0, 1], [1, 2], [2, 0]])!.Select(Print));

    [Fact]
    public void Triangular_equations_in_any_order_are_blocks_of_one() =>
        Assert.Equal(["2 for 2", "1 for 0", "0 for 1"], EquationBlocks.Of([[1, 0], [0, 2], [2]])!.Select(Print));

    [Fact]
    public void An_unknown_in_no_equation_leaves_no_blocks() => Assert.Null(EquationBlocks.Of([[0], [0]]));

    private static string Print(EquationBlock block) => string.Join(' ', block.Equations) + " for " + string.Join(' ', block.Unknowns);
}
