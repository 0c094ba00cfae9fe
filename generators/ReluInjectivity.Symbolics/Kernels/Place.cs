namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>What can be read and, but for what a grid or the caller gives, assigned.</summary>
public abstract record Place : KernelExpr
{
    private protected Place()
    {
    }
}

/// <summary>A variable of one method, or of one loop in it.</summary>
/// <param name="Name">Its name.</param>
public sealed record Local(Name Name) : Place;

/// <summary>A variable that lasts from one method to the next.</summary>
/// <param name="Name">Its name; the local that holds it in a method is called the same.</param>
public sealed record Field(Name Name) : Place;

/// <summary>The element of an array at the node that the loop around is at.</summary>
/// <param name="Array">The array.</param>
public sealed record Element(Name Array) : Place;

/// <summary>The coordinate of the node that the loop around is at.</summary>
/// <param name="Grid">The grid of that loop.</param>
/// <param name="Axis">Which coordinate, of a product grid: 0 or 1.</param>
public sealed record Coordinate(int Grid, int Axis = 0) : Place;

/// <summary>The weight of the node that the loop around is at.</summary>
/// <param name="Grid">The grid of that loop.</param>
public sealed record Weight(int Grid) : Place;

/// <summary>The distance of two nodes of an equispaced grid.</summary>
/// <param name="Grid">The grid.</param>
public sealed record Step(int Grid) : Place;

/// <summary>An unknown, as the caller gives it.</summary>
/// <param name="Index">Its place.</param>
public sealed record UnknownInput(int Index) : Place;

/// <summary>A parameter, as the caller gives it.</summary>
/// <param name="Index">Its place.</param>
public sealed record GivenInput(int Index) : Place;

/// <summary>The value of the goal.</summary>
public sealed record ValueResult : Place;

/// <summary>A component of the gradient, or a residual.</summary>
/// <param name="Index">Its place.</param>
public sealed record ResidualResult(int Index) : Place;

/// <summary>A component of what a method fills for its caller: a Hessian-vector product, or the outputs.</summary>
/// <param name="Index">Its place.</param>
public sealed record ComponentResult(int Index) : Place;
