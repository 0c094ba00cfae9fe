using static ReluInjectivity.Runtime.Solving.SearchConstants;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>What is not worth another iteration of Newton's method.</summary>
/// <param name="Step">The largest component of a step, in coordinates.</param>
/// <param name="Gain">What a step of a minimum promises by its slope, relative to the merit.</param>
/// <param name="Absolute">The same, whatever the merit.</param>
internal readonly record struct Negligible(double Step, double Gain = 0, double Absolute = 0)
{
    /// <summary>On grids where slopes and values fit each other to rounding.</summary>
    public static Negligible OnFineGrids { get; } = new(SearchConstants.Newton.NegligibleStep);

    /// <summary>On rough grids from which a search goes on to finer ones.</summary>
    public static Negligible OnTheWay { get; } = new(Rough.NegligibleStep, Rough.NegligibleGain);

    /// <summary>On grids that are fine enough for a tolerance, where the confirmation takes one more step, by the Hessian there.</summary>
    public static Negligible For(double tolerance) => new(
        Math.Clamp(Rough.StepOfTolerance * Math.Sqrt(tolerance), OnFineGrids.Step, OnTheWay.Step), 0, tolerance < RoughTolerance ? 0 : Math.Min(Rough.GainOfTolerance * tolerance, Rough.LargestGain));

    /// <summary>Whether steps by a Hessian that is not that of the point may be the last.</summary>
    public bool AllowsInexact => Step > OnFineGrids.Step;

    /// <summary>Whether a step promises so little.</summary>
    public bool IsNoGain(double slope, double merit) => Math.Abs(slope) < Math.Max(Absolute, Gain * Math.Abs(merit));
}
