using System.Globalization;
using System.Numerics;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Networks;

/// <summary>The inputs that keep linear inequalities <c>a x &lt;= c</c>; they must leave room, an interior.</summary>
public sealed record PolyhedronDomain : Domain
{
    private const string Name = "polyhedron:";

    // How far a random point goes where no inequality ends it.
    private const double Reach = 4;

    // From so many numbers on the simplex in integers takes more than a second.
    private const long FewNumbers = 10_000;
    private const int MostSteps = 400;

    private readonly double[] _middle;

    /// <summary>Inequalities, at least one.</summary>
    /// <param name="inequalities">Each the n factors a, then c.</param>
    /// <exception cref="ArgumentException">They are of different lengths, have no factors, are not finite, or leave no interior.</exception>
    public PolyhedronDomain(IReadOnlyList<IReadOnlyList<double>> inequalities)
    {
        ArgumentNullException.ThrowIfNull(inequalities);
        int length = inequalities.Count == 0 ? 0 : inequalities[0].Count;
        if (length < 2 || inequalities.Any(row => row.Count != length))
        {
            throw new ArgumentException("there must be inequalities, each with as many factors as there are inputs and its bound", nameof(inequalities));
        }

        if (!inequalities.All(row => row.All(double.IsFinite)) || inequalities.Any(row => row.SkipLast(1).All(v => v == 0)))
        {
            throw new ArgumentException("an inequality has a number that is not finite, or no factor but zero", nameof(inequalities));
        }

        Inequalities = [.. inequalities.Select(row => (IReadOnlyList<double>)[.. row.Select(v => v + 0)])];
        Walls = [.. Inequalities.Select(row => Dyadic.Scale([.. row.SkipLast(1).Select(v => 0 - v), row[^1]]))];
        Interior = Relaxed(Inequalities, Walls) ?? Inside(Walls, length) ?? throw new ArgumentException("the inequalities leave no interior: no input keeps all of them with room to spare", nameof(inequalities));
        _middle = [.. Interior.SkipLast(1).Select(v => Dyadic.Quotient(v, Interior[^1]))];
    }

    /// <summary>The inequalities: the factors a, then c.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Inequalities { get; }

    /// <inheritdoc/>
    public override int? Inputs => Inequalities[0].Count - 1;

    /// <summary>(-a, c) up to a positive factor.</summary>
    internal IReadOnlyList<BigInteger[]> Walls { get; }

    /// <summary>A point (X, q) that keeps every inequality with room to spare.</summary>
    internal BigInteger[] Interior { get; }

    /// <inheritdoc/>
    public bool Equals(PolyhedronDomain? other) =>
        other is not null && Inequalities.Count == other.Inequalities.Count && Inequalities.Zip(other.Inequalities).All(pair => pair.First.SequenceEqual(pair.Second));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Inequalities.Count, Inputs, Inequalities[0][0], Inequalities[^1][^1]);

    /// <inheritdoc/>
    public override string ToString() => Name + string.Join(';', Inequalities.Select(row => string.Join(',', row.Select(Text))));

    /// <summary>Reads what <see cref="ToString"/> writes; null for other domains.</summary>
    internal static PolyhedronDomain? Read(string text)
    {
        if (!text.StartsWith(Name, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            return new([.. text[Name.Length..].Split(';').Select(row => (IReadOnlyList<double>)[.. row.Split(',').Select(Number)])]);
        }
        catch (ArgumentException problem)
        {
            throw new FormatException(problem.Message.Split(" (Parameter", 2)[0] + "; write polyhedron:A1,A2,C;A1,A2,C for A1 x1 + A2 x2 <= C", problem);
        }
    }

    /// <summary>A random point inside, to rounding: some steps along random lines from a point inside, each to anywhere on the line within the domain.</summary>
    internal double[] Draw(Random random)
    {
        double[] x = [.. _middle];
        for (int step = 0; step < x.Length + 2; step++)
        {
            double[] direction = UnitVector.Of([.. x.Select(_ => MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1))]);
            (double back, double ahead) = (-Room(x, direction, -1), Room(x, direction, 1));
            double length = back + (random.NextDouble() * (ahead - back));
            x = [.. x.Zip(direction, (v, d) => v + (length * d))];
        }

        return x;
    }

    /// <summary>The point itself where it keeps the inequalities, else the last one on the way to it from the inside, and a little short of that.</summary>
    internal double[] Nearer(double[] x, double slack)
    {
        double factor = 1;
        foreach (IReadOnlyList<double> row in Inequalities)
        {
            (double outside, double middle) = (Left(row, x), Left(row, _middle));
            factor = outside < 0 && middle > 0 ? Math.Min(factor, (1 - slack) * middle / (middle - outside)) : factor;
        }

        return factor == 1 ? x : [.. x.Zip(_middle, (v, m) => m + (factor * (v - m)))];
    }

    private static double Left(IReadOnlyList<double> row, double[] x) => row[^1] - x.Select((v, j) => row[j] * v).Sum();

    private double Room(double[] x, double[] direction, int sign)
    {
        double room = Reach;
        foreach (IReadOnlyList<double> row in Inequalities)
        {
            double rise = sign * direction.Select((d, j) => row[j] * d).Sum();
            room = rise > 0 ? Math.Min(room, Math.Max(0, Left(row, x)) / rise) : room;
        }

        return room;
    }

    // Of many inequalities: step after step to the other side of the one that is broken most, for boundaries that are moved inwards; in doubles, and confirmed in integers.
    private static BigInteger[]? Relaxed(IReadOnlyList<IReadOnlyList<double>> inequalities, IReadOnlyList<BigInteger[]> walls)
    {
        int inputs = inequalities[0].Count - 1;
        if ((long)inequalities.Count * inputs < FewNumbers)
        {
            return null;
        }

        double[] norms = [.. inequalities.Select(row => UnitVector.Norm([.. row.SkipLast(1)]))];
        for (double slack = 1; slack > 1e-6; slack /= 4)
        {
            double[] x = new double[inputs];
            for (int step = 0; step < MostSteps; step++)
            {
                (double least, int at) = inequalities.Select((row, i) => ((Left(row, x) / norms[i]) - slack, i)).Min();
                if (least >= 0)
                {
                    BigInteger[] point = Dyadic.Scale([.. x, 1.0]);
                    return walls.All(wall => wall.Zip(point, BigInteger.Multiply).Aggregate(BigInteger.Zero, BigInteger.Add).Sign > 0) ? point : null;
                }

                for (int j = 0; j < inputs; j++)
                {
                    x[j] += 1.5 * least / norms[at] * inequalities[at][j];
                }
            }
        }

        return null;
    }

    // (x, t, s) with every wall, and t, at least s > 0.
    private static BigInteger[]? Inside(IReadOnlyList<BigInteger[]> walls, int length)
    {
        BigInteger[] height = [.. Enumerable.Range(0, length).Select(j => j == length - 1 ? BigInteger.One : BigInteger.Zero)];
        BigInteger[][] constraints = [.. walls.Append(height).Select(wall => (BigInteger[])[.. wall, BigInteger.MinusOne])];
        BigInteger[] goal = [.. new BigInteger[length], BigInteger.One];
        return ConePoint.Find(constraints, goal, out _, CancellationToken.None) is { } point ? IntegerElimination.DividedByContent(point[..length]) : null;
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw new FormatException($"'{text}' is not a number");
}
