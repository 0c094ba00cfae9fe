using System.Globalization;
using MathNet.Numerics.RootFinding;
using static ReluInjectivity.Runtime.Solving.SearchConstants;

namespace ReluInjectivity.Runtime.Solving.Strategies;

/// <summary>A residual at one point.</summary>
/// <param name="Value">The residual; not finite where it has no value.</param>
/// <param name="Rounding">A bound on what rounding has done to it.</param>
/// <param name="NonFinite">The first quantity without a value; null where all have one.</param>
internal readonly record struct ResidualSample(double Value, double Rounding, string? NonFinite)
{
    /// <summary>-1 or 1 where rounding cannot have made the sign, else 0; null where there is no value.</summary>
    public int? Sign => !double.IsFinite(Value) ? null : Math.Abs(Value) > Rounding ? Math.Sign(Value) : 0;
}

/// <summary>A root and two points around it between which the residual changes sign beyond its rounding, in the solver's coordinate.</summary>
/// <param name="Left">The point before it.</param>
/// <param name="Root">The root.</param>
/// <param name="Right">The point behind it.</param>
internal readonly record struct Bracket(double Left, double Root, double Right);

/// <summary>
/// The roots of one equation in one unknown, by a scan of its interval in the solver's coordinate. A root is where the residual changes sign between two
/// points at which rounding cannot have made the sign, through values that vanish: not through a pole, a jump or a gap without values.
/// </summary>
internal sealed class RootScan
{
    private readonly Func<double, ResidualSample> _at;
    private readonly Func<double, double> _unknown;
    private readonly List<(double U, ResidualSample At)> _samples = [];
    private readonly List<Bracket> _roots = [];
    private readonly List<double> _jumps = [];

    private RootScan(Func<double, ResidualSample> at, Func<double, double> unknown) => (_at, _unknown) = (at, unknown);

    /// <summary>The roots, ascending in the coordinate.</summary>
    public IReadOnlyList<Bracket> Roots => _roots;

    /// <summary>Whether the residual had a value anywhere.</summary>
    public bool IsFiniteSomewhere => _samples.Exists(s => s.At.Sign is not null);

    /// <summary>Scans the interval and narrows each sign change down.</summary>
    /// <param name="at">The residual at a coordinate.</param>
    /// <param name="unknown">The unknown at a coordinate; the same at many where the interval's end is reached to rounding.</param>
    /// <param name="isCheap">Whether a residual takes no quadrature, so that points far out may lie close too.</param>
    /// <param name="cancellation">Looked at before each point.</param>
    public static RootScan Of(Func<double, ResidualSample> at, Func<double, double> unknown, bool isCheap, CancellationToken cancellation)
    {
        var scan = new RootScan(at, unknown);
        double last = double.NaN;
        foreach (double u in Points(isCheap ? Scan.LargestStep : double.PositiveInfinity))
        {
            cancellation.ThrowIfCancellationRequested();
            double x = unknown(u);
            if (x != last && double.IsFinite(x))
            {
                scan._samples.Add((u, at(u)));
            }

            last = x;
        }

        scan.Resolve(cancellation);
        return scan;
    }

    /// <summary>What was searched and what was seen, where there is no root.</summary>
    public string WhatWasSearched()
    {
        (double U, ResidualSample At)[] without = [.. _samples.Where(s => s.At.Sign is null)];
        (double U, ResidualSample At)[] unclear = [.. _samples.Where(s => s.At.Sign == 0)];
        string interval = _samples.Count == 0 ? "no point" : FormattableString.Invariant($"{_samples.Count} points of {Interval(_samples)}");
        var parts = new List<string> { IsFiniteSomewhere ? "no sign change among " + interval : "no value at any of " + interval };
        if (without.Length > 0)
        {
            string name = without[0].At.NonFinite is { } first ? $": the first quantity without a value is {first}" : string.Empty;
            parts.Add((IsFiniteSomewhere ? "not finite on " + Interval(without) : "not finite") + name);
        }

        if (unclear.Length > 0)
        {
            parts.Add("not told from zero by its rounding on " + Interval(unclear));
        }

        if (_jumps.Count > 0)
        {
            parts.Add("the sign changes without a zero, at a pole or a jump, near " + string.Join(", ", _jumps.Select(u => Text(_unknown(u)))));
        }

        return string.Join("; ", parts);
    }

    /// <summary>A number as messages have it.</summary>
    public static string Text(double x) => x.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Dense where unknowns are of moderate size, then sparser out to the largest and smallest numbers there are.</summary>
    private static IEnumerable<double> Points(double largestStep)
    {
        var outer = new List<double>();
        double step = Scan.Step;
        for (double u = Scan.Extent + step; u < Scan.Furthest; u += step)
        {
            outer.Add(u);
            step = Math.Min(largestStep, step * Scan.Growth);
        }

        return
        [
            .. Enumerable.Reverse(outer).Select(u => -u),
            .. Enumerable.Range(0, (int)(2 * Scan.Extent / Scan.Step) + 1).Select(i => (i * Scan.Step) - Scan.Extent),
            .. outer,
        ];
    }

