using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>How this stage reads what it is given.</summary>
internal static class KernelInputs
{
    /// <summary>The unknowns, then the givens of every goal, then those of single goals, with their names.</summary>
    public static IEnumerable<(Symbol Symbol, Name Name)> Inputs(this KernelInput input) =>
        input.Program.System.Unknowns.Select(u => (u.Symbol, NameOf(u.Name)))
            .Concat(input.Givens().Select(g => (g.Symbol, NameOf(g.Name))));

    /// <summary>The givens of every goal, then those of single goals.</summary>
    public static IEnumerable<Given> Givens(this KernelInput input) => input.Program.System.Givens.Concat(input.Program.System.Goals.SelectMany(g => g.Givens));

    /// <summary>Whether a node's value comes out of a loop, or of a convolution between two.</summary>
    public static bool IsLoopResult(this Expr node) => node is Reduction or GaussianConvolution or GaussianConvolutionAdjoint;

    /// <summary>Whether a node is computed, and has a value.</summary>
    public static bool IsOperation(this Expr node) => node.Children.Count > 0 && node is not Comparison;

    /// <summary>The arrays, in the order of the schedule.</summary>
    public static IEnumerable<KernelArray> Arrays(this KernelInput input, Variables variables) =>
        input.Schedule.Nodes.Where(variables.Arrays.ContainsKey).Select(node => new KernelArray(variables.Arrays[node], node.Domain!.Value.Grid));

    /// <summary>A name of the equation file as that of a variable.</summary>
    public static Name NameOf(IndexedName name) => new(name.Stem, name.Indices, null, NameOrigin.File);
}
