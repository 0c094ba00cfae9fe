using System.Numerics.Tensors;
using ReluInjectivity.Simulation.Sampling;

namespace ReluInjectivity.Simulation.Search;

/// <summary>
/// Simulated annealing on the vertices of <see cref="VertexTableau"/>. The least number of active outputs is attained next to a vertex,
/// where n-1 outputs vanish and so cost nothing. A move follows an edge to one of the next vertices on it, drawn with
/// probability proportional to exp(-beta E), across kinks of the hidden layer where the edge bends. beta rises linearly.
/// </summary>
internal sealed class VertexWalk
{
    /// <summary>From hot enough to forget the start to one move in e^5 that costs an output; chosen by trial at n = 50, alpha = 6.7.</summary>
    private const double FirstBeta = 0.7;
    private const double LastBeta = 5;

    private const int NoKink = -1;
    private const int FewestCandidates = 8;
    private const int MostCandidates = 16;
    private const double WidestWindow = 1e12;
    private const int MostCrossings = 64;

    private readonly IReadOnlyList<Layer> _network;
    private readonly VertexTableau _tableau;
    private readonly RandomNumbers _random;
    private readonly int _slots;
    private readonly double[] _window;
    private readonly double[] _ratios;
    private readonly double[] _times;
    private readonly int[] _targets;
    private readonly double[] _weights;
    private readonly int[] _energies;
    private int _count;
    private int _energy;
    private int _updates;

    public VertexWalk(IReadOnlyList<Layer> network, RandomNumbers random)
    {
        _network = network;
        _tableau = new(network);
        _random = random;
        _slots = network[0].Inputs - 1;
        int outputs = network[^1].Outputs;
        _window = new double[_slots + 1];
        _ratios = new double[outputs];
        _times = new double[(2 * outputs) + 2];
        _targets = new int[_times.Length];
        _weights = new double[_times.Length];
        _energies = new int[_times.Length];
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
            cancellation.ThrowIfCancellationRequested();
            TryMove(slot, FirstBeta);
        }

        int refresh = 8 + (4 * _slots);
        int best = Math.Min(CountHere(1), CountHere(-1));
        for (long move = 0; move < moves && _slots > 0; move++)
        {
            cancellation.ThrowIfCancellationRequested();
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

    /// <summary>Follows one edge. False where the walk stayed.</summary>
    private bool TryMove(int slot, double beta)
    {
        int left = _tableau.Tight[slot];
        bool isFree = left == VertexTableau.NotTight;
        _count = 0;
        Gather(slot, 1, isFree ? _energy : _energy + 1, left, NoKink);
        Gather(slot, -1, _energy, left, NoKink);
        int chosen = Choose(mayStay: !isFree, beta);
        for (int crossings = 0; chosen >= 0 && crossings < MostCrossings; crossings++)
        {
            bool isOnTheWay = crossings > 0;
            if (_targets[chosen] >= 0)
            {
                return Land(slot, _times[chosen], _targets[chosen], _energies[chosen], isOnTheWay);
            }

            if (!isOnTheWay)
            {
                _tableau.Save();
            }

            int side = Math.Sign(_times[chosen]);
            int kink = ~_targets[chosen];
            if (!TryCross(slot, ref side, kink, _times[chosen]))
            {
                return GiveUp(isOnTheWay);
            }

            // The output left behind can be met again where the edge folds back.
            int energy = _energies[chosen];
            _count = 0;
            Gather(slot, side, energy, VertexTableau.NotTight, kink);
            chosen = Choose(mayStay: false, beta);
            if (chosen < 0)
            {
                return GiveUp(isOnTheWay: true);
            }
        }

        return chosen >= 0 && GiveUp(isOnTheWay: true);
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

    /// <summary>
    /// Adds where one side of an edge leads: the outputs that vanish on it up to the first kink, and the kink itself. Where there are many,
    /// only the nearest.
    /// </summary>
    private void Gather(int slot, int side, int energy, int skippedOutput, int skippedKink)
    {
        (int kink, double reach) = NextKink(slot, side, skippedKink);
        Span<double> speeds = _tableau.Outputs(slot);
        TensorPrimitives.Divide(_tableau.Outputs(0), speeds, _ratios);
        ReadOnlySpan<int> slotOf = _tableau.SlotOf;
        int first = _count;
        double window;
        do
        {
            _count = first;
            window = Math.Min(reach, _window[slot]);
            for (int i = 0; i < slotOf.Length; i++)
            {
                double t = -side * _ratios[i];
                if (t > 0 && t < window && slotOf[i] == 0 && i != skippedOutput)
                {
                    _times[_count] = t;
                    _targets[_count++] = i;
                }
            }

            _window[slot] *= _count - first > MostCandidates ? 0.8 : _count - first < FewestCandidates && window < reach ? 1.25 : 1;
        }
        while (_count == first && window < reach && window < WidestWindow);

        Array.Sort(_times, _targets, first, _count - first);
        for (int a = first; a < _count; a++)
        {
            bool rises = side * speeds[_targets[a]] > 0;
            _times[a] *= side;
            _energies[a] = rises ? energy : energy - 1;
            energy += rises ? 1 : -1;
        }

        if (kink != NoKink && window >= reach)
        {
            _times[_count] = side * reach;
            _targets[_count] = ~kink;
            _energies[_count++] = energy;
        }
    }

    /// <summary>One of those gathered, with probability proportional to exp(-beta E); -1 for staying, or where there are none.</summary>
    private int Choose(bool mayStay, double beta)
    {
        int reference = mayStay ? _energy : int.MaxValue;
        for (int a = 0; a < _count; a++)
        {
            reference = Math.Min(reference, _energies[a]);
        }

        double stay = mayStay ? Math.Exp(-beta * (_energy - reference)) : 0;
        double total = stay;
        for (int a = 0; a < _count; a++)
        {
            total += _weights[a] = Math.Exp(-beta * (_energies[a] - reference));
        }

        double draw = (_random.Uniform() * total) - stay;
        if (mayStay && draw < 0)
        {
            return -1;
        }

        int chosen = 0;
        while (chosen < _count - 1 && (draw -= _weights[chosen]) >= 0)
        {
            chosen++;
        }

        return chosen < _count ? chosen : -1;
    }
}
