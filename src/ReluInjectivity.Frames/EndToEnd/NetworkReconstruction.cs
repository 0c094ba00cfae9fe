using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Frames.EndToEnd.Composed;
using ReluInjectivity.Frames.Reconstruction;

namespace ReluInjectivity.Frames.EndToEnd;

/// <summary>What a network's output says about its input.</summary>
/// <param name="Input">An input with this output; the best that was found where none fits. Empty where none could be looked for.</param>
/// <param name="Misfit">The largest difference between the network's output there and the one given.</param>
/// <param name="IsConsistent">Whether that passes for rounding.</param>
/// <param name="IsUnique">Whether it is the only one: each layer determines its input.</param>
/// <param name="IsLocallyUnique">Whether it is the only one near by: the composed matrix of the active rows has independent columns.</param>
/// <param name="NoiseGain">How much noise in the output is amplified, to first order: 1 / the least singular value of that matrix.</param>
/// <param name="IsByLayers">Whether it was found layer by layer; else by the composed map of active rows.</param>
/// <param name="Problem">What is wrong, or not known; null for nothing.</param>
public sealed record NetworkInput(
    IReadOnlyList<double> Input, double Misfit, bool IsConsistent, bool IsUnique, bool IsLocallyUnique, double NoiseGain, bool IsByLayers, string? Problem);

/// <summary>
/// Input from output through a network: from the last layer to the first, each by its active rows; where a layer leaves its input open, by Gauss-Newton steps
/// on the composed map of the active rows, from many starts.
/// </summary>
public static class NetworkReconstruction
{
    private const int Starts = 200;
    private const int Steps = 60;

    /// <summary>Finds an input that gives an output.</summary>
    /// <param name="stages">The layers, matrices of known size with ReLUs, increasing maps or nothing behind them.</param>
    /// <param name="output">y.</param>
    /// <param name="isNonNegative">Whether only inputs without negative entries count.</param>
    /// <param name="tolerance">The largest misfit, relative to the largest output, that passes for rounding.</param>
    /// <param name="ct">Ends the search from further starts.</param>
    /// <exception cref="ArgumentException">The output has the wrong length, a number that no ReLU or map gives, or the layers are none that are inverted.</exception>
    public static NetworkInput Of(IReadOnlyList<Stage> stages, IReadOnlyList<double> output, bool isNonNegative = false, double tolerance = 1e-9, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(stages);
        ArgumentNullException.ThrowIfNull(output);
        Stage[] whole = [.. stages.Select(stage => stage.AsMatrixWherePossible)];
        if (!ActiveMap.Chains(whole))
        {
            throw new ArgumentException("the layers do not compose to matrices with ReLUs or known increasing maps between; only such networks are inverted", nameof(stages));
        }

        if (output.Count != whole[^1].Layer.Outputs)
        {
            throw new ArgumentException($"the output has {output.Count} entries, the network {whole[^1].Layer.Outputs} outputs", nameof(output));
        }

        int bad = Enumerable.Range(0, output.Count).FirstOrDefault(i => !double.IsFinite(output[i]) || (whole[^1].HasReLU && output[i] < 0), -1);
        if (bad >= 0)
        {
            throw new ArgumentException($"output {bad} is {output[bad]:R}; the network gives finite numbers{(whole[^1].HasReLU ? " of at least 0" : string.Empty)}", nameof(output));
        }

        int outside = whole[^1] is { Pointwise: { } last } ? Enumerable.Range(0, output.Count).FirstOrDefault(i => last.Inverse(output[i], i) is null, -1) : -1;
        if (outside >= 0)
        {
            throw new ArgumentException($"output {outside} is {output[outside]:R}; {whole[^1].Pointwise!.Operation} at the network's end gives {whole[^1].Pointwise!.Range}", nameof(output));
        }

        ActiveMap map = new(whole);
        var y = Vector<double>.Build.DenseOfEnumerable(output);
        double allowed = tolerance * Math.Max(y.InfinityNorm(), double.Epsilon);
        (Vector<double>? start, bool isUnique, string? open) = (null, false, null);
        try
        {
            (start, isUnique, open) = Backwards(whole, output, isNonNegative, tolerance, ct);
        }
        catch (OperationCanceledException)
        {
            open = "it was stopped before the layers were inverted one by one";
        }

        if (start is not null && isUnique)
        {
            Vector<double> better = Descended(map, y, start, isNonNegative, ct);
            Vector<double> x = Misfit(map, better, y) <= Misfit(map, start, y) ? better : start;
            NetworkInput found = Described(map, x, y, allowed, isUnique: true, isByLayers: true);
            if (found.IsConsistent)
            {
                return found;
            }
        }

        return Searched(map, y, start, isNonNegative, allowed, open, ct);
    }

