using System.Collections;
using System.Numerics;
using ReluInjectivity.Frames.Exact;

namespace ReluInjectivity.Frames.Search;

/// <summary>The rows (w_i, -alpha_i) of a layer as integers, each made when it is first asked for: most of a large layer's never are.</summary>
/// <param name="layer">The layer.</param>
internal sealed class ExactRows(ReluLayer layer) : IReadOnlyList<BigInteger[]>
{
    private readonly BigInteger[]?[] _made = new BigInteger[layer.Outputs][];
    private readonly HashSet<int> _replaced = [];

    public int Count => _made.Length;

    public BigInteger[] this[int index] => _made[index] ??= Dyadic.Scale([.. layer.Rows[index], 0 - layer.Thresholds[index]]);

    /// <summary>Whether a row is the layer's own, of which its doubles are an exact multiple.</summary>
    public bool IsStored(int index) => !_replaced.Contains(index);

    /// <summary>Puts other integers in a row's place.</summary>
    public void Replace(int index, BigInteger[] row)
    {
        _made[index] = row;
        _replaced.Add(index);
    }

    public IEnumerator<BigInteger[]> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
