using System.Collections;
using System.Numerics;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Search;

/// <summary>The rows (w_i, -alpha_i) of a layer as integers, each made when it is first asked for: most of a large layer's never are.</summary>
/// <param name="layer">The layer.</param>
internal sealed class ExactRows(Layer layer) : IReadOnlyList<BigInteger[]>
{
    private readonly BigInteger[]?[] _made = new BigInteger[layer.Outputs][];
    private readonly HashSet<int> _replaced = [];

    public int Count => _made.Length;

    public BigInteger[] this[int index] => _made[index] ??= Made(index);

    /// <summary>Whether a row is the layer's own, of which its doubles are an exact multiple.</summary>
    public bool IsStored(int index) => !_replaced.Contains(index);

    /// <summary>Puts other integers in a row's place.</summary>
    public void Replace(int index, BigInteger[] row)
    {
        _made[index] = row;
        _replaced.Add(index);
    }

    /// <summary>The rows one after another; those that were not asked for by their index are not kept, as all of a large layer take several times the layer.</summary>
    public IEnumerator<BigInteger[]> GetEnumerator() => Enumerable.Range(0, Count).Select(i => _made[i] ?? Made(i)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private BigInteger[] Made(int index) => Dyadic.Scale([.. layer.Rows[index], 0 - layer.Thresholds[index]]);
}
