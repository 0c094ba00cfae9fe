using System.Numerics.Tensors;
using ReluInjectivity.Simulation.Networks;

namespace ReluInjectivity.Simulation.Search;

/// <summary>
/// Simulated annealing on the vertices of <see cref="VertexTableau"/>. The least number of active outputs is attained next to a vertex,
/// where n-1 outputs vanish and so cost nothing. A move follows an edge to one of the next vertices on it, drawn with
/// probability proportional to exp(-beta E), across kinks of the hidden layer where the edge bends. beta rises linearly.
/// </summary>
internal sealed class VertexWalk
{
    /// <summary>From hot enough to forget the start to one move in e^5 that costs an output (chosen on n = 50, alpha = 6.7).</summary>
    private const double FirstBeta = 1.5;
    private const double LastBeta = 5;

    private const int NoKink = -1;
    private const int FewestCandidates = 8;
    private const int MostCandidates = 16;
    private const int MostCrossings = 64;

    private readonly IReadOnlyList<DenseLayer> _network;
    private readonly VertexTableau _tableau;
    private readonly RandomNumbers _random;
    private readonly int _slots;
    private readonly double[] _window;
    private readonly double[] _ratios;
    private readonly double[] _times;
    private readonly int[] _outputs;
    private readonly double[] _weights;
    private readonly int[] _energies;
    private int _energy;
    private int _updates;
    private int _lastKink;

    public VertexWalk(IReadOnlyList<DenseLayer> network, RandomNumbers random)
    {
        _network = network;
        _tableau = new(network);
        _random = random;
        _slots = network[0].Inputs - 1;
        int outputs = network[^1].Outputs;
        _window = new double[_slots + 1];
        _ratios = new double[outputs];
        _times = new double[outputs];
        _outputs = new int[outputs];
        _weights = new double[outputs + 1];
        _energies = new int[outputs + 1];
    }

