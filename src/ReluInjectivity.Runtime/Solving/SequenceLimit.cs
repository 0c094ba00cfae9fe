using MathNet.Numerics.LinearAlgebra;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>The limit of a sequence whose distance from it falls like a power of the level, with the evidence for it.</summary>
/// <param name="Value">The limit.</param>
/// <param name="ErrorEstimate">A bound on its error: three times what neighbouring extrapolations or the held-out level disagree by.</param>
/// <param name="Exponent">The power p of the law |a_r - a| ~ C/r^p, from the last differences.</param>
/// <param name="ExponentError">How far the exponent still moves along the sequence.</param>
/// <param name="Terms">The number of terms C_0/(r+s)^p + C_1/(r+s)^(p+1) + ... in use.</param>
/// <param name="HeldOutLevel">The highest level, predicted from the levels below.</param>
/// <param name="Predicted">The prediction.</param>
/// <param name="Miss">The prediction minus the value computed at that level.</param>
public sealed record SequenceLimit(
    double Value, double ErrorEstimate, double Exponent, double ExponentError, int Terms, int HeldOutLevel, double Predicted, double Miss)
{
    /// <summary>Levels at and below which the sequence is not yet expected to follow its law.</summary>
    private const int FirstLevel = 3;
    /// <summary>Neighbouring extrapolations share a bias, so what they disagree by is less than what they are off by.</summary>
    private const double Safety = 3;
    private const int FewestTerms = 2;
    private const int MostTerms = 5;
    private static readonly double[] Shifts = [0, -0.5, -1];

    /// <summary>The number of levels that tell the error of an extrapolation; with fewer the bar is as wide as the whole extrapolation.</summary>
    public const int FewestLevels = FirstLevel + FewestTerms + 4;

    /// <summary>The number of levels an extrapolation takes.</summary>
    public const int FewestLevelsAtAll = 4;

    /// <summary>The limit that the values at consecutive levels approach.</summary>
    /// <param name="levels">The levels, ascending without gaps.</param>
    /// <param name="values">The values at the levels.</param>
    /// <exception cref="ArgumentException">There are fewer than <see cref="FewestLevelsAtAll"/> levels, there is a gap, or the values are not seen to approach a limit.</exception>
    public static SequenceLimit Of(IReadOnlyList<int> levels, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(levels);
        ArgumentNullException.ThrowIfNull(values);
        if (levels.Count < FewestLevelsAtAll || levels.Count != values.Count)
        {
            throw new ArgumentException($"An extrapolation takes at least {FewestLevelsAtAll} levels.", nameof(levels));
        }

        if (levels.Skip(1).Where((l, i) => l != levels[i] + 1).Any())
        {
            throw new ArgumentException("The levels must ascend without gaps.", nameof(levels));
        }

        if (levels.Count < FewestLevels)
        {
            return ShortSequence.Of(levels, values);
        }

        var sequence = levels.Zip(values).ToDictionary(p => p.First, p => p.Second);
        int last = levels[^1];
        (double exponent, double exponentError) = Exponents(sequence, last);

        // A constant, or a fall faster than any power.
        if (!double.IsFinite(exponent) || exponent > ShortSequence.LargestExponent)
        {
            return ShortSequence.Of(levels, values);
        }

        // An exponent that the data put near a simple one is taken to be it; the law then continues in steps of one.
        double nearest = Math.Round(2 * exponent) / 2;
        double power = Math.Abs(nearest - exponent) <= Math.Max(0.05, 3 * exponentError) ? nearest : exponent;

        // A sequence that grows like a power obeys the same law, with nothing that it approaches.
        if (!(power > 0))
        {
            throw new ArgumentException("The differences of the levels do not shrink, so no limit is in sight.", nameof(values));
        }

        Candidate best = Candidates(sequence, last, power, levels[0]).MinBy(c => c.Spread)
            ?? throw new ArgumentException("The sequence follows no power law.", nameof(values));

        // The held-out level, predicted without it by the same law.
        double[] below = Fit(sequence, last - 1, power, best.Shift, best.Terms);
        double predicted = below[0] + Tail(below, last, power, best.Shift);
        double miss = predicted - sequence[last];
        double error = Safety * Math.Max(best.Spread, Math.Abs(miss));
        return new(best.Value, error, exponent, exponentError, best.Terms, last, predicted, miss);
    }

    /// <summary>
    /// From three consecutive differences a_r - a_(r+1) ~ C (r + s)^-(p+1): the log-slope -(p+1)/(r + s) at two places gives p and s.
    /// </summary>
    private static (double Exponent, double Error) Exponents(Dictionary<int, double> a, int last)
    {
        double At(int r)
        {
            double Slope(int k) => Math.Log((a[k] - a[k + 1]) / (a[k + 1] - a[k + 2]));
            double first = 1 / Slope(r);
            double second = 1 / Slope(r + 1);

            // 1/slope = (r + s)/(p + 1) up to second order, so its increment is 1/(p + 1).
            return (1 / (second - first)) - 1;
        }

        double latest = At(last - 3);
        double before = At(last - 4);
        return (latest, Math.Abs(latest - before) + Math.Abs(before - At(last - 5)));
    }

    private static IEnumerable<Candidate> Candidates(Dictionary<int, double> a, int last, double power, int first)
    {
        foreach (double shift in Shifts)
        {
            for (int terms = FewestTerms; terms <= MostTerms && last - terms - 2 >= Math.Max(first, FirstLevel); terms++)
            {
                double value = Fit(a, last, power, shift, terms)[0];
                double spread = new[]
                {
                    Fit(a, last - 1, power, shift, terms)[0],
                    Fit(a, last, power, shift, terms - 1)[0],
                    Fit(a, last - 2, power, shift, terms)[0],
                }.Max(other => Math.Abs(other - value));
                if (double.IsFinite(spread))
                {
                    yield return new(value, spread, shift, terms);
                }
            }
        }
    }

    /// <summary>Limit and coefficients through the last <c>terms + 1</c> values up to a level.</summary>
    private static double[] Fit(Dictionary<int, double> a, int last, double power, double shift, int terms)
    {
        Matrix<double> matrix = Matrix<double>.Build.Dense(terms + 1, terms + 1, (i, j) => j == 0 ? 1 : Term(last - i, j - 1, last, power, shift));
        Vector<double> values = Vector<double>.Build.Dense(terms + 1, i => a[last - i]);
        double[] scaled = [.. matrix.Solve(values)];
        for (int j = 1; j <= terms; j++)
        {
            scaled[j] *= Math.Pow(last + shift, power + j - 1);
        }

        return scaled;
    }

    /// <summary>((R + s)/(r + s))^(p+j): scaled so that the system is well conditioned.</summary>
    private static double Term(int level, int j, int reference, double power, double shift) => Math.Pow((reference + shift) / (level + shift), power + j);

    private static double Tail(double[] coefficients, int level, double power, double shift) =>
        Enumerable.Range(1, coefficients.Length - 1).Sum(j => coefficients[j] * Math.Pow(level + shift, -(power + j - 1)));

    private sealed record Candidate(double Value, double Spread, double Shift, int Terms);
}
