using System.Numerics.Tensors;
using MathNet.Numerics.LinearAlgebra.Double;
using ReluInjectivity.Simulation.Sampling;

namespace ReluInjectivity.Simulation.Search;

/// <summary>
/// A vertex of the arrangement of hyperplanes on which outputs of the last layer vanish, inside one linear piece of the network.
/// n-1 outputs, the <em>tight</em> ones, vanish there. With b_l their rows, the columns d_1..d_{n-1} of M have b_l d_k = [l = k]: column k is
/// the edge on which all tight outputs but the k-th stay zero; column 0 is the vertex. The tableau holds, one column after the
/// other, (A_1 M; B M; M), where B = A_2 diag(active) A_1 is the piece's linear map (for one layer B = A_1 and the first block is
/// empty). Each step is a rank-one update of all of it.
/// </summary>
internal sealed class VertexTableau
{
    /// <summary>What a slot holds before its first pivot.</summary>
    public const int NotTight = -1;

    private const double Singular = 1e-9;

    private readonly Layer _last;
    private readonly Layer? _hidden;
    private readonly int _n;
    private readonly int _height;
    private readonly double[] _cells;
    private readonly double[] _savedCells;
    private readonly double[] _scratch;
    private readonly double[][] _lastColumns;
    private readonly bool[] _active;
    private readonly bool[] _savedActive;

    public VertexTableau(IReadOnlyList<Layer> network)
    {
        _last = network[^1];
        _hidden = network.Count == 2 ? network[0] : null;
        _n = network[0].Inputs;
        HiddenCount = _hidden?.Outputs ?? 0;
        _height = HiddenCount + _last.Outputs + _n;
        _cells = new double[_height * _n];
        _savedCells = new double[_cells.Length];
        _scratch = new double[_height];
        _active = new bool[HiddenCount];
        _savedActive = new bool[HiddenCount];
        Tight = new int[_n];
        SlotOf = new int[_last.Outputs];
        _lastColumns = [.. Enumerable.Range(0, HiddenCount).Select(j => Enumerable.Range(0, _last.Outputs).Select(i => _last.Row(i)[j]).ToArray())];
    }

    /// <summary>The number of kinks: outputs of the hidden layer.</summary>
    public int HiddenCount { get; }

    /// <summary>The tight output of each slot 1..n-1.</summary>
    public int[] Tight { get; }

    /// <summary>The slot of each output; 0 where it is not tight.</summary>
    public int[] SlotOf { get; }

    /// <summary>The hidden outputs along a column.</summary>
    public Span<double> Hidden(int column) => Column(column)[..HiddenCount];

    /// <summary>The last layer's outputs along a column.</summary>
    public Span<double> Outputs(int column) => Column(column).Slice(HiddenCount, _last.Outputs);

    private ReadOnlySpan<double> Point => Column(0)[(HiddenCount + _last.Outputs)..];

    /// <summary>The number of active outputs at the vertex, tight ones not counted: some cell around the vertex has exactly this many.</summary>
    public int Energy()
    {
        int energy = 0;
        Span<double> h = Outputs(0);
        for (int i = 0; i < h.Length; i++)
        {
            energy += SlotOf[i] == 0 && h[i] > 0 ? 1 : 0;
        }

        return energy;
    }

    /// <summary>
    /// Goes to a random input. No output is tight there: the slots hold orthonormal directions, which no kink bends and which the first
    /// pivots replace.
    /// </summary>
    public void Start(RandomNumbers random)
    {
        Array.Clear(SlotOf);
        Array.Fill(Tight, NotTight);
        double[] draws = new double[_n * _n];
        random.Gaussian(draws);
        double[] directions = new DenseMatrix(_n, _n, draws).GramSchmidt().Q.ToColumnMajorArray();
        for (int j = 0; j < HiddenCount; j++)
        {
            _active[j] = TensorPrimitives.Dot(_hidden!.Row(j), directions.AsSpan(0, _n)) > 0;
        }

        double[] piece = PieceMap();
        for (int k = 0; k < _n; k++)
        {
            Fill(k, directions.AsSpan(k * _n, _n), piece);
        }
    }

    /// <summary>Moves along an edge: the vertex becomes vertex + t d_k.</summary>
    public void Move(int slot, double t) => TensorPrimitives.MultiplyAdd(Column(slot), t, Column(0), Column(0));

    /// <summary>Makes an output tight, which vanishes at the point reached, in place of the one whose edge was followed.</summary>
    public bool Pivot(int slot, int output)
    {
        int row = HiddenCount + output;
        Span<double> edge = Column(slot);
        double pivot = edge[row];
        if (Math.Abs(pivot) < Singular)
        {
            return false;
        }

        TensorPrimitives.Divide(edge, pivot, edge);
        for (int k = 1; k < _n; k++)
        {
            if (k != slot)
            {
                Span<double> column = Column(k);
                TensorPrimitives.MultiplyAdd(edge, -column[row], column, column);
                column[row] = 0;
            }
        }

        edge[row] = 1;
        Column(0)[row] = 0;
        if (Tight[slot] != NotTight)
        {
            SlotOf[Tight[slot]] = 0;
        }

        Tight[slot] = output;
        SlotOf[output] = slot;
        return true;
    }

