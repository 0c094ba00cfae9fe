using ReluInjectivity.Symbolics.Quadrature;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>
/// All the arithmetic of one system, as methods that are called one after the other: what stands between the schedule and the text of some
/// language. It is immutable, compares by value, and knows neither a language nor a type of numbers.
/// </summary>
/// <param name="Title">What it computes, for readers.</param>
/// <param name="Unknowns">The unknowns, fields all.</param>
/// <param name="Givens">The parameters, fields all: those of the system, then those of the goal alone.</param>
/// <param name="Outputs">How many quantities are reported beside the goal.</param>
/// <param name="Grids">The grids, parents first.</param>
/// <param name="Convolutions">The convolutions between them.</param>
/// <param name="Routines">The routines it applies.</param>
/// <param name="Fields">The other fields: what one method leaves for another.</param>
/// <param name="Arrays">The arrays, which last as fields do.</param>
/// <param name="Methods">The methods, one of each kind, in the order they are called.</param>
public sealed record Kernel(
    string Title,
    EquatableArray<Name> Unknowns,
    EquatableArray<Name> Givens,
    int Outputs,
    EquatableArray<KernelGrid> Grids,
    EquatableArray<Convolution> Convolutions,
    EquatableArray<KernelRoutine> Routines,
    EquatableArray<Name> Fields,
    EquatableArray<KernelArray> Arrays,
    EquatableArray<Method> Methods)
{
    /// <summary>Whether residuals come with the value, and no gradient after it.</summary>
    public bool IsRoot => Methods.Any(m => m.Kind == MethodKind.Evaluate && m.Body.Any(HasResiduals));

    private static bool HasResiduals(Statement statement) =>
        statement is Assign { Target: ResidualResult } || (statement is Section section && section.Body.Any(HasResiduals));
}

/// <summary>A set of quadrature nodes.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Kind">How the nodes lie.</param>
/// <param name="Meaning">What it is for, for readers.</param>
public sealed record KernelGrid(int Id, GridKind Kind, string Meaning);

/// <summary>Sums of functions on one grid against Gaussians centred at the core nodes of another.</summary>
/// <param name="Source">The grid summed over, which names the convolution.</param>
/// <param name="Target">The grid of the centres.</param>
/// <param name="IsSplit">Whether the source, or its axis, has weights of its own rather than equal steps.</param>
/// <param name="Axis">The axis convolved along; null where grids have one.</param>
public sealed record Convolution(int Source, int Target, bool IsSplit, ConvolutionAxis? Axis = null);

/// <summary>An axis of product grids.</summary>
/// <param name="Along">Which: 0 or 1.</param>
/// <param name="Source">The grid summed over.</param>
/// <param name="Target">The grid of the centres.</param>
public sealed record ConvolutionAxis(int Along, int Source, int Target);

/// <summary>A routine with its buffers, for one set of arguments.</summary>
/// <param name="Name">The instance.</param>
/// <param name="Routine">The place of the routine in the program.</param>
/// <param name="Meaning">The application, for readers.</param>
public sealed record KernelRoutine(Name Name, int Routine, string Meaning);

/// <summary>Values at the nodes of a grid.</summary>
/// <param name="Name">The array.</param>
/// <param name="Grid">The grid.</param>
public sealed record KernelArray(Name Name, int Grid);

/// <summary>What a method is for.</summary>
public enum MethodKind
{
    /// <summary>Takes the unknowns and givens.</summary>
    Load,

    /// <summary>Sizes the grids for them.</summary>
    Plan,

    /// <summary>Computes the value, and the residuals of a root problem.</summary>
    Evaluate,

    /// <summary>Computes the gradient of an extremum.</summary>
    Gradient,

    /// <summary>Computes the outputs, after the methods before.</summary>
    Outputs,

    /// <summary>Returns the name of the first named quantity that is not finite.</summary>
    FirstNonFinite,
}

/// <summary>One method.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Body">The statements.</param>
public sealed record Method(MethodKind Kind, EquatableArray<Statement> Body);
