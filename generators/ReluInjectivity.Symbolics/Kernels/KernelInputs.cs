using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>How this stage reads what it is given.</summary>
internal static class KernelInputs
{
    /// <summary>The unknowns, then the givens, with their names.</summary>
    public static IEnumerable<(Symbol Symbol, Name Name)> Inputs(this KernelInput input) =>
        input.Program.System.Unknowns.Select(u => (u.Symbol, Name.Declared(u.Name)))
            .Concat(input.Givens().Select(g => (g.Symbol, Name.Declared(g.Name))));

    /// <summary>The givens of the system, then those of the goal alone.</summary>
    public static IEnumerable<Given> Givens(this KernelInput input) => input.Program.System.Givens.Concat(input.Program.System.Goals[0].Givens);

    /// <summary>Whether a node's value comes out of a loop, or of a convolution between two.</summary>
    public static bool IsLoopResult(this Expr node) => node is Reduction or GaussianConvolution or GaussianConvolutionAdjoint;

    /// <summary>Whether a node is computed, and has a value.</summary>
    public static bool IsOperation(this Expr node) => node.Children.Count > 0 && node is not Comparison;

    /// <summary>The arrays, in the order of the schedule.</summary>
    public static IEnumerable<KernelArray> Arrays(this KernelInput input, Variables variables) =>
        input.Schedule.Nodes.Where(variables.Arrays.ContainsKey).Select(node => new KernelArray(variables.Arrays[node], node.Domain!.Value.Grid));
}
