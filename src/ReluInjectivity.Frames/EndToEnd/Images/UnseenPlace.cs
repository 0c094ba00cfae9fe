using System.Numerics.Tensors;

namespace ReluInjectivity.Frames.EndToEnd.Images;

/// <summary>
/// Looks for an input of a convolution with ReLU at which no output that sees some place is active: a change of a number there changes nothing. The outputs that see one
/// place are few beside the numbers that they see, so that such an input is found by descent on how far they are from being inactive; that they are is proven with bounds of
/// all rounding, at two inputs.
/// </summary>
internal sealed class UnseenPlace(ImageRows image, Domain domain, CancellationToken ct)
{
    private const long MostEntries = 1L << 24;
    private const int MostSteps = 3000;

    /// <summary>Whether a place is found at which two inputs of the domain differ and all outputs agree.</summary>
    public bool Exists()
    {
        bool isTaken = domain is WholeSpaceDomain or OrthantDomain or BoxDomain or BallDomain or NonNegativeBallDomain;
        return isTaken && new[] { Middle(), 0, image.Places - 1 }.Distinct().Any(place => IsUnseen(place));
    }

    private int Middle() => image.Shape.InputSize!.Aggregate(0, (index, extent) => (index * extent) + (extent / 2));

    private bool IsUnseen(int place)
    {
        IReadOnlyList<int> outputs = image.Touching[place];
        if (outputs.Count == 0)
        {
            return true;
        }

        int[] places = [.. outputs.SelectMany(output => image.Seen(output)).Select(one => one.Place).Distinct().Order()];
        long rows = (long)outputs.Count * image.Shape.OutputChannels;
        if (rows * places.Length * image.Shape.InputChannels > MostEntries)
        {
            return false;
        }

        Layer layer = image.Part(outputs, places);
        int number = Array.BinarySearch(places, place);
        double[][] units = [.. layer.Rows.Select(row => UnitVector.Of(row))];
        double[] thresholds = [.. layer.Rows.Select((row, i) => UnitVector.Norm(row) is > 0 and var norm ? layer.Thresholds[i] / norm : layer.Thresholds[i])];
        double[] x = Projected(new double[layer.Inputs]);
        double[] before = [.. x];
        double step = 1 / Largest(units, layer.Inputs);
        int since = 0;
        for (int k = 0; k < MostSteps; k++, since++)
        {
            ct.ThrowIfCancellationRequested();
            if (k % 10 == 0 && IsCollision(layer, x, number))
            {
                return true;
            }

            // Nesterov's step, from a point ahead.
            double ahead = since / (since + 3.0);
            double[] from = [.. x.Zip(before, (now, then) => now + (ahead * (now - then)))];
            double margin = domain is WholeSpaceDomain or OrthantDomain ? 1 : 0.1 * Size();
            double[] gradient = new double[x.Length];
            for (int i = 0; i < units.Length; i++)
            {
                double over = TensorPrimitives.Dot<double>(units[i], from) - thresholds[i] + margin;
                if (over > 0)
                {
                    TensorPrimitives.MultiplyAdd<double>(units[i], over, gradient, gradient);
                }
            }

            before = x;
            x = Projected([.. from.Zip(gradient, (value, slope) => value - (step * slope))]);

            // Where the momentum leads uphill it begins anew.
            double along = 0;
            for (int j = 0; j < x.Length; j++)
            {
                along += gradient[j] * (x[j] - before[j]);
            }

            since = along > 0 ? 0 : since;
        }

        return false;
    }

    // Two inputs that differ in one number of the place, at both of which every row is negative.
    private bool IsCollision(Layer layer, double[] x, int place)
    {
        if (Room(layer, x) is not { } room)
        {
            return false;
        }

        double heaviest = layer.Rows.Max(row => Math.Abs(row[place]));
        foreach (double sign in new[] { 1.0, -1.0 })
        {
            double[] y = [.. x];
            y[place] += sign * (heaviest > 0 ? room / (4 * heaviest) : Size());
            if (y[place] != x[place] && IsInside(x) && IsInside(y) && Room(layer, y) is not null)
            {
                return true;
            }
        }

        return false;
    }

    // How far below zero the greatest row is for certain; null where one may not be.
    private static double? Room(Layer layer, double[] x)
    {
        double[] sizes = [.. x.Select(Math.Abs)];
        double least = double.PositiveInfinity;
        for (int i = 0; i < layer.Outputs; i++)
        {
            double[] row = layer.Rows[i];
            double value = TensorPrimitives.Dot<double>(row, x) - layer.Thresholds[i];
            double size = TensorPrimitives.Dot<double>([.. row.Select(Math.Abs)], sizes) + Math.Abs(layer.Thresholds[i]);

            // Each of n products and sums is off by half a unit of 2^-52; twice that for the bound's own rounding, and what underflows.
            double below = -value - ((row.Length + 4) * Math.ScaleB(size, -51)) - 1e-290;
            least = below > 0 ? Math.Min(least, below) : double.NaN;
            if (!(least > 0))
            {
                return null;
            }
        }

        return least;
    }

    private double Size() => domain switch
    {
        BallDomain ball => ball.Radius,
        NonNegativeBallDomain ball => ball.Radius,
        BoxDomain box => box.Upper - box.Lower,
        _ => 1,
    };

    // A little inside of round domains, so that a step stays in them; what is elsewhere in the image is zero there.
    private double[] Projected(double[] x)
    {
        double[] clipped = domain switch
        {
            OrthantDomain or NonNegativeBallDomain => [.. x.Select(v => Math.Max(v, 0))],
            BoxDomain box => [.. x.Select(v => Math.Clamp(v, box.Lower, box.Upper))],
            _ => x,
        };
        double norm = UnitVector.Norm(clipped);
        double most = domain is BallDomain or NonNegativeBallDomain ? 0.99 * Size() : double.PositiveInfinity;
        return norm > most ? [.. clipped.Select(v => v * most / norm)] : clipped;
    }

    private bool IsInside(double[] x) => domain switch
    {
        WholeSpaceDomain => true,
        OrthantDomain => Array.TrueForAll(x, v => v >= 0),
        BoxDomain box => Array.TrueForAll(x, v => v >= box.Lower && v <= box.Upper),
        BallDomain => UnitVector.Norm(x) <= 0.999 * Size(),
        NonNegativeBallDomain => Array.TrueForAll(x, v => v >= 0) && UnitVector.Norm(x) <= 0.999 * Size(),
        _ => false,
    };

    // The largest eigenvalue of the rows' Gram matrix, from above, by some steps of power iteration.
    private static double Largest(double[][] units, int columns)
    {
        double[] v = [.. Enumerable.Range(0, columns).Select(j => 1 + (0.5 * Math.Sin(1.0 + j)))];
        double value = 1;
        for (int k = 0; k < 20; k++)
        {
            double[] next = new double[columns];
            foreach (double[] row in units)
            {
                TensorPrimitives.MultiplyAdd<double>(row, TensorPrimitives.Dot<double>(row, v), next, next);
            }

            double norm = UnitVector.Norm(next);
            value = norm / Math.Max(UnitVector.Norm(v), double.Epsilon);
            v = norm > 0 ? [.. next.Select(entry => entry / norm)] : v;
        }

        return Math.Max(value * 1.1, 1e-300);
    }
}
