namespace ReluInjectivity.Runtime.Solving;

/// <summary>A smallest set of equations that determine as many unknowns, given those of earlier blocks.</summary>
/// <param name="Equations">The places of the equations, ascending.</param>
/// <param name="Unknowns">The places of the unknowns, ascending.</param>
internal sealed record EquationBlock(IReadOnlyList<int> Equations, IReadOnlyList<int> Unknowns);

/// <summary>
/// Orders equations into blocks that can be solved one after the other: each equation is matched with an unknown of its own, then the
/// strongly connected components of "needs the unknown of" are the blocks (A. Pothen and C.-J. Fan, ACM TOMS 16 (1990) 303).
/// </summary>
internal static class EquationBlocks
{
    /// <summary>The blocks in an order in which each needs only those before it; null where some unknown is left without an equation.</summary>
    /// <param name="dependencies">For each equation the places of the unknowns in it.</param>
    public static IReadOnlyList<EquationBlock>? Of(IReadOnlyList<IReadOnlyList<int>> dependencies)
    {
        int n = dependencies.Count;
        int[] equationOf = [.. Enumerable.Repeat(-1, n)];
        for (int equation = 0; equation < n; equation++)
        {
            if (!TryMatch(equation, dependencies, equationOf, []))
            {
                return null;
            }
        }

        return Components(dependencies, equationOf);
    }

    private static bool TryMatch(int equation, IReadOnlyList<IReadOnlyList<int>> dependencies, int[] equationOf, HashSet<int> tried)
    {
        foreach (int unknown in dependencies[equation])
        {
            if (tried.Add(unknown) && (equationOf[unknown] < 0 || TryMatch(equationOf[unknown], dependencies, equationOf, tried)))
            {
                equationOf[unknown] = equation;
                return true;
            }
        }

        return false;
    }

    /// <summary>Tarjan's algorithm, which finds a component after all those it needs.</summary>
    private static List<EquationBlock> Components(IReadOnlyList<IReadOnlyList<int>> dependencies, int[] equationOf)
    {
        int n = dependencies.Count;
        int[] order = new int[n];
        int[] low = new int[n];
        bool[] isOpen = new bool[n];
        var open = new Stack<int>();
        var blocks = new List<EquationBlock>();
        int visited = 0;
        void Visit(int equation)
        {
            order[equation] = low[equation] = ++visited;
            open.Push(equation);
            isOpen[equation] = true;
            foreach (int needed in dependencies[equation].Select(u => equationOf[u]))
            {
                if (order[needed] == 0)
                {
                    Visit(needed);
                    low[equation] = Math.Min(low[equation], low[needed]);
                }
                else if (isOpen[needed])
                {
                    low[equation] = Math.Min(low[equation], order[needed]);
                }
            }

            if (low[equation] != order[equation])
            {
                return;
            }

            var members = new List<int>();
            int member;
            do
            {
                member = open.Pop();
                isOpen[member] = false;
                members.Add(member);
            }
            while (member != equation);
            blocks.Add(new([.. members.Order()], [.. members.Select(e => Array.IndexOf(equationOf, e)).Order()]));
        }

        for (int equation = 0; equation < n; equation++)
        {
            if (order[equation] == 0)
            {
                Visit(equation);
            }
        }

        return blocks;
    }
}