    /// <summary>Anneals from a random input.</summary>
    /// <param name="moves">The number of moves.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The fewest active outputs that were met, counted at an input inside a cell.</returns>
    public int Run(long moves, CancellationToken cancellation)
    {
        _tableau.Start(_random);
        Array.Fill(_window, 0.1);
        _updates = 0;
        _energy = _tableau.Energy();
        for (int slot = 1; slot <= _slots; slot++)
        {
            TryMove(slot, FirstBeta);
        }

        int refresh = 8 + (4 * _slots);
        int best = Math.Min(CountHere(1), CountHere(-1));
        for (long move = 0; move < moves && _slots > 0; move++)
        {
            if ((move & 0x3FF) == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            double beta = FirstBeta + ((LastBeta - FirstBeta) * move / moves);
            _updates++;
            if (TryMove(1 + _random.Below(_slots), beta) && _energy < best)
            {
                best = Math.Min(best, CountHere(1));
            }

            // Also turns the edges at right angles to the vertex: an edge is half a great circle, and this chooses which.
            if (_updates >= refresh)
            {
                _updates = 0;
                _tableau.Refresh();
                _energy = _tableau.Energy();
            }
        }

        return best;
    }

    /// <summary>The active outputs beside the vertex by the network itself, so that rounding in the tableau can never make the count too low.</summary>
    private int CountHere(int side) => Activity.Count(_network, [.. _tableau.InnerPoint().Select(x => side * x)]);

    /// <summary>Follows one edge to one side. False where the walk stayed.</summary>
    private bool TryMove(int slot, double beta)
    {
        bool isFree = _tableau.Tight[slot] == VertexTableau.NotTight;
        int side = (_random.Below(2) * 2) - 1;
        int energy = _energy + (!isFree && side > 0 ? 1 : 0);
        int left = isFree ? VertexTableau.NotTight : _tableau.Tight[slot];
        bool mayStay = !isFree;
        for (int crossings = 0; crossings <= MostCrossings; crossings++)
        {
            // Only the output just left vanishes at the start of the first piece without being met.
            int skipped = crossings == 0 ? left : VertexTableau.NotTight;
            (int kink, double reach) = NextKink(slot, side, crossings == 0 ? NoKink : _lastKink);
            int count = Candidates(slot, side, skipped, reach, out bool isComplete);
            int end = Energies(slot, side, energy, count);
            bool mayCross = kink != NoKink && isComplete;
            int chosen = Choose(count, mayStay, mayCross, end, beta);
            if (chosen < 0)
            {
                return false;
            }

            if (chosen < count)
            {
                return Land(slot, side * _times[chosen], _outputs[chosen], _energies[chosen], crossings > 0);
            }

            if (crossings == 0 && mayCross)
            {
                _tableau.Save();
            }

            if (!mayCross || !TryCross(slot, ref side, kink, side * reach))
            {
                return GiveUp(crossings > 0);
            }

            energy = end;
            mayStay = false;
        }

        return GiveUp(isOnTheWay: true);
    }

    private bool Land(int slot, double t, int output, int energy, bool isOnTheWay)
    {
        _tableau.Move(slot, t);
        if (_tableau.Pivot(slot, output))
        {
            _energy = energy;
            return true;
        }

        _tableau.Move(slot, -t);
        return GiveUp(isOnTheWay);
    }

    /// <summary>Leaves a move that leads nowhere; one that has crossed kinks is taken back.</summary>
    private bool GiveUp(bool isOnTheWay)
    {
        if (isOnTheWay)
        {
            _tableau.Restore();
        }

        return false;
    }

    private bool TryCross(int slot, ref int side, int kink, double t)
    {
        _tableau.Move(slot, t);
        double factor = _tableau.Cross(kink);
        if (factor == 0)
        {
            _tableau.Move(slot, -t);
            return false;
        }

        // Where the fold turns the edge back, the way on is the other way along the new edge.
        side = factor > 0 ? side : -side;
        _lastKink = kink;
        _updates++;
        return true;
    }

    /// <summary>The hidden output that vanishes first on the way, and how far that is.</summary>
    private (int Kink, double Reach) NextKink(int slot, int side, int justCrossed)
    {
        ReadOnlySpan<double> h = _tableau.Hidden(0);
        ReadOnlySpan<double> g = _tableau.Hidden(slot);
        int kink = NoKink;
        double reach = double.PositiveInfinity;
        for (int j = 0; j < h.Length; j++)
        {
            double t = -side * h[j] / g[j];
            if (t >= 0 && t < reach && j != justCrossed)
            {
                (kink, reach) = (j, t);
            }
        }

        return (kink, reach);
    }

    /// <summary>The outputs that vanish on the way before a kink, nearest first; where there are many, only the nearest.</summary>
    private int Candidates(int slot, int side, int skipped, double reach, out bool isComplete)
    {
        TensorPrimitives.Divide(_tableau.Outputs(0), _tableau.Outputs(slot), _ratios);
        ReadOnlySpan<int> slotOf = _tableau.SlotOf;
        while (true)
        {
            double window = Math.Min(reach, _window[slot]);
            int count = 0;
            for (int i = 0; i < slotOf.Length; i++)
            {
                double t = -side * _ratios[i];
                if (t > 0 && t < window && slotOf[i] == 0 && i != skipped)
                {
                    _times[count] = t;
                    _outputs[count++] = i;
                }
            }

            isComplete = window >= reach;
            if (count < FewestCandidates && !isComplete && _window[slot] < 1e9)
            {
                _window[slot] *= 1.6;
                if (count == 0)
                {
                    continue;
                }
            }
            else if (count > MostCandidates)
            {
                _window[slot] *= 0.75;
            }

            Array.Sort(_times, _outputs, 0, count);
            return count;
        }
    }

    /// <summary>The energies of the vertices on the way; the energy at the end of it is returned.</summary>
    private int Energies(int slot, int side, int energy, int count)
    {
        ReadOnlySpan<double> g = _tableau.Outputs(slot);
        for (int a = 0; a < count; a++)
        {
            bool rises = side * g[_outputs[a]] > 0;
            _energies[a] = rises ? energy : energy - 1;
            energy += rises ? 1 : -1;
        }

        return energy;
    }

    /// <summary>A candidate, or their number for crossing the kink (also where nothing else is left), or -1 for staying.</summary>
    private int Choose(int count, bool mayStay, bool mayCross, int end, double beta)
    {
        int reference = mayStay ? _energy : end;
        for (int a = 0; a < count; a++)
        {
            reference = Math.Min(reference, _energies[a]);
        }

        double total = mayStay ? Math.Exp(-beta * (_energy - reference)) : 0;
        double stay = total;
        for (int a = 0; a < count; a++)
        {
            total += _weights[a] = Math.Exp(-beta * (_energies[a] - reference));
        }

        total += _weights[count] = mayCross ? Math.Exp(-beta * (end - reference)) : 0;
        double draw = (_random.Uniform() * total) - stay;
        if (mayStay && draw < 0)
        {
            return -1;
        }

        for (int a = 0; a < count; a++)
        {
            draw -= _weights[a];
            if (draw < 0)
            {
                return a;
            }
        }

        return mayCross || count == 0 ? count : count - 1;
    }
}
