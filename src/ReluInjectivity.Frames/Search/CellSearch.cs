using System.Numerics;
using ReluInjectivity.Networks.Exact;

namespace ReluInjectivity.Frames.Search;

/// <summary>How a search ended.</summary>
/// <param name="Tree">The proof that every cell spans; null without one.</param>
/// <param name="IsProven">Whether the proof is whole.</param>
/// <param name="Point">A point (X, q) whose active rows do not span; null without one.</param>
/// <param name="Nodes">The nodes looked at.</param>
/// <param name="Unconfirmed">The nodes where neither answer could be confirmed exactly.</param>
internal sealed record SearchOutcome(SearchNode? Tree, bool IsProven, BigInteger[]? Point, long Nodes, long Unconfirmed);

/// <summary>
/// Branch and bound over the cells whose active rows do not span. A node takes rows C as active and rows N as inactive; F is all
/// rows in the span of C. It asks for a point with C active, N and everything outside F inactive: such a point is a witness. Else
/// the contradiction names rows of which one must be active; each is a branch, with those before it inactive, so that no cell is
/// visited twice. At rank n - 1 every branch spans (with a lower rank asked for, at that less one). The result does not depend on the number of threads.
/// </summary>
internal sealed class CellSearch
{
    private const int FrontierSize = 256;

    private readonly Arrangement _arrangement;
    private readonly IProgress<long>? _progress;
    private readonly CancellationToken _ct;
    private readonly int _rank;
    private readonly PrimeField? _field;
    private long _nodes;
    private long _unconfirmed;

    private CellSearch(Arrangement arrangement, int rank, PrimeField? field, IProgress<long>? progress, CancellationToken ct)
    {
        _field = field;
        _arrangement = arrangement;
        _rank = rank;
        _progress = progress;
        _ct = ct;
    }

    /// <summary>Searches all cells.</summary>
    /// <param name="arrangement">The hyperplanes.</param>
    /// <param name="spanned">Rows whose span the active rows contain everywhere.</param>
    /// <param name="threads">How many threads work.</param>
    /// <param name="progress">Told the number of nodes now and then.</param>
    /// <param name="ct">Stops the search with an <see cref="OperationCanceledException"/>.</param>
    /// <param name="rank">The rank asked for in every cell; null for n, which makes the rows span.</param>
    /// <param name="field">The field in which spans are found; null for that of the process.</param>
    public static SearchOutcome Run(
        Arrangement arrangement, IReadOnlyList<int> spanned, int threads, IProgress<long>? progress, CancellationToken ct, int? rank = null, PrimeField? field = null) =>
        new CellSearch(arrangement, rank ?? arrangement.Inputs, field, progress, ct).Run(spanned, threads);

    private SearchOutcome Run(IReadOnlyList<int> spanned, int threads)
    {
        ResidualRows residual = ResidualRows.Of(_arrangement.Rows, _arrangement.Inputs, _field, _ct);
        foreach (int row in spanned)
        {
            residual = residual.Take(row);
        }

        if (residual.Rank >= _rank)
        {
            return new(null, IsProven: true, null, 0, 0);
        }

        RowStatus[] status = [.. Enumerable.Range(0, _arrangement.Rows.Count).Select(i => _arrangement.IsRelevant[i] ? RowStatus.InactiveWherePossible : RowStatus.Either)];
        SearchNode holder = new() { Active = [], Inactive = [], Walls = [], Branches = [], Children = new SearchNode?[1] };
        Queue<Task> queue = new([new Task(holder, 0, status, residual)]);
        CellOracle oracle = new(_arrangement);
        while (queue.Count is > 0 and < FrontierSize)
        {
            if (Expand(queue.Dequeue(), oracle, queue.Enqueue, _ct) is { } point)
            {
                return new(null, IsProven: false, point, _nodes, _unconfirmed);
            }
        }

        BigInteger[]? witness = Deepen([.. queue], threads);
        bool isProven = witness is null && _unconfirmed == 0;
        return new(isProven ? holder.Children[0] : null, isProven, witness, _nodes, _unconfirmed);
    }

    /// <summary>Searches below each task; of several witnesses the one of the first task is taken.</summary>
    private BigInteger[]? Deepen(Task[] tasks, int threads)
    {
        BigInteger[]?[] found = new BigInteger[tasks.Length][];
        int first = int.MaxValue;
        ParallelOptions options = new() { MaxDegreeOfParallelism = Math.Max(1, threads), CancellationToken = _ct };
        Parallel.For(0, tasks.Length, options, () => new CellOracle(_arrangement), (index, _, oracle) =>
        {
            Stack<Task> stack = new([tasks[index]]);
            List<Task> children = [];
            while (index < Volatile.Read(ref first) && stack.TryPop(out Task? task))
            {
                children.Clear();
                BigInteger[]? point = Expand(task, oracle, children.Add, _ct);
                if (point is not null)
                {
                    found[index] = point;
                    Lower(ref first, index);
                    break;
                }

                for (int k = children.Count - 1; k >= 0; k--)
                {
                    stack.Push(children[k]);
                }
            }

            return oracle;
        }, _ => { });
        return first == int.MaxValue ? null : found[first];
    }

    private static void Lower(ref int target, int value)
    {
        int seen = Volatile.Read(ref target);
        while (value < seen)
        {
            int before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }

    /// <summary>Answers one node and hands on its open branches; returns a witness where there is one.</summary>
    private BigInteger[]? Expand(Task task, CellOracle oracle, Action<Task> open, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        long count = Interlocked.Increment(ref _nodes);
        if (count % 1024 == 0)
        {
            _progress?.Report(count);
        }

        // What lies in the span adds no rank: it may be active or not, unless it was taken as either.
        RowStatus[] status = (RowStatus[])task.Status.Clone();
        for (int i = 0; i < status.Length; i++)
        {
            status[i] = status[i] is RowStatus.InactiveWherePossible && task.Residual.Contains(i) ? RowStatus.Either : status[i];
        }

        switch (oracle.Ask(status, ct))
        {
            case CellAnswer.Inhabited inhabited:
                return inhabited.Point;
            case CellAnswer.Empty empty:
                Branch(task, empty.Contradiction, open);
                return null;
            default:
                Interlocked.Increment(ref _unconfirmed);
                return null;
        }
    }

    private void Branch(Task task, SearchNode node, Action<Task> open)
    {
        task.Parent.Children[task.Slot] = node;
        if (task.Residual.Rank == _rank - 1)
        {
            return;
        }

        node.Children = new SearchNode?[node.Branches.Length];
        RowStatus[] sofar = task.Status;
        for (int k = 0; k < node.Branches.Length; k++)
        {
            RowStatus[] next = (RowStatus[])sofar.Clone();
            next[node.Branches[k]] = RowStatus.Active;
            open(new Task(node, k, next, task.Residual.Take(node.Branches[k])));
            sofar = (RowStatus[])sofar.Clone();
            sofar[node.Branches[k]] = RowStatus.Inactive;
        }
    }

    private sealed record Task(SearchNode Parent, int Slot, RowStatus[] Status, ResidualRows Residual);
}
