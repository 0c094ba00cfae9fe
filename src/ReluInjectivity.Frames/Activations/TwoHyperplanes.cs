using System.Numerics;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Activations;

/// <summary>
/// Whether all rows lie in the union of two hyperplanes: a row that lies in neither of two growing spans goes to the one or to the other, which raises its rank,
/// so that there are at most some binomial(2n - 1, n) nodes, however many rows.
/// </summary>
internal sealed class TwoHyperplanes(Layer layer, Domain domain, CancellationToken ct)
{
    private readonly BigInteger[][] _rows = [.. layer.Rows.Select(row => Dyadic.Scale(row)).Where(row => row.Any(v => !v.IsZero))];
    private readonly int _n = layer.Inputs;
    private long _nodes;

    public ActivationResult Run()
    {
        try
        {
            foreach (PrimeField field in PrimeField.Several())
            {
                if (Search(field) is not { } split)
                {
                    return new(Verdict.Injective, "up to a global sign: of every set of rows, it or its complement spans", _nodes, null);
                }

                if (Refuted(split) is { } refuted)
                {
                    return refuted;
                }
            }

            return new(Verdict.Undecided, $"each of {PrimeField.MostTried} primes led the search astray", _nodes, null);
        }
        catch (OperationCanceledException)
        {
            return new(Verdict.Undecided, "the time limit came before every set of rows was known to span, or its complement", _nodes, null);
        }
    }

    // Which rows are in the first span, where no row is left over.
    private bool[]? Search(PrimeField field)
    {
        ulong[][] residues = [.. _rows.Select(row => row.Select(field.Residue).ToArray())];
        Stack<(Echelon First, Echelon Second)> open = new([(new Echelon(_n, field), new Echelon(_n, field))]);
        while (open.TryPop(out (Echelon First, Echelon Second) node))
        {
            ct.ThrowIfCancellationRequested();
            _nodes++;
            Echelon? first = null;
            Echelon? second = null;
            foreach (ulong[] row in residues)
            {
                (first, second) = (node.First.Copy(), node.Second.Copy());
                if (first.Add([.. row]) && second.Add([.. row]))
                {
                    break;
                }

                (first, second) = (null, null);
            }

            if (first is null || second is null)
            {
                return [.. residues.Select(row => !node.First.Copy().Add([.. row]))];
            }

            // The two spans are alike as long as one of them is empty.
            if (second.Rank < _n && node.First.Rank > 0)
            {
                open.Push((node.First, second));
            }

            if (first.Rank < _n)
            {
                open.Push((first, node.Second));
            }
        }

        return null;
    }

    // u orthogonal to the rows of the one hyperplane, v to the others: |W(u + v)| = |W(u - v)|.
    private ActivationResult? Refuted(bool[] isFirst)
    {
        BigInteger[]? u = ExactRank.NullVector([.. _rows.Where((_, i) => isFirst[i])], _n, ct);
        BigInteger[]? v = ExactRank.NullVector([.. _rows.Where((_, i) => !isFirst[i])], _n, ct);
        if (u is null || v is null)
        {
            return null;
        }

        BigInteger[] x = [.. u.Zip(v, (a, b) => a + b)];
        BigInteger[] y = [.. u.Zip(v, (a, b) => a - b)];
        return ActivationPair.DrawnInside(layer, Activation.Absolute, domain, x, y) is { } pair
            ? new(Verdict.NotInjective, "not even up to a global sign: a set of rows and its complement both do not span", _nodes, pair)
            : null;
    }
}