    /// <summary>
    /// Crosses the kink of a hidden output that vanishes at the point reached. B changes by ±a_j w_j with a_j the j-th column of A_2 and w_j
    /// the j-th row of A_1; the edges follow, so that the tight outputs stay tight: M becomes M - (M u) v / (1 + v u) (Sherman and
    /// Morrison) with v = w_j M and u_l = ±A_2[l, j] over the tight outputs l.
    /// </summary>
    /// <returns>The factor 1 / (1 + v u) by which the speed at the kink changes; 0 where the edges cannot follow, and nothing has changed.</returns>
    public double Cross(int hidden)
    {
        double sign = _active[hidden] ? -1 : 1;
        ReadOnlySpan<double> a = _lastColumns[hidden];
        double denominator = 1;
        for (int k = 1; k < _n; k++)
        {
            denominator += sign * Weight(a, k) * Column(k)[hidden];
        }

        if (Math.Abs(denominator) < Singular)
        {
            return 0;
        }

        _active[hidden] = !_active[hidden];
        Column(0)[hidden] = 0;
        for (int k = 1; k < _n; k++)
        {
            Span<double> outputs = Outputs(k);
            TensorPrimitives.MultiplyAdd(a, sign * Column(k)[hidden], outputs, outputs);
        }

        Span<double> shift = _scratch;
        shift.Clear();
        for (int k = 1; k < _n; k++)
        {
            TensorPrimitives.MultiplyAdd(Column(k), sign * Weight(a, k), shift, shift);
        }

        for (int k = 1; k < _n; k++)
        {
            Span<double> column = Column(k);
            TensorPrimitives.MultiplyAdd(shift, -column[hidden] / denominator, column, column);
        }

        SetTightCells();
        return 1 / denominator;
    }

    /// <summary>
    /// Computes everything afresh from the tight outputs, which takes away the rounding of many updates: M is the inverse of the matrix
    /// whose rows are the vertex and the tight rows. False, and nothing is changed, where a slot holds no output or the rows have become dependent.
    /// </summary>
    public bool Refresh()
    {
        if (Tight.AsSpan(1).Contains(NotTight))
        {
            return false;
        }

        double[] piece = PieceMap();
        var rows = new DenseMatrix(_n, _n);
        rows.SetRow(0, Point.ToArray());
        for (int k = 1; k < _n; k++)
        {
            rows.SetRow(k, piece[(Tight[k] * _n)..((Tight[k] + 1) * _n)]);
        }

        double[] inverse = ((DenseMatrix)rows.Inverse()).Values;
        if (!TensorPrimitives.IsFiniteAll<double>(inverse))
        {
            return false;
        }

        Span<double> vertex = inverse.AsSpan(0, _n);
        TensorPrimitives.Divide(vertex, TensorPrimitives.Norm<double>(vertex), vertex);
        for (int k = 0; k < _n; k++)
        {
            Fill(k, inverse.AsSpan(k * _n, _n), piece);
        }

        SetTightCells();
        return true;
    }

    /// <summary>Remembers the state, for <see cref="Restore"/>.</summary>
    public void Save()
    {
        _cells.CopyTo(_savedCells, 0);
        _active.CopyTo(_savedActive, 0);
    }

    /// <summary>Goes back to the state saved last; no pivot may lie between.</summary>
    public void Restore()
    {
        _savedCells.CopyTo(_cells, 0);
        _savedActive.CopyTo(_active, 0);
    }

    /// <summary>An input inside the cell next to the vertex in which the tight outputs are inactive too.</summary>
    public double[] InnerPoint()
    {
        double[] direction = new double[_height];
        for (int k = 1; k < _n; k++)
        {
            TensorPrimitives.Subtract<double>(direction, Column(k), direction);
        }

        double step = 1;
        ReadOnlySpan<double> h = Column(0);
        for (int i = 0; i < HiddenCount + _last.Outputs; i++)
        {
            if ((i < HiddenCount || SlotOf[i - HiddenCount] == 0) && direction[i] != 0)
            {
                step = Math.Min(step, Math.Abs(h[i] / direction[i]));
            }
        }

        double[] point = Point.ToArray();
        for (int c = 0; c < _n; c++)
        {
            point[c] += 0.5 * step * direction[_height - _n + c];
        }

        return point;
    }

    private double Weight(ReadOnlySpan<double> outgoing, int slot) => Tight[slot] == NotTight ? 0 : outgoing[Tight[slot]];

    private Span<double> Column(int column) => _cells.AsSpan(column * _height, _height);

    /// <summary>The piece's linear map B, row by row.</summary>
    private double[] PieceMap()
    {
        double[] map = new double[_last.Outputs * _n];
        for (int i = 0; i < _last.Outputs; i++)
        {
            Span<double> row = map.AsSpan(i * _n, _n);
            if (_hidden is null)
            {
                _last.Row(i).CopyTo(row);
                continue;
            }

            for (int j = 0; j < HiddenCount; j++)
            {
                if (_active[j])
                {
                    TensorPrimitives.MultiplyAdd(_hidden.Row(j), _last.Row(i)[j], row, row);
                }
            }
        }

        return map;
    }

    /// <summary>Writes 0 and 1 where they hold exactly. The vertex may be off the output whose edge is being followed.</summary>
    private void SetTightCells()
    {
        for (int l = 1; l < _n; l++)
        {
            for (int k = 1; k < _n && Tight[l] != NotTight; k++)
            {
                Column(k)[HiddenCount + Tight[l]] = k == l ? 1 : 0;
            }
        }
    }

    private void Fill(int column, ReadOnlySpan<double> direction, double[] piece)
    {
        Span<double> cells = Column(column);
        _hidden?.Apply(direction, cells[..HiddenCount]);
        for (int i = 0; i < _last.Outputs; i++)
        {
            cells[HiddenCount + i] = TensorPrimitives.Dot(piece.AsSpan(i * _n, _n), direction);
        }

        direction.CopyTo(cells[(HiddenCount + _last.Outputs)..]);
    }
}
