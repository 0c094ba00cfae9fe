using MathNet.Numerics;
using MathNet.Numerics.RootFinding;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>
/// The function that the step functions of ascending levels approach. At every level the steps are the samples of a smooth curve:
/// the k-th height at index k, the k-th jump at index k + 1/2. The curves are compared at fixed abscissae, where they approach their
/// limit like a power of the level. An optimum's value errs with the square of its parameters' error, so the power is half the goal's.
/// </summary>
/// <param name="Profile">The step function.</param>
/// <param name="Exponent">The power of the level by which it is approached.</param>
/// <param name="Points">The limit at some abscissae.</param>
public sealed record ProfileLimit(ProfileInfo Profile, double Exponent, IReadOnlyList<ProfilePoint> Points)
{
    private const int Abscissae = 9;
    private const int Stencil = 6;
    private const int FewestLevels = 4;
    private const double Safety = 3;

    /// <summary>Extrapolates a profile; null where fewer than four levels, of the upper half, have six steps each.</summary>
    /// <param name="levels">Solved levels, ascending without gaps; the upper half is used.</param>
    /// <param name="profile">One of the profiles of their description.</param>
    /// <param name="goalExponent">The power by which the goal approaches its limit, <see cref="SequenceLimit.Exponent"/>.</param>
    public static ProfileLimit? Of(IReadOnlyList<SolveResult> levels, ProfileInfo profile, double goalExponent)
    {
        ArgumentNullException.ThrowIfNull(levels);
        ArgumentNullException.ThrowIfNull(profile);
        SolveResult[] upper = [.. levels.Skip((levels.Count - 1) / 2)];
        if (upper.Length < FewestLevels || upper[0].System.Unknowns.Count(u => string.Equals(u.Family, profile.Name, StringComparison.Ordinal)) < Stencil)
        {
            return null;
        }

        Curve[] curves = [.. upper.Select(l => new Curve(l, profile))];
        double power = goalExponent / 2;
        double[] last = [.. curves.Select(c => (double)c.Level)];
        var points = new List<ProfilePoint>();
        foreach (double x in curves[0].Inner(Abscissae))
        {
            double[] heights = [.. curves.Select(c => c.Height(x))];
            double Fitted(double exponent, Range window)
            {
                double[] steps = [.. last[window].Select(r => Math.Pow(r, -exponent))];
                return Fit.Line(steps, heights[window]).A;
            }

            double value = Fitted(power, ..);
            double spread = new[] { Fitted(power, 1..), Fitted(power, 2..), Fitted(power, ..^1), Fitted(power + 0.5, ..), Fitted(power - 0.5, ..) }
                .Max(other => Math.Abs(other - value));
            points.Add(new(x, value, Safety * spread));
        }

        return new(profile, power, points);
    }

    /// <summary>The curve that one level samples, in coordinates in which its unknowns' intervals are whole lines.</summary>
    private sealed class Curve
    {
        private readonly Coordinates _height;
        private readonly Coordinates _place;
        private readonly double[] _heights;
        private readonly double[] _places;

        public Curve(SolveResult level, ProfileInfo profile)
        {
            Level = level.System.Indices.ValueOf(FamilyIndexKind.Level)!.Value;
            (_height, _heights) = Family(level, profile.Name);
            (_place, _places) = Family(level, profile.Over);
        }

        public int Level { get; }

        public int Count => _heights.Length;

        /// <summary>Abscissae from the second jump to the last but one, evenly spread along the curve, with two digits.</summary>
        public IEnumerable<double> Inner(int count)
        {
            double first = _places[1];
            double step = (_places[^2] - first) / (count - 1);
            return Enumerable.Range(0, count).Select(i => _place.ToUnknowns([first + (i * step)])[0])
                .Select(x => x.Round(1 - (int)Math.Floor(Math.Log10(Math.Abs(x))))).Distinct();
        }

        public double Height(double x)
        {
            double target = _place.ToCoordinates([x])[0];
            double index = Brent.FindRoot(i => At(_places, i) - target, -0.5, Count - 0.5, 1e-13, 200);
            return _height.ToUnknowns([At(_heights, index + 0.5)])[0];
        }

        private static (Coordinates Coordinates, double[] Values) Family(SolveResult level, string family)
        {
            (UnknownInfo Info, double Value)[] members =
                [.. level.System.Unknowns.Zip(level.Unknowns).Where(u => string.Equals(u.First.Family, family, StringComparison.Ordinal)).OrderBy(u => u.First.Index)];
            var coordinates = new Coordinates([members[0].Info]);
            return (coordinates, [.. members.Select(m => coordinates.ToCoordinates([m.Value])[0])]);
        }

        /// <summary>Between samples by the polynomial through the nearest ones.</summary>
        private static double At(double[] samples, double index)
        {
            int first = Math.Clamp((int)Math.Ceiling(index - (0.5 * Stencil)), 0, samples.Length - Stencil);
            double result = 0;
            for (int i = first; i < first + Stencil; i++)
            {
                double term = samples[i];
                for (int j = first; j < first + Stencil; j++)
                {
                    term *= j == i ? 1 : (index - j) / (i - j);
                }

                result += term;
            }

            return result;
        }
    }
}

/// <summary>A point of a limiting profile.</summary>
/// <param name="At">The abscissa.</param>
/// <param name="Value">The limit there.</param>
/// <param name="ErrorEstimate">Three times what other windows of levels and other powers make of it.</param>
public sealed record ProfilePoint(double At, double Value, double ErrorEstimate);