    // From many starts; the best end is taken.
    private static NetworkInput Searched(ActiveMap map, Vector<double> y, Vector<double>? start, bool isNonNegative, double allowed, string? open, CancellationToken ct)
    {
        Random random = new(1);
        Vector<double>? best = start;
        for (int k = 0; k < Starts && !(best is not null && ct.IsCancellationRequested) && !(best is not null && Misfit(map, best, y) <= allowed); k++)
        {
            Domain domain = isNonNegative ? Domain.Orthant : Domain.WholeSpace;
            Vector<double> from = start is not null && k == 0 ? start : Vector<double>.Build.Dense(NetworkCollision.Draw(domain, random, map.Inputs, k));
            Vector<double> end = Descended(map, y, from, isNonNegative, ct);
            best = best is null || Misfit(map, end, y) < Misfit(map, best, y) ? end : best;
        }

        NetworkInput found = Described(map, best!, y, allowed, isUnique: false, isByLayers: false);
        return found with
        {
            Problem = !found.IsConsistent ? "no input with this output was found; the one given comes nearest of those tried"
                : $"{open ?? "the layers one by one do not fit"}; inputs of other regions may have this output too",
        };
    }

    private static double Misfit(ActiveMap map, Vector<double> x, Vector<double> y) => (map.At(x) - y).InfinityNorm();

    // x -> x + J^+ (y - f(x)), the step halved until it helps.
    private static Vector<double> Descended(ActiveMap map, Vector<double> y, Vector<double> x, bool isNonNegative, CancellationToken ct)
    {
        for (int step = 0; step < Steps && !ct.IsCancellationRequested; step++)
        {
            (Vector<double> value, Matrix<double> jacobian, _) = map.Around(x);
            Vector<double> rest = y - value;
            double before = rest.L2Norm();
            if (before == 0)
            {
                return x;
            }

            Vector<double> direction;
            try
            {
                direction = LeastSquares.Of(jacobian, rest, ct).Solution;
            }
            catch (OperationCanceledException)
            {
                return x;
            }

            double factor = 1;
            Vector<double> next;
            do
            {
                next = x + (factor * direction);
                next = isNonNegative ? next.PointwiseMaximum(0) : next;
                factor /= 2;
            }
            while (factor > 1e-6 && !((y - map.At(next)).L2Norm() < before));

            if (!((y - map.At(next)).L2Norm() < before * (1 - 1e-12)))
            {
                return x;
            }

            x = next;
        }

        return x;
    }

    private static NetworkInput Described(ActiveMap map, Vector<double> x, Vector<double> y, double allowed, bool isUnique, bool isByLayers)
    {
        (Vector<double> value, Matrix<double> jacobian, _) = map.Around(x);
        double misfit = (value - y).InfinityNorm();
        double smallest = Margins.SingularValues.Of(jacobian).Smallest;
        return new([.. x], misfit, misfit <= allowed, isUnique && misfit <= allowed, isUnique || smallest > 0, smallest > 0 ? 1 / smallest : double.PositiveInfinity, isByLayers, null);
    }

