using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>The sizing of a grid.</summary>
/// <param name="Grid">The grid.</param>
public abstract record LayGrid(int Grid) : Statement;

/// <summary>Nodes on (0, 1) for a piece of the line under a standard normal density.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="Low">The left end; null: as far as the reach.</param>
/// <param name="High">The right end; null: as far as the reach.</param>
/// <param name="Width">The length over which the integrand changes.</param>
/// <param name="Quadratic">a, where the integrand grows like exp(a z^2 + b |z|) at the most.</param>
/// <param name="Linear">b.</param>
/// <param name="IsRough">Whether the integrand may be singular at a finite end.</param>
public sealed record LayPanels(int Grid, KernelExpr? Low, KernelExpr? High, KernelExpr Width, KernelExpr Quadratic, KernelExpr Linear, bool IsRough) : LayGrid(Grid);

/// <summary>Equispaced nodes under one Gaussian, or under one for each core node of another grid.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="Target">The other grid; null for one Gaussian.</param>
/// <param name="Center">The Gaussian's mean; null where there is another grid.</param>
/// <param name="Deviation">The standard deviation.</param>
/// <param name="Width">The length over which the integrand changes.</param>
/// <param name="Core">Where functions have not yet reached their asymptotes; null: everywhere.</param>
/// <param name="IsOpen">Whether Gaussians reach twice as far, since what is under them has no asymptotes.</param>
public sealed record LayEquispaced(int Grid, int? Target, KernelExpr? Center, KernelExpr Deviation, KernelExpr Width, Core? Core, bool IsOpen = false) : LayGrid(Grid);

/// <summary>The interval outside of which functions equal their asymptotes, once widened by multiples of a spread.</summary>
/// <param name="Low">The first place where functions pass from one piece to another.</param>
/// <param name="High">The last such place.</param>
/// <param name="Spread">The standard deviation of what has blurred those places.</param>
public sealed record Core(KernelExpr Low, KernelExpr High, KernelExpr Spread);

/// <summary>Panels over the line, as far as Gaussians centred at another grid's nodes reach, cut where the integrand has kinks.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="Target">The other grid.</param>
/// <param name="Deviation">The Gaussians' standard deviation.</param>
/// <param name="Width">The length over which the integrand changes near the kinks.</param>
/// <param name="Cuts">The kinks, ascending.</param>
public sealed record LaySplit(int Grid, int Target, KernelExpr Deviation, KernelExpr Width, EquatableArray<KernelExpr> Cuts) : LayGrid(Grid);

/// <summary>All pairs of nodes of two grids, which are laid already.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="First">The grid of the first coordinate.</param>
/// <param name="Second">The grid of the second coordinate, which runs fastest.</param>
public sealed record LayProduct(int Grid, int First, int Second) : LayGrid(Grid);

/// <summary>A step of a convolution of functions on one grid with Gaussians centred at the nodes of its target.</summary>
/// <param name="Source">The grid convolved from, which has one target.</param>
public abstract record Convolve(int Source) : Statement;

/// <summary>Sets the Gaussians' standard deviation, for what follows in every method.</summary>
/// <param name="Source">The grid convolved from.</param>
/// <param name="Deviation">The standard deviation.</param>
public sealed record SetDeviation(int Source, KernelExpr Deviation) : Convolve(Source);

/// <summary>Zeroes an array on the target's core.</summary>
/// <param name="Source">The grid convolved from.</param>
/// <param name="Result">The array.</param>
public sealed record ClearConvolution(int Source, Name Result) : Convolve(Source);

/// <summary>Adds what a stretch of an array contributes.</summary>
/// <param name="Source">The grid convolved from.</param>
/// <param name="Order">How often the Gaussian is differentiated by its standard deviation.</param>
/// <param name="Region">The stretch.</param>
/// <param name="Array">The array.</param>
/// <param name="Result">The array on the target's core that is added to.</param>
public sealed record AddConvolution(int Source, int Order, Region Region, Name Array, Name Result) : Convolve(Source);

/// <summary>Adds what a stretch contributes where the function is constant.</summary>
/// <param name="Source">The grid convolved from.</param>
/// <param name="Order">How often the Gaussian is differentiated by its standard deviation.</param>
/// <param name="Region">The stretch.</param>
/// <param name="Value">The constant.</param>
/// <param name="Result">The array on the target's core that is added to.</param>
public sealed record AddConstantConvolution(int Source, int Order, Region Region, KernelExpr Value, Name Result) : Convolve(Source);

/// <summary>The adjoint: spreads an array on the target's core back over a stretch of the source.</summary>
/// <param name="Source">The grid spread to.</param>
/// <param name="Order">How often the Gaussian is differentiated by its standard deviation.</param>
/// <param name="Array">The array on the target's core.</param>
/// <param name="Region">The stretch.</param>
/// <param name="Result">The array on the source that is overwritten on the stretch.</param>
public sealed record ConvolveAdjoint(int Source, int Order, Name Array, Region Region, Name Result) : Convolve(Source);
