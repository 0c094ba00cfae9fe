namespace ReluInjectivity.Frames;

/// <summary>
/// Decides whether a layer is injective on a domain. In doubles it looks for a point whose active rows do not span, then searches
/// all cells; whatever it finds is confirmed in integers, so a verdict other than undecided is a proof about the matrix as stored.
/// </summary>
/// <remarks>Sources: arXiv:2006.08464 (directed spanning sets), arXiv:2405.19805 (branch and bound), arXiv:2406.15856 (thresholds).</remarks>
public static class InjectivityCheck
{
    /// <summary>Decides whether a layer is injective on a domain.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="domain">The inputs that count.</param>
    /// <param name="options">Limits.</param>
    /// <param name="ct">Ends the search; the verdict is then undecided.</param>
    /// <example><code>CheckResult result = InjectivityCheck.Run(layer, Domain.WholeSpace, CheckOptions.Default);</code></example>
    public static CheckResult Run(Layer layer, Domain domain, CheckOptions options, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(options);
        using CancellationTokenSource limited = options.Limited(ct);

        var job = new CheckJob(layer, domain, options, limited.Token);
        try
        {
            return domain is SphereDomain ? job.OnSphere() : job.OnConvexSet();
        }
        catch (OperationCanceledException)
        {
            string why = ct.IsCancellationRequested ? "stopped before the search was done" : "the time limit came before the search was done";
            return job.Unfinished(why);
        }
    }
}
