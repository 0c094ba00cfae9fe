using System.Numerics;
using ReluInjectivity.Networks.Exact;
using ReluInjectivity.Frames.Search;

namespace ReluInjectivity.Frames.Activations;

/// <summary>
/// All cells of a clipped layer: a cell is asked for a point; of the outputs between their ends there one that adds to the span is taken as above, below or
/// between. A cell whose outputs between span is closed.
/// </summary>
internal sealed class ClippedSearch(Layer layer, ClipActivation clip, Domain domain, CancellationToken ct)
{
    private readonly ClippedRows _rows = new(layer, clip, domain);
    private readonly int _n = layer.Inputs;
    private long _nodes;
    private int _unconfirmed;

    public ActivationResult Run()
    {
        if (FarOut(layer, clip, domain) is { } far)
        {
            return new(Verdict.NotInjective, "the domain has no end in some direction, and far out in it every output that changes along it is at an end; ask for a bounded domain", 0, far);
        }

        try
        {
            foreach (PrimeField field in PrimeField.Several())
            {
                if (Search(field) is not { } point)
                {
                    return _unconfirmed == 0
                        ? new(Verdict.Injective, "in every cell of the domain the rows between their ends span", _nodes, null)
                        : new(Verdict.Undecided, $"{_unconfirmed} cells touch the domain's boundary too closely to be confirmed", _nodes, null);
                }

                if (Around(point) is { } pair)
                {
                    return new(Verdict.NotInjective, "in some cell of the domain the rows between their ends do not span", _nodes, pair);
                }
            }

            return new(Verdict.Undecided, $"each of {PrimeField.MostTried} primes led the search astray", _nodes, null);
        }
        catch (OperationCanceledException)
        {
            return new(Verdict.Undecided, "the time limit came before the search was done", _nodes, null);
        }
    }

    // Along an axis without end the outputs that change are clipped far out: two points a step apart there.
    private static Collision? FarOut(Layer layer, ClipActivation clip, Domain domain)
    {
        int n = layer.Inputs;
        BoundsDomain? bounds = domain as BoundsDomain;
        int axis = domain is WholeSpaceDomain or OrthantDomain ? 0
            : bounds is null ? -1
            : Enumerable.Range(0, n).Where(j => double.IsInfinity(bounds.Lower[j]) || double.IsInfinity(bounds.Upper[j])).DefaultIfEmpty(-1).First();
        if (axis < 0)
        {
            return null;
        }

        int sign = bounds is null || double.IsPositiveInfinity(bounds.Upper[axis]) ? 1 : -1;
        BigInteger[] start = Dyadic.Scale([.. Enumerable.Range(0, n).Select(j => bounds is null ? 0.0 : bounds.Inside(j, 0)), 1.0]);
        for (int shift = 0; shift < 4096; shift = Math.Max(1, 2 * shift))
        {
            BigInteger[] x = start[..n];
            x[axis] += sign * (start[n] << shift);
            BigInteger[] y = [.. x];
            y[axis] += sign * start[n];
            Collision pair = new(x, y, start[n]);
            if (ActivationPair.Problem(layer, clip, domain, pair) is null)
            {
                return pair;
            }
        }

        return null;
    }

    private BigInteger[]? Search(PrimeField field)
    {
        CellOracle oracle = new(_rows.Arrangement);
        Stack<(RowStatus[] Status, Echelon Span)> open = new([(_rows.Free(), new Echelon(_n, field))]);
        while (open.TryPop(out (RowStatus[] Status, Echelon Span) node))
        {
            ct.ThrowIfCancellationRequested();
            _nodes++;
            CellAnswer answer = oracle.Ask(node.Status, ct);
            if (answer is not CellAnswer.Inhabited { Point: var point })
            {
                _unconfirmed += answer is CellAnswer.Unconfirmed ? 1 : 0;
                continue;
            }

            Echelon? grown = null;
            int branch = -1;
            foreach (int i in _rows.Between(point))
            {
                grown = node.Span.Copy();
                if (grown.Add(_rows.Row(i)))
                {
                    branch = i;
                    break;
                }
            }

            if (branch < 0 || grown is null)
            {
                return point;
            }

            if (grown.Rank < _n)
            {
                open.Push((ClippedRows.With(node.Status, branch, 0), grown));
            }

            open.Push((ClippedRows.With(node.Status, branch, 1), node.Span));
            open.Push((ClippedRows.With(node.Status, branch, -1), node.Span));
        }

        return null;
    }

    // A step that no row between sees, halved until the others stay at their ends and both points in the domain.
    private Collision? Around(BigInteger[] point)
    {
        if (ExactRank.NullVector([.. _rows.Between(point).Select(_rows.Row)], _n, ct) is not { } direction)
        {
            return null;
        }

        BigInteger size = direction.Max(BigInteger.Abs);
        for (int shift = 0; shift < 4096; shift += 4)
        {
            BigInteger[] x = [.. point[.._n].Select(v => (v * size) << shift)];
            BigInteger[] y = [.. x.Zip(direction, (v, d) => v + (point[_n] * d))];
            Collision pair = new(x, y, (point[_n] * size) << shift);
            if (ActivationPair.Problem(layer, clip, domain, pair) is null)
            {
                return pair;
            }
        }

        return null;
    }
}
