using ReluInjectivity.Frames.Margins;

namespace ReluInjectivity.Frames.Biases;

/// <summary>Upper biases: thresholds with which the active rows span at every input of a domain, or an estimate of such.</summary>
/// <param name="Method">pbe, mcbe, mcbe-certified or exact.</param>
/// <param name="Domain">Where.</param>
/// <param name="Normalised">For each row of the matrix the threshold of the row over its norm, on the unit sphere; +infinity where the row is never needed.</param>
/// <param name="Thresholds">alpha, in units of the raw rows and of the domain's radius; +infinity where the row is never needed.</param>
/// <param name="Bias">b = -alpha, PyTorch's sign: a layer with at least this bias in each row is injective on the domain where the result is a certificate or exact.</param>
/// <param name="Reliability">Exact, a certificate (safe, perhaps too careful), or an estimate (perhaps unsafe).</param>
/// <param name="Note">How it was found, one sentence.</param>
public sealed record SafeBias(
    string Method,
    BiasDomain Domain,
    IReadOnlyList<double> Normalised,
    IReadOnlyList<double> Thresholds,
    IReadOnlyList<double> Bias,
    Reliability Reliability,
    string Note)
{
    /// <summary>
    /// The bias with a number in place of each -infinity, so that it can be stored: -R |w|, R the domain's radius, with which the row is active nowhere on it.
    /// </summary>
    /// <param name="layer">The layer that the bias is for.</param>
    public IReadOnlyList<double> FiniteBias(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);

        // A little lower, for the rounding of the norm.
        return [.. Bias.Select((b, i) => double.IsFinite(b) ? b : 0 - (Domain.Outer * UnitVector.Norm(layer.Rows[i]) * (1 + 1e-12)))];
    }

    /// <summary>Puts thresholds of distinct unit rows back on the matrix.</summary>
    internal static SafeBias Of(string method, Layer layer, BiasDomain domain, UnitRows rows, IReadOnlyList<double> normalised, Reliability reliability, string note)
    {
        double[] all = new double[layer.Outputs];
        double[] thresholds = new double[layer.Outputs];
        Array.Fill(all, double.PositiveInfinity);
        Array.Fill(thresholds, double.PositiveInfinity);
        for (int k = 0; k < normalised.Count; k++)
        {
            all[rows.Indices[k]] = normalised[k];
            thresholds[rows.Indices[k]] = rows.Norms[k] * domain.Scaled(normalised[k]);
        }

        return new(method, domain, all, thresholds, [.. thresholds.Select(t => 0 - t)], reliability, note);
    }
}
