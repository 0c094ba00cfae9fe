using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <summary>The intervals and orders of the unknowns that relations express: they bound the unknowns that are left.</summary>
internal sealed class DerivedDomain
{
    private readonly IRelations _relations;
    private readonly double[] _arguments;
    private readonly int _unknowns;
    private readonly (int Smaller, int Larger)[] _orders;

    /// <summary>The domain at fixed givens.</summary>
    public DerivedDomain(SystemDescription system, IRelations relations, IReadOnlyList<double> given)
    {
        _relations = relations;
        _unknowns = system.Unknowns.Count;
        IReadOnlyList<string> arguments = relations.Description.Arguments;
        _arguments = new double[arguments.Count];
        for (int i = _unknowns; i < arguments.Count; i++)
        {
            _arguments[i] = given[system.Givens.ToList().FindIndex(g => string.Equals(g.Name, arguments[i], StringComparison.Ordinal))];
        }

        _orders = [.. Orders(relations.Description.Relations)];
    }

    /// <summary>Whether what the unknowns imply lies in its intervals and in its order.</summary>
    public bool Honours(ReadOnlySpan<double> unknowns)
    {
        unknowns[.._unknowns].CopyTo(_arguments);
        double[] values = _relations.Evaluate(_arguments);
        for (int i = 0; i < values.Length; i++)
        {
            UnknownInfo declared = _relations.Description.Relations[i].Unknown;
            if (!(values[i] > declared.Lower && values[i] < declared.Upper))
            {
                return false;
            }
        }

        return Array.TrueForAll(_orders, o => values[o.Smaller] < values[o.Larger]);
    }

    /// <summary>Neighbours in a family, the one to be smaller first.</summary>
    private static IEnumerable<(int Smaller, int Larger)> Orders(IReadOnlyList<RelationLine> relations)
    {
        foreach (IGrouping<string, (UnknownInfo Unknown, int Place)> family in relations.Select((r, i) => (r.Unknown, Place: i)).GroupBy(r => r.Unknown.Family, StringComparer.Ordinal))
        {
            (UnknownInfo Unknown, int Place)[] members = [.. family.OrderBy(m => m.Unknown.Index)];
            for (int i = 1; i < members.Length && members[i].Unknown.Ordering != Ordering.None; i++)
            {
                bool isIncreasing = members[i].Unknown.Ordering == Ordering.Increasing;
                yield return isIncreasing ? (members[i - 1].Place, members[i].Place) : (members[i].Place, members[i - 1].Place);
            }
        }
    }
}
