namespace ReluInjectivity.Runtime.Systems;

/// <summary>
/// The running errors of an evaluation: what rounding can have done to it, to first order, on the grids it was made on (see <see cref="Numbers.Rounded"/>).
/// Discretisation is not in it.
/// </summary>
/// <param name="Value">The bound for the goal's value; infinite where nothing is known.</param>
/// <param name="Residual">For a root, a bound for each residual; for an extremum where it was asked for, a bound for each slope.</param>
public sealed record RoundingBounds(double Value, IReadOnlyList<double> Residual);
