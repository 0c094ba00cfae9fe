using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>Which definitions are needed, and in which order. Both walks keep their own stacks: a chain of definitions may be long.</summary>
internal static class DefinitionOrder
{
    private enum State
    {
        Open,
        Done,
    }

    /// <summary>Unrolls what is reached from references, and what that refers to, and so on.</summary>
    /// <param name="roots">The references to start from.</param>
    /// <param name="reached">What has been reached before; takes what is reached now.</param>
    /// <param name="unroller">Unrolls each definition as it is reached.</param>
    public static void Reach(IEnumerable<DefinitionInstance> roots, HashSet<DefinitionInstance> reached, ExpressionUnroller unroller)
    {
        var pending = new Stack<DefinitionInstance>(roots.Where(reached.Add));
        while (pending.Count > 0)
        {
            DefinitionInstance definition = pending.Pop();
            Placed.Of(definition.Id, () => unroller.Unroll(definition));
            foreach ((DefinitionInstance target, _) in definition.Uses!.Items)
            {
                if (reached.Add(target))
                {
                    pending.Push(target);
                }
            }
        }
    }

    /// <summary>The definitions in file order, except that each comes after those it uses. Cycles are reported.</summary>
    public static IReadOnlyList<DefinitionInstance> Sort(IEnumerable<DefinitionInstance> definitions, Problems problems)
    {
        var sorted = new List<DefinitionInstance>();
        var states = new Dictionary<DefinitionInstance, State>();
        var path = new List<(DefinitionInstance Definition, IEnumerator<(DefinitionInstance Target, SyntaxNode At)> Pending)>();
        void Open(DefinitionInstance definition)
        {
            states.Add(definition, State.Open);
            path.Add((definition, definition.Uses!.Items.OrderBy(u => u.Target.Id).ThenBy(u => u.Target.Ordinal).GetEnumerator()));
        }

        foreach (DefinitionInstance start in definitions.OrderBy(d => d.Id).ThenBy(d => d.Ordinal).Where(d => !states.ContainsKey(d)))
        {
            Open(start);
            while (path.Count > 0)
            {
                (DefinitionInstance definition, IEnumerator<(DefinitionInstance Target, SyntaxNode At)> pending) = path[path.Count - 1];
                if (!pending.MoveNext())
                {
                    states[definition] = State.Done;
                    sorted.Add(definition);
                    path.RemoveAt(path.Count - 1);
                }
                else if (!states.TryGetValue(pending.Current.Target, out State state))
                {
                    Open(pending.Current.Target);
                }
                else if (state == State.Open)
                {
                    ReportCycle([.. path.Select(p => p.Definition).SkipWhile(d => d != pending.Current.Target)], pending.Current.At, problems);
                }
            }
        }

        return sorted;
    }

    private static void ReportCycle(IReadOnlyList<DefinitionInstance> chain, SyntaxNode at, Problems problems)
    {
        IndexedName[] names = [.. chain.Select(d => d.Name)];
        string through = NameList.Join(names);
        string hint = chain[0].Parameters is null ? "its definition leads back to itself through " + through
            : names.Length == 1 ? "its definition applies itself"
            : "its definition applies itself through " + through;
        problems.Report(DiagnosticKind.CyclicDefinition, at, names[0].ToString(), hint);
    }
}
