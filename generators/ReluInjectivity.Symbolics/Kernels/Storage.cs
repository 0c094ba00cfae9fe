namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>
/// Decides where values live. Before, a method may read a local that another method declares, or the step of a grid, anywhere. After, what
/// one method leaves for another is a field, every method begins by taking what it reads into locals, every loop by taking its node's
/// coordinate and weight; and a local that nothing reads is only put where it is kept.
/// </summary>
internal static class Storage
{
    /// <summary>Runs the pass.</summary>
    public static Kernel Apply(Kernel kernel)
    {
        Dictionary<MethodKind, Place[]> reads = kernel.Methods.ToDictionary(m => m.Kind, m => Reads(m.Body));
        var fields = new HashSet<Name>(kernel.Methods.SelectMany(m => Foreign(m, reads[m.Kind])).Concat(
            kernel.Methods.SelectMany(m => m.Body.Flat()).OfType<RequireFinite>().Select(r => r.Field.Name)));
        return kernel with
        {
            Fields = kernel.Fields.Where(fields.Contains).ToEquatableArray(),
            Methods = kernel.Methods.Select(m => m.Kind is MethodKind.Load or MethodKind.Plan or MethodKind.FirstNonFinite ? m : Stored(kernel, m, reads[m.Kind], fields)).ToEquatableArray(),
        };
    }

    private static Method Stored(Kernel kernel, Method method, Place[] reads, HashSet<Name> fields)
    {
        IEnumerable<Statement> body = Kept(method.Body, fields, [.. Locals(reads)]);
        var begin = new Section(null, Begin(kernel, method, reads).ToEquatableArray());
        return method with { Body = body.Select(s => Localised(s, kernel)).Prepend(begin).ToEquatableArray() };
    }

    /// <summary>The locals that a method reads and another declares.</summary>
    private static IEnumerable<Name> Foreign(Method method, Place[] reads) => Locals(reads).Except(method.Body.Flat().OfType<Declare>().Select(d => d.Local.Name));

    /// <summary>What some statements read, each place once.</summary>
    private static Place[] Reads(IEnumerable<Statement> statements) => [.. statements.Flat().SelectMany(s => s.Expressions()).SelectMany(e => e.Reads()).Distinct()];

    private static IEnumerable<Name> Locals(IEnumerable<Place> reads) => reads.OfType<Local>().Select(l => l.Name);

    /// <summary>What a method takes into locals before anything else: components of the direction, then the rest by name.</summary>
    private static IEnumerable<Statement> Begin(Kernel kernel, Method method, Place[] reads)
    {
        Statement[] flat = [.. method.Body.Flat()];
        IEnumerable<Name> arrays = reads.OfType<Element>().Select(e => e.Array)
            .Concat(flat.OfType<Declare>().Select(d => d.Keep).OfType<Element>().Select(e => e.Array))
            .Concat(flat.SelectMany(s => s.WholeArrays())).Distinct();
        IEnumerable<(string Key, Statement Statement)> others = reads.OfType<Step>().Select(s => (Name: LocalOf(s), Value: (Place)s))
            .Concat(Foreign(method, reads).Select(name => (Name: name, Value: (Place)new Field(name))))
            .Select(p => (p.Name.ToFlatString(), (Statement)new Declare(new Local(p.Name), null, p.Value)))
            .Concat(arrays.Select(name => (name.ToFlatString(), (Statement)new DeclareArray(name))));
        return reads.OfType<DirectionComponent>().OrderBy(d => d.Index).Select(d => new Declare(new Local(kernel.Direction[d.Index]), null, d))
            .Concat(others.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => o.Statement));
    }

    /// <summary>The statements with every value that is to last put into its field.</summary>
    private static IEnumerable<Statement> Kept(IEnumerable<Statement> statements, HashSet<Name> fields, HashSet<Name> read)
    {
        Name[] totals = [.. statements.SelectMany(s => s is GridLoop loop ? loop.Body : default).OfType<Accumulate>().Select(a => a.Total.Name)];
        foreach (Statement statement in statements)
        {
            switch (statement)
            {
                case Section s:
                    yield return s with { Body = Kept(s.Body, fields, read).ToEquatableArray() };
                    break;
                case GridLoop s:
                    yield return s with { Body = Kept(s.Body, fields, [.. Locals(Reads(s.Body))]).ToEquatableArray() };
                    foreach (Name total in s.Body.OfType<Accumulate>().Select(a => a.Total.Name).Where(fields.Contains))
                    {
                        yield return new Assign(new Field(total), new Local(total));
                    }

                    break;
                case Declare { Local.Name: var name } s when !totals.Contains(name):
                    Place? keep = fields.Contains(name) ? new Field(name) : s.Keep;
                    yield return keep is not null && !read.Contains(name) ? new Assign(keep, s.Value, s.Written) : s with { Keep = keep };
                    break;
                default:
                    yield return statement;
                    break;
            }
        }
    }

    /// <summary>The statement reading locals in the place of what methods and loops take into these.</summary>
    private static Statement Localised(Statement statement, Kernel kernel)
    {
        switch (statement)
        {
            case Section s:
                return s with { Body = s.Body.Select(b => Localised(b, kernel)).ToEquatableArray() };
            case SwitchGoal s:
                return new SwitchGoal(s.Cases.Select(c => c with { Body = c.Body.Select(b => Localised(b, kernel)).ToEquatableArray() }).ToEquatableArray());
            case GridLoop s:
                Place[] reads = Reads(s.Body);
                IEnumerable<Statement> node = reads.Where(r => r is Coordinate).Concat(reads.Where(r => r is Weight)).Select(r => new Declare(new Local(LocalOf(r)), null, r));
                return s with { Body = node.Concat(s.Body.Select(b => Localised(b, kernel))).ToEquatableArray() };
            default:
                return statement.With(e => e.Map(place => place switch
                {
                    Coordinate or Weight or Step => new Local(LocalOf((Place)place)),
                    DirectionComponent d => new Local(kernel.Direction[d.Index]),
                    _ => place,
                }));
        }
    }

    /// <summary>What the local is called that a grid's coordinate, weight or step is taken into.</summary>
    private static Name LocalOf(Place place) => place switch
    {
        Coordinate c => Name.Temporary("y", c.Grid),
        Weight w => Name.Temporary("w", w.Grid),
        Step s => Name.Temporary("step", s.Grid),
        _ => throw new InvalidOperationException($"No local holds a {place.GetType().Name}."),
    };
}
