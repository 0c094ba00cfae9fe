namespace ReluInjectivity.Runtime.Solving;

/// <summary>How to solve. It never changes, so threads may share it.</summary>
public sealed record SolveOptions
{
    /// <summary>The absolute error allowed in the goal's value, between 1e-14 and 1e-2; default 1e-10.</summary>
    public double Tolerance { get; init; } = 1e-10;

    /// <summary>The Newton iterations allowed from one start; default 100.</summary>
    public int MaximumIterations { get; init; } = 100;

    /// <summary>Which root of one equation in one unknown is meant where there are several, from 1, ascending; default 1.</summary>
    public int Root { get; init; } = 1;

    /// <summary>The time that all solves with these options may take together; null: any. It is not disposed of here.</summary>
    public TimeLimit? TimeLimit { get; init; }

    /// <summary>The defaults.</summary>
    public static SolveOptions Default { get; } = new();

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public void Validate()
    {
        if (!(Tolerance is >= 1e-14 and <= 1e-2))
        {
            throw new ArgumentOutOfRangeException(nameof(Tolerance), Tolerance, "The tolerance lies between 1e-14 and 1e-2.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MaximumIterations, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Root, 1);
    }
}
