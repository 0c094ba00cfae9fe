namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>
/// Decides where values live. Before, a method may read a local that another method declares. After, what one method leaves for another is a
/// field, in all methods; and every loop takes its node's coordinate and weight into locals.
/// </summary>
internal static class Storage
{
    /// <summary>Runs the pass.</summary>
    public static Kernel Apply(Kernel kernel)
    {
        var fields = new HashSet<Name>(kernel.Methods.SelectMany(m => Foreign(m.Body)).Concat(
            kernel.Methods.SelectMany(m => m.Body.Flat()).OfType<RequireFinite>().SelectMany(r => r.Value.Reads()).OfType<Field>().Select(f => f.Name)));
        return kernel with
        {
            Fields = kernel.Fields.Where(fields.Contains).ToEquatableArray(),
            Methods = kernel.Methods.Select(m => m with { Body = m.Body.Select(s => Stored(s, fields)).ToEquatableArray() }).ToEquatableArray(),
        };
    }

    /// <summary>The locals that some statements read and others declare.</summary>
    private static IEnumerable<Name> Foreign(IReadOnlyList<Statement> statements)
    {
        var declared = new HashSet<Name>(statements.Flat().OfType<Declare>().Select(d => d.Local.Name).Concat(statements.Loops().SelectMany(l => l.Totals).OfType<Local>().Select(t => t.Name)));
        return statements.Flat().SelectMany(s => s.Expressions()).SelectMany(e => e.Reads()).OfType<Local>().Select(l => l.Name).Where(n => !declared.Contains(n));
    }

    private static Statement Stored(Statement statement, HashSet<Name> fields)
    {
        Place At(Place place) => place is Local local && fields.Contains(local.Name) ? new Field(local.Name) : place;
        KernelExpr Read(KernelExpr expression) => expression.Map(e => e is Place place ? At(place) : e);
        switch (statement)
        {
            case Section s:
                return s with { Body = s.Body.Select(b => Stored(b, fields)).ToEquatableArray() };
            case GridLoop s:
                return Looped(s with { Totals = s.Totals.Select(At).ToEquatableArray(), Body = s.Body.Select(b => Stored(b, fields)).ToEquatableArray() });
            case Declare { Local.Name: var name } s when fields.Contains(name):
                return new Assign(new Field(name), Read(s.Value), s.Written);
            case Accumulate s:
                return new Accumulate(At(s.Total), Read(s.Value));
            default:
                return statement.With(Read);
        }
    }

    /// <summary>The loop with its node's coordinate and weight in locals.</summary>
    private static GridLoop Looped(GridLoop loop)
    {
        Place[] reads = [.. loop.Body.SelectMany(s => s.Expressions()).SelectMany(e => e.Reads()).Distinct()];
        Place[] node = [.. reads.Where(p => p is Coordinate or Weight).OrderBy(p => p is Weight)];
        var read = new HashSet<Place>(reads);
        IEnumerable<Statement> body = loop.Body
            .Select(s => s is Declare { Keep: { } keep } d && !read.Contains(d.Local) ? new Assign(keep, d.Value, d.Written) : s)
            .Select(s => s.With(e => e.Map(p => p is Coordinate or Weight ? LocalOf((Place)p) : p)));
        return loop with { Body = node.Select(p => new Declare(LocalOf(p), null, p)).Concat(body).ToEquatableArray() };
    }

    /// <summary>The local that a grid's coordinate or weight is taken into.</summary>
    private static Local LocalOf(Place place) => new(place is Coordinate c ? Name.Temporary(c.Axis == 0 ? "y" : "z", c.Grid) : Name.Temporary("w", ((Weight)place).Grid));
}