    /// <summary>Two roots between neighbouring points leave a dip of the residual's size there.</summary>
    private void Resolve(CancellationToken cancellation)
    {
        for (int i = 1; i + 1 < _samples.Count; i++)
        {
            (ResidualSample left, ResidualSample middle, ResidualSample right) = (_samples[i - 1].At, _samples[i].At, _samples[i + 1].At);
            if (middle.Sign is -1 or 1 && left.Sign == middle.Sign && right.Sign == middle.Sign
                && IsBelow(middle, left) && IsBelow(middle, right)
                && BeyondZero(_samples[i - 1].U, _samples[i].U, _samples[i + 1].U, middle, cancellation) is { } beyond)
            {
                _samples.Insert(beyond.U < _samples[i].U ? i : i + 1, beyond);
                i++;
            }
        }

        int clear = -1;
        for (int i = 0; i < _samples.Count; i++)
        {
            int? sign = _samples[i].At.Sign;
            if (sign is null)
            {
                clear = -1;
            }
            else if (sign != 0)
            {
                if (clear >= 0 && _samples[clear].At.Sign != sign)
                {
                    Between(_samples[clear], _samples[i]);
                }

                clear = i;
            }
        }
    }

    /// <summary>Whether one residual is smaller than another beyond rounding: a plateau has no dips.</summary>
    private static bool IsBelow(ResidualSample a, ResidualSample b) => Math.Abs(b.Value) - Math.Abs(a.Value) > a.Rounding + b.Rounding;

    /// <summary>A point of the other sign near the least of a dip, by golden sections; null where the dip does not reach it.</summary>
    private (double U, ResidualSample At)? BeyondZero(double left, double least, double right, ResidualSample middle, CancellationToken cancellation)
    {
        double value = Math.Abs(middle.Value);
        for (int i = 0; i < Scan.Sections; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            double u = right - least > least - left ? least + (Scan.Golden * (right - least)) : least - (Scan.Golden * (least - left));
            ResidualSample at = _at(u);
            if (at.Sign is not { } sign)
            {
                return null;
            }

            if (sign == -middle.Sign)
            {
                return (u, at);
            }

            bool isLess = Math.Abs(at.Value) < value;
            (left, least, right) = (u > least, isLess) switch
            {
                (true, true) => (least, u, right),
                (true, false) => (left, least, u),
                (false, true) => (left, u, least),
                (false, false) => (u, least, right),
            };
            value = isLess ? Math.Abs(at.Value) : value;
        }

        return null;
    }

    /// <summary>Brent's method, again on the bracket that rounding leaves while that gets much narrower: where the residual is flat, it ends early.</summary>
    private void Between((double U, ResidualSample At) left, (double U, ResidualSample At) right)
    {
        double? last = null;
        for (int pass = 0; pass < Scan.Passes; pass++)
        {
            // Relative to the ends, since the method takes what is small for a root.
            double scale = Math.Max(Math.Abs(left.At.Value), Math.Abs(right.At.Value));
            double Scaled(double u) => u == left.U ? left.At.Value / scale : u == right.U ? right.At.Value / scale : _at(u).Value / scale;
            if (!Brent.TryFindRoot(Scaled, left.U, right.U, Scan.Accuracy, Scan.Iterations, out double root))
            {
                break;
            }

            if (last is null && !VanishesAround(root, scale))
            {
                _jumps.Add(root);
                return;
            }

            last = root;
            double before = right.U - left.U;
            (left, right) = (Clear(root, left, -1), Clear(root, right, 1));
            if (right.U - left.U > before / 2)
            {
                break;
            }
        }

        if (last is { } found)
        {
            _roots.Add(new(left.U, found, right.U));
        }
    }

    private bool VanishesAround(double root, double scale)
    {
        double beside = Scan.Beside * Math.Max(1, Math.Abs(root));
        bool Vanishes(double u) => _at(u) is { Sign: not null } at && Math.Abs(at.Value) <= Math.Max(at.Rounding, Scan.Vanishing * scale);
        return Vanishes(root) && Vanishes(root - beside) && Vanishes(root + beside);
    }

    /// <summary>The nearest point found to one side of a root where rounding cannot have made the sign that the residual has at the end of the interval.</summary>
    private (double U, ResidualSample At) Clear(double root, (double U, ResidualSample At) end, int side)
    {
        for (double step = Scan.Closest * Math.Max(1, Math.Abs(root)); step < Math.Abs(end.U - root); step *= 2)
        {
            double u = root + (side * step);
            ResidualSample at = _at(u);
            if (at.Sign == end.At.Sign)
            {
                return (u, at);
            }
        }

        return end;
    }

    private string Interval(IReadOnlyList<(double U, ResidualSample At)> samples)
    {
        double[] ends = [_unknown(samples[0].U), _unknown(samples[^1].U)];
        return $"[{Text(ends.Min())}, {Text(ends.Max())}]";
    }
}
