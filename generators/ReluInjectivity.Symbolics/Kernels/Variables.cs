using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;
using ReluInjectivity.Symbolics.Scheduling;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>
/// Naming: which nodes of a schedule are kept in variables rather than computed where they are used, and what these are called. A node is
/// kept that is used more than once, in a loop, or in another method than its own, or that the equation file names.
/// </summary>
/// <param name="Values">The names of scalars that are kept, in the order of the schedule.</param>
/// <param name="Arrays">The arrays, in the order of the schedule.</param>
/// <param name="Symbols">Where the values of symbols are.</param>
/// <param name="Inputs">The names of the unknowns, then of the givens.</param>
/// <param name="Routines">The instances of routines, each with the application it stands for.</param>
internal sealed record Variables(
    IReadOnlyDictionary<Expr, Name> Values,
    IReadOnlyDictionary<Expr, Name> Arrays,
    IReadOnlyDictionary<Expr, Place> Symbols,
    IReadOnlyList<Name> Inputs,
    IReadOnlyList<RoutineInstance> Routines)
{
    private readonly HashSet<string> _texts = new(Inputs.Concat(Values.Values).Concat(Arrays.Values).Select(n => n.ToFlatString()), StringComparer.Ordinal);

    /// <summary>The next of a row of names, for use in one loop, leaving out those that read like another variable's.</summary>
    public Name Free(string stem, ref int number)
    {
        Name name;
        do
        {
            name = Name.Temporary(stem, number++);
        }
        while (_texts.Contains(name.ToFlatString()));
        return name;
    }

    /// <summary>Names a schedule's variables.</summary>
    public static Variables Of(KernelInput input)
    {
        IReadOnlyList<RoutineInstance> routines = RoutineInstance.All(input);
        var unique = new UniqueNames();
        var inputs = input.Inputs().Select(i => (i.Symbol, Name: unique.Of(i.Name))).ToList();
        var symbols = new Dictionary<Expr, Place>();
        foreach ((Symbol symbol, Name name) in inputs)
        {
            symbols.Add(symbol, new Local(name));
        }

        foreach (Grid grid in input.Program.Grids)
        {
            for (int i = 0; i < grid.Coordinates.Count; i++)
            {
                symbols.Add(grid.Coordinates[i], new Coordinate(grid.Id, grid.Kind == GridKind.Product ? i : 0));
            }

            symbols.Add(grid.Weight, new Weight(grid.Id));
            symbols.Add(grid.Step, new Step(grid.Id));
        }

        var values = new Dictionary<Expr, Name>();
        var arrays = new Dictionary<Expr, Name>();
        HashSet<Expr> kept = Kept(input);
        foreach (Expr node in input.Schedule.Nodes.Where(kept.Contains))
        {
            bool isArray = node.Domain is not null && (node.IsLoopResult() || input.Schedule.Stored.ContainsKey(node));
            if (!isArray && node.Domain is not null)
            {
                // Only the loops that compute it know it; it takes a number all the same.
                unique.Next(input, node);
                continue;
            }

            (isArray ? arrays : values).Add(node, unique.Next(input, node));
        }

        return new Variables(values, arrays, symbols, [.. inputs.Select(i => i.Name)], routines);
    }

    /// <summary>The nodes whose values are kept.</summary>
    private static HashSet<Expr> Kept(KernelInput input)
    {
        Schedule schedule = input.Schedule;
        var roots = new HashSet<Expr>(schedule.Roots.Values.SelectMany(r => r));
        var kept = new HashSet<Expr>();
        var mentions = new Dictionary<Expr, int>();
        foreach (Expr user in schedule.Nodes)
        {
            for (int i = 0; i < user.Children.Count; i++)
            {
                Expr node = user.Children[i];
                mentions[node] = (mentions.TryGetValue(node, out int sofar) ? sofar : 0) + Translate.Mentions(user, i);
                if (node.Domain is null && node.IsOperation()
                    && (user.Domain is not null || user.IsLoopResult() || (user is not Comparison && schedule.PhaseOf(user) != schedule.PhaseOf(node))))
                {
                    kept.Add(node);
                }
            }
        }

        kept.UnionWith(schedule.Nodes.Where(node => node.IsOperation() && (
            node.IsLoopResult() || node is Call { Function: Routine } || schedule.Stored.ContainsKey(node) || input.Names.ContainsKey(node)
            || (node.Domain is null && mentions.TryGetValue(node, out int count) && (count > 1 || roots.Contains(node))))));
        return kept;
    }

    /// <summary>Gives out names, each once.</summary>
    private sealed class UniqueNames
    {
        private readonly HashSet<Name> _taken = [];
        private int _temporaries;

        /// <summary>The name, numbered if it is taken.</summary>
        public Name Of(Name name)
        {
            Name unique = name;
            for (int i = 2; !_taken.Add(unique); i++)
            {
                unique = name with { Number = i };
            }

            return unique;
        }

        /// <summary>The name that the equation file gives a node or what it is the adjoint of, or the next of <c>t0, t1, ...</c></summary>
        public Name Next(KernelInput input, Expr node) => input.Names.TryGetValue(node, out Definition? definition) ? Of(Name.Declared(definition.Name))
            : input.Adjoints.TryGetValue(node, out Definition? of) ? Of(Name.Adjoint(of.Name))
            : Name.Temporary("t", _temporaries++);
    }
}
