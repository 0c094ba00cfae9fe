namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>Walks over kernels: what every pass needs, so that a pass says only what it changes. Only what runs before expressions are bounded walks them without recursion.</summary>
internal static class Walk
{
    /// <summary>A result for an expression from those of its operands.</summary>
    public static T Fold<T>(this KernelExpr root, Func<KernelExpr, IReadOnlyList<T>, T> combine)
    {
        var open = new Stack<(KernelExpr Node, EquatableArray<KernelExpr> Operands, List<T> Done)>();
        open.Push((root, root.Operands, []));
        while (true)
        {
            (KernelExpr node, EquatableArray<KernelExpr> operands, List<T> done) = open.Peek();
            if (done.Count < operands.Count)
            {
                KernelExpr next = operands[done.Count];
                open.Push((next, next.Operands, []));
                continue;
            }

            open.Pop();
            T result = combine(node, done);
            if (open.Count == 0)
            {
                return result;
            }

            open.Peek().Done.Add(result);
        }
    }

    /// <summary>Replaces nodes from the leaves up, in an expression that <see cref="SplitDeep"/> has bounded.</summary>
    public static KernelExpr Map(this KernelExpr root, Func<KernelExpr, KernelExpr> replace)
    {
        EquatableArray<KernelExpr> operands = root.Operands;
        KernelExpr[]? changed = null;
        for (int i = 0; i < operands.Count; i++)
        {
            KernelExpr mapped = operands[i].Map(replace);
            if (!ReferenceEquals(mapped, operands[i]))
            {
                changed ??= [.. operands];
                changed[i] = mapped;
            }
        }

        return replace(changed is null ? root : root.With(changed));
    }

    /// <summary>The leaves an expression reads, from left to right; as <see cref="Map(KernelExpr, Func{KernelExpr, KernelExpr})"/>.</summary>
    public static IEnumerable<Place> Reads(this KernelExpr root)
    {
        var reads = new List<Place>();
        AddReads(root, reads);
        return reads;
    }

    private static void AddReads(KernelExpr expression, List<Place> reads)
    {
        if (expression is Place place)
        {
            reads.Add(place);
            return;
        }

        EquatableArray<KernelExpr> operands = expression.Operands;
        for (int i = 0; i < operands.Count; i++)
        {
            AddReads(operands[i], reads);
        }
    }

    /// <summary>The statement with its own expressions replaced; statements within it are kept.</summary>
    public static Statement With(this Statement statement, Func<KernelExpr, KernelExpr> replace) => statement switch
    {
        Declare s => s with { Value = replace(s.Value) },
        Assign s => s with { Value = replace(s.Value) },
        Accumulate s => s with { Value = replace(s.Value) },
        RequireFinite s => s with { Value = replace(s.Value) },
        SetDeviation s => s with { Deviation = replace(s.Deviation) },
        AddConstantConvolution s => s with { Value = replace(s.Value) },
        LayPanels s => s with
        {
            Low = s.Low is null ? null : replace(s.Low),
            High = s.High is null ? null : replace(s.High),
            Width = replace(s.Width),
            Quadratic = replace(s.Quadratic),
            Linear = replace(s.Linear),
        },
        LayEquispaced s => s with
        {
            Center = s.Center is null ? null : replace(s.Center),
            Deviation = replace(s.Deviation),
            Width = replace(s.Width),
            Core = s.Core is null ? null : new Core(replace(s.Core.Low), replace(s.Core.High), replace(s.Core.Spread)),
        },
        LaySplit s => s with { Deviation = replace(s.Deviation), Width = replace(s.Width), Cuts = s.Cuts.Select(replace).ToEquatableArray() },
        _ => statement,
    };

    /// <summary>Replaces every statement that holds no others by some, those in sections, loops and cases included.</summary>
    public static IEnumerable<Statement> Map(this IEnumerable<Statement> statements, Func<Statement, IEnumerable<Statement>> replace) => statements.SelectMany(statement => statement switch
    {
        Section s => [s with { Body = s.Body.Map(replace).ToEquatableArray() }],
        GridLoop s => [s with { Body = s.Body.Map(replace).ToEquatableArray() }],
        _ => replace(statement),
    });

    /// <summary>The statements, those within others included.</summary>
    public static IEnumerable<Statement> Flat(this IEnumerable<Statement> statements) => statements.SelectMany(statement => statement switch
    {
        Section s => s.Body.Flat(),
        GridLoop s => s.Body.Flat(),
        _ => [statement],
    });

    /// <summary>The statements' own expressions.</summary>
    public static IEnumerable<KernelExpr> Expressions(this Statement statement)
    {
        var found = new List<KernelExpr>();
        statement.With(e =>
        {
            found.Add(e);
            return e;
        });
        return found;
    }

    /// <summary>The loops among the statements, those within others included.</summary>
    public static IEnumerable<GridLoop> Loops(this IEnumerable<Statement> statements) => statements.SelectMany(statement => statement switch
    {
        Section s => s.Body.Loops(),
        GridLoop s => [s],
        _ => [],
    });
}
