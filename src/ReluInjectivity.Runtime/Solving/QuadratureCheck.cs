using ReluInjectivity.Runtime.Quadrature;
using static ReluInjectivity.Runtime.Solving.SearchConstants;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>
/// What other quadratures say of a value: three densities of no common factor, the nodes of each moved by an irrational part of a step and
/// the finest reaching further out (or, where that overflows, one reaching less far), and, where these agree, other rules.
/// </summary>
/// <param name="Value">The value on the finest grids.</param>
/// <param name="Error">How far others are from it, at most; infinite where one of them has no value.</param>
/// <param name="IsReach">Whether the mass left out at the rim is what makes them differ.</param>
internal sealed record QuadratureCheck(double Value, double Error, bool IsReach)
{
    /// <summary>Compares a value with those of other quadratures.</summary>
    /// <param name="value">The value on other grids.</param>
    /// <param name="here">The value on the grids in use.</param>
    /// <param name="current">The grids in use.</param>
    /// <param name="allowed">The error that is good enough.</param>
    /// <param name="hasOtherRules">Whether there are other rules for any of the grids.</param>
    public static QuadratureCheck Of(Func<Resolution, double> value, double here, Resolution current, double allowed, bool hasOtherRules)
    {
        if (current.Count == 0)
        {
            double same = value(current);
            return new(same, Distance(same, here), false);
        }

        double middle = value(current.Refine(Confirmation.Finer, 0).Shifted(Confirmation.Shift));

        // The finest comes last, since that evaluation may be asked for more than its value.
        double? other = hasOtherRules && Distance(here, middle) <= allowed ? value(current.Independent()) : null;
        double finest = value(Finest(current, hasPairs: false));
        double reach = 0;
        if (!double.IsFinite(finest) && double.IsFinite(middle))
        {
            // Further out exponentials overflow. What is left out falls faster and faster with the reach, so it is no more than what the last part of the reach adds.
            Resolution inner = current.Refine(Confirmation.Finest, 0).Shifted(Confirmation.OtherShift);
            finest = value(inner);
            reach = Distance(finest, value(inner.Widen(1 / Confirmation.Wider)));
        }

        double error = Math.Max(reach, Math.Max(Distance(finest, here), Distance(finest, middle)));
        if (error <= allowed)
        {
            other ??= hasOtherRules ? value(current.Independent()) : finest;
            return new(finest, Math.Max(error, Distance(finest, other.Value)), false);
        }

        // Where the grids in use and finer ones of the same reach agree, the reach is what does not.
        return double.IsFinite(finest)
            ? new(finest, error, Distance(here, middle) <= allowed)
            : new(here, error, false);
    }

    /// <summary>The finest of the grids compared, which reach further out but for those of pairs.</summary>
    public static Resolution Finest(Resolution current, bool hasPairs) => current.Refine(Confirmation.Finest, 0).Widen(hasPairs ? 1 : Confirmation.Wider).Shifted(Confirmation.OtherShift);

    /// <summary>The same over pairs of nodes, whose number is the square of others': the finest grids reach as far as those in use, and those that reach further are less fine.</summary>
    /// <param name="value">The value on other grids.</param>
    /// <param name="here">The value on the grids in use.</param>
    /// <param name="current">The grids in use.</param>
    /// <param name="allowed">The error that is good enough.</param>
    /// <param name="hasOtherRules">Whether there are other rules for any of the grids.</param>
    public static QuadratureCheck OfPairs(Func<Resolution, double> value, double here, Resolution current, double allowed, bool hasOtherRules)
    {
        double finest = value(Finest(current, hasPairs: true));
        double density = Distance(finest, here);
        Resolution finer = current.Refine(Confirmation.Finer, 0).Shifted(Confirmation.Shift);
        double wider = value(finer.Widen(Confirmation.Wider));

        // Further out exponentials may overflow; what is left out falls faster and faster with the reach.
        double reach = Distance(finest, double.IsFinite(wider) ? wider : value(finer.Widen(1 / Confirmation.Wider)));
        double error = density + reach;
        if (error > allowed || !hasOtherRules)
        {
            return new(finest, error, density <= allowed);
        }

        return new(finest, Math.Max(error, Distance(finest, value(current.Independent()))), false);
    }

    private static double Distance(double a, double b) => double.IsFinite(a) && double.IsFinite(b) ? Math.Abs(a - b) : double.PositiveInfinity;
}
