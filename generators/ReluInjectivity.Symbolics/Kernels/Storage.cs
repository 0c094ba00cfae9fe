namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>
/// Decides where values live. Before, a method may read a local that another method declares, or the step of a grid, anywhere. After, what
/// one method leaves for another is a field, every method begins by taking what it reads into locals, every loop by taking its node's
/// coordinate and weight; and a local that nothing reads is only put where it is kept.
/// </summary>
internal sealed class Storage
{
    private readonly Kernel _kernel;
    private readonly HashSet<Name> _fields;

    private Storage(Kernel kernel, HashSet<Name> fields)
    {
        _kernel = kernel;
        _fields = fields;
    }

    /// <summary>Runs the pass.</summary>
    public static Kernel Apply(Kernel kernel)
    {
        Use[] uses = [.. kernel.Methods.Select(m => Use.Of(m.Body))];
        var fields = new HashSet<Name>(uses.SelectMany(u => u.Foreign).Concat(
            kernel.Methods.SelectMany(m => m.Body.Flat()).OfType<RequireFinite>().Select(r => r.Field.Name)));
        var pass = new Storage(kernel, fields);
        return kernel with
        {
            Fields = kernel.Fields.Where(fields.Contains).ToEquatableArray(),
            Methods = kernel.Methods
                .Select((m, i) => m.Kind is MethodKind.Load or MethodKind.Plan or MethodKind.FirstNonFinite ? m : m with { Body = pass.Stored(m.Body, uses[i]) }).ToEquatableArray(),
        };
    }

    private EquatableArray<Statement> Stored(IReadOnlyList<Statement> body, Use use)
    {
        IEnumerable<Statement> stored = Stored(body, new HashSet<Name>(use.Locals));
        return stored.Prepend(new Section(null, Begin(body, use).ToEquatableArray())).ToEquatableArray();
    }

    /// <summary>What a method takes into locals before anything else: components of the direction, then the rest by name.</summary>
    private IEnumerable<Statement> Begin(IReadOnlyList<Statement> body, Use use)
    {
        Statement[] flat = [.. body.Flat()];
        IEnumerable<Name> arrays = use.Places.OfType<Element>().Select(e => e.Array)
            .Concat(flat.OfType<Declare>().Select(d => d.Keep).OfType<Element>().Select(e => e.Array))
            .Concat(flat.SelectMany(s => s.WholeArrays())).Distinct();
        IEnumerable<(string Key, Statement Statement)> others = use.Places.OfType<Step>().Select(s => (Name: LocalOf(s), Value: (Place)s))
            .Concat(use.Foreign.Select(name => (Name: name, Value: (Place)new Field(name))))
            .Select(p => (p.Name.ToFlatString(), (Statement)new Declare(new Local(p.Name), null, p.Value)))
            .Concat(arrays.Select(name => (name.ToFlatString(), (Statement)new DeclareArray(name))));
        return use.Places.OfType<DirectionComponent>().OrderBy(d => d.Index).Select(d => new Declare(new Local(_kernel.Direction[d.Index]), null, d))
            .Concat(others.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => o.Statement));
    }

    /// <summary>The statements with every value that is to last put into its field, reading locals in the place of what methods and loops take into these.</summary>
    /// <param name="statements">The statements of a method, a section, a loop or a case.</param>
    /// <param name="read">The locals that the method, or the loop, reads.</param>
    private IEnumerable<Statement> Stored(IReadOnlyList<Statement> statements, HashSet<Name> read)
    {
        Name[] totals = [.. statements.OfType<GridLoop>().SelectMany(l => l.Body).OfType<Accumulate>().Select(a => a.Total.Name)];
        foreach (Statement statement in statements)
        {
            switch (statement)
            {
                case Section s:
                    yield return s with { Body = Stored(s.Body, read).ToEquatableArray() };
                    break;
                case SwitchGoal s:
                    yield return new SwitchGoal(s.Cases.Select(c => c with { Body = Stored(c.Body, read).ToEquatableArray() }).ToEquatableArray());
                    break;
                case GridLoop s:
                    Use use = Use.Of(s.Body);
                    IEnumerable<Statement> node = use.Places.Where(p => p is Coordinate).Concat(use.Places.Where(p => p is Weight)).Select(p => new Declare(new Local(LocalOf(p)), null, p));
                    yield return s with { Body = node.Concat(Stored(s.Body, new HashSet<Name>(use.Locals))).ToEquatableArray() };
                    foreach (Name total in s.Body.OfType<Accumulate>().Select(a => a.Total.Name).Where(_fields.Contains))
                    {
                        yield return new Assign(new Field(total), new Local(total));
                    }

                    break;
                case Declare { Local.Name: var name } s when !totals.Contains(name):
                    Place? keep = _fields.Contains(name) ? new Field(name) : s.Keep;
                    yield return Localised(keep is not null && !read.Contains(name) ? new Assign(keep, s.Value, s.Written) : s with { Keep = keep });
                    break;
                default:
                    yield return Localised(statement);
                    break;
            }
        }
    }

    private Statement Localised(Statement statement) => statement.With(e => e.Map(place => place switch
    {
        Coordinate or Weight or Step => new Local(LocalOf((Place)place)),
        DirectionComponent d => new Local(_kernel.Direction[d.Index]),
        _ => place,
    }));

    /// <summary>What the local is called that a grid's coordinate, weight or step is taken into.</summary>
    private static Name LocalOf(Place place) => place switch
    {
        Coordinate c => Name.Temporary("y", c.Grid),
        Weight w => Name.Temporary("w", w.Grid),
        Step s => Name.Temporary("step", s.Grid),
        _ => throw new InvalidOperationException($"No local holds a {place.GetType().Name}."),
    };

    /// <summary>What some statements read.</summary>
    /// <param name="Places">Each place once.</param>
    /// <param name="Foreign">The locals that others declare.</param>
    private sealed record Use(IReadOnlyList<Place> Places, IReadOnlyList<Name> Foreign)
    {
        /// <summary>The locals among the places.</summary>
        public IEnumerable<Name> Locals => LocalsOf(Places);

        public static Use Of(IEnumerable<Statement> statements)
        {
            Statement[] flat = [.. statements.Flat()];
            Place[] places = [.. flat.SelectMany(s => s.Expressions()).SelectMany(e => e.Reads()).Distinct()];
            return new(places, [.. LocalsOf(places).Except(flat.OfType<Declare>().Select(d => d.Local.Name))]);
        }

        private static IEnumerable<Name> LocalsOf(IEnumerable<Place> places) => places.OfType<Local>().Select(l => l.Name);
    }
}
