using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Lowering;

/// <summary>What the operations of a stretch of syntax ask of their operands, those of the quantities it names included.</summary>
internal sealed class Needs
{
    private readonly List<Requirement> _asked = [];
    private readonly List<Needs> _named = [];

    /// <summary>Takes a requirement.</summary>
    public void Ask(Requirement requirement) => _asked.Add(requirement);

    /// <summary>Takes those of something else, as they stand there.</summary>
    public void Include(Needs other)
    {
        if (other._asked.Count > 0)
        {
            _named.Add(other);
        }
        else
        {
            _named.AddRange(other._named);
        }
    }

    /// <summary>Takes those of a part of this stretch.</summary>
    public void Merge(Needs part)
    {
        _asked.AddRange(part._asked);
        _named.AddRange(part._named);
    }

    /// <summary>Takes out the requirements that depend on a variable, which what is named does not.</summary>
    public IReadOnlyList<Requirement> TakeOut(IReadOnlyCollection<Symbol> variables)
    {
        ILookup<bool, Requirement> split = _asked.ToLookup(r => variables.Any(r.Value.Contains));
        _asked.Clear();
        _asked.AddRange(split[false]);
        return [.. split[true]];
    }

    /// <summary>All of them.</summary>
    public IEnumerable<Requirement> All()
    {
        var seen = new HashSet<Needs>();
        var pending = new Stack<Needs>();
        pending.Push(this);
        while (pending.Count > 0)
        {
            Needs next = pending.Pop();
            if (seen.Add(next))
            {
                next._named.ForEach(pending.Push);
                foreach (Requirement requirement in next._asked)
                {
                    yield return requirement;
                }
            }
        }
    }
}
