namespace ReluInjectivity.Runtime.Solving;

/// <summary>
/// The limit of a sequence of few levels, too few for the spread of several laws to tell the error: the bar is as wide as the whole way from the highest
/// level to the limit, or three times what a power law and a geometric one disagree by, if that is more.
/// </summary>
internal static class ShortSequence
{
    private const double Safety = 3;

    /// <summary>A slower fall than this cannot be told from none.</summary>
    private const double LeastExponent = 0.2;

    /// <summary>A faster fall than this is taken for geometric.</summary>
    public const double LargestExponent = 60;

    /// <summary>Differences below this part of the values are rounding and quadrature.</summary>
    private const double Negligible = 1e-13;

    /// <summary>The limit.</summary>
    /// <exception cref="ArgumentException">The differences do not shrink.</exception>
    public static SequenceLimit Of(IReadOnlyList<int> levels, IReadOnlyList<double> values)
    {
        int n = values.Count;
        double last = values[^1];
        double step = values[n - 2] - last;
        double before = values[n - 3] - values[n - 2];
        double earlier = values[n - 4] - values[n - 3];
        double floor = Negligible * values.Max(Math.Abs);
        if (Math.Abs(step) <= floor && Math.Abs(before) <= floor)
        {
            return new(last, Safety * floor, double.NaN, double.NaN, 0, levels[^1], values[n - 2], step);
        }

        double ratio = step / before;
        double earlierRatio = before / earlier;
        if (!(Math.Abs(ratio) < 1) || !(Math.Abs(before) < Math.Abs(earlier)))
        {
            throw new ArgumentException("The differences of the levels do not shrink, so no limit is in sight.", nameof(values));
        }

        // Aitken: what is left of a geometric series.
        double geometric = last - (step * ratio / (1 - ratio));
        double geometricBefore = values[n - 2] - (before * earlierRatio / (1 - earlierRatio));
        (double exponent, double shift) = Power(step, before, earlier, levels[^1]);
        if (!double.IsFinite(exponent))
        {
            double spread = Math.Abs(geometric - geometricBefore);
            double next = values[n - 2] - (before * earlierRatio);
            return new(geometric, Math.Max(Safety * spread, Math.Abs(geometric - last)), double.NaN, double.NaN, 1, levels[^1], next, next - last);
        }

        double Fall(int level) => Math.Pow(level + shift, -exponent);
        int top = levels[^1];
        double power = last - (step * Fall(top) / (Fall(top - 1) - Fall(top)));
        double powerBefore = values[n - 2] - (before * Fall(top - 1) / (Fall(top - 2) - Fall(top - 1)));
        double predicted = values[n - 2] - (before * (Fall(top - 1) - Fall(top)) / (Fall(top - 2) - Fall(top - 1)));
        double disagreement = new[] { geometric, powerBefore }.Max(v => Math.Abs(v - power));
        return new(power, Math.Max(Safety * disagreement, Math.Abs(power - last)), exponent, Math.Abs(exponent), 1, top, predicted, predicted - last);
    }

    /// <summary>p and s of the law C/(r + s)^p from three differences; not-a-number where they follow none.</summary>
    private static (double Exponent, double Shift) Power(double step, double before, double earlier, int top)
    {
        if (!(step / before > 0) || !(before / earlier > 0))
        {
            return (double.NaN, double.NaN);
        }

        // The log-slope of the differences near r is -(p + 1)/(r + s), so its inverse grows by 1/(p + 1) from one level to the next.
        double first = 1 / Math.Log(earlier / before);
        double second = 1 / Math.Log(before / step);
        double exponent = (1 / (second - first)) - 1;
        double shift = (second * (exponent + 1)) - (top - 1);
        return exponent > LeastExponent && exponent < LargestExponent && top - 2 + shift > 0 ? (exponent, shift) : (double.NaN, double.NaN);
    }
}