    // The input by the layers, last to first; whether each left no choice; and which did.
    private static (Vector<double>? Input, bool IsUnique, string? Open) Backwards(
        Stage[] stages, IReadOnlyList<double> output, bool isNonNegative, double tolerance, CancellationToken ct)
    {
        double[] current = [.. output];
        bool isUnique = true;
        string? open = null;
        double allowed = tolerance;
        for (int k = stages.Length - 1; k >= 0; k--)
        {
            bool isClipped = k > 0 ? stages[k - 1].HasReLU : isNonNegative;
            if (stages[k] is { Pointwise: { } map } && Unmapped(map, ref current, ref allowed) is { } none)
            {
                return (null, false, open ?? $"layer '{stages[k].Name}' by itself gives no such output: {none}");
            }

            RecoveredInput found = stages[k].HasReLU
                ? InputReconstruction.Of(stages[k].Layer, current, isClipped, allowed, ct)
                : Affine(stages[k].Layer, current, isClipped, allowed, ct);
            if (found.Input is not { } input)
            {
                return (null, false, open ?? $"layer '{stages[k].Name}' by itself gives no such output");
            }

            if (!found.IsUnique)
            {
                isUnique = false;
                open ??= $"layer '{stages[k].Name}' leaves its input open";
            }

            // What rounding has made of a zero is a zero again; the next layer's outputs are known to the noise of this one's.
            double scale = Math.Max(input.Max(Math.Abs), double.Epsilon);
            double noise = double.IsFinite(found.NoiseGain) ? found.NoiseGain * allowed * Math.Max(current.Max(Math.Abs), double.Epsilon) : allowed * scale;
            current = [.. input.Select(v => isClipped && Math.Abs(v) <= Math.Max(noise, allowed * scale) ? 0 : v)];
            allowed = Math.Min(0.1, Math.Max(allowed, noise / scale));
            if (isClipped && Array.Exists(current, v => v < 0))
            {
                current = [.. current.Select(v => Math.Max(v, 0))];
                isUnique = false;
            }
        }

        return (Vector<double>.Build.Dense(current), isUnique, open);
    }

    // The numbers before a map. Errors grow by 1 / slope: what they are known to is that of the worst.
    private static string? Unmapped(PointwiseMap map, ref double[] values, ref double allowed)
    {
        double noise = allowed * Math.Max(values.Max(Math.Abs), double.Epsilon);
        double[] before = new double[values.Length];
        double grown = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (map.Inverse(values[i], i) is not { } v)
            {
                return $"{map.Operation} gives {map.Range}";
            }

            before[i] = v;
            grown = Math.Max(grown, noise / Math.Max(map.Slope(v, i), double.Epsilon));
        }

        allowed = Math.Min(0.1, Math.Max(allowed, grown / Math.Max(before.Max(Math.Abs), double.Epsilon)));
        values = before;
        return null;
    }

    // Wx = y - b: the layer with rows both ways is one with ReLU, and has the same inputs.
    private static RecoveredInput Affine(Layer layer, double[] output, bool isNonNegative, double tolerance, CancellationToken ct)
    {
        double[][] rows = new double[layer.Outputs][];
        double[] bias = new double[layer.Outputs];
        for (int i = 0; i < rows.Length; i++)
        {
            int sign = output[i] < 0 ? -1 : 1;
            rows[i] = sign < 0 ? [.. layer.Rows[i].Select(v => 0 - v)] : layer.Rows[i];
            bias[i] = sign * (0 - layer.Thresholds[i]);
        }

        // Outputs of zero are equations too.
        int[] zeros = [.. Enumerable.Range(0, rows.Length).Where(i => output[i] == 0)];
        double[][] all = [.. rows, .. zeros.Select(i => (double[])[.. rows[i].Select(v => 0 - v)])];
        double[] offsets = [.. bias, .. zeros.Select(i => 0 - bias[i])];
        return InputReconstruction.Of(new Layer(all, offsets), [.. output.Select(Math.Abs), .. zeros.Select(_ => 0.0)], isNonNegative, tolerance, ct);
    }
}
