using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Quadrature;

/// <summary>
/// Quantities of one statement that take quadrature and are alike but for their inputs, such as those of each layer of a network, become one function of these inputs applied to
/// each set of them. It is worked out on its own, so that code, memory and Hessians are those of one layer, however many there are.
/// </summary>
internal static class AlikeQuantities
{
    private const string Suffix = "_each";

    /// <summary>The system with such quantities replaced; the same where there are none.</summary>
    public static EquationSystem Run(EquationSystem system)
    {
        var applied = new Dictionary<Expr, Expr>();
        var functions = new Dictionary<Definition, Definition>();
        foreach (IGrouping<int, Definition> statement in system.Definitions.Where(static d => d.Function is null && d.Value.HasExpectation).GroupBy(static d => d.Statement))
        {
            Definition first = statement.First();
            (Definition Quantity, AlikeInputs Inputs)[] alike =
            [
                .. statement.Select(d => (d, AlikeInputs.Of(first.Value, d.Value, system.Facts))).Where(static p => p.Item2 is not null).Select(static p => (p.d, p.Item2!)),
            ];
            if (alike.Length < 2)
            {
                continue;
            }

            Symbol[] parameters = [.. alike[0].Inputs.All.OrderBy(static s => s, ExprOrder.Instance)];
            var function = new DefinedFunction(NameOf(first, system), parameters.ToEquatableArray(), first.Value, hasDomains: true);
            functions.Add(first, first with { Name = function.FullName, Function = function });
            foreach ((Definition quantity, AlikeInputs inputs) in alike)
            {
                applied[quantity.Value] = system.Factory.Call(function, [.. parameters.Select(inputs.InPlaceOf)]);
            }
        }

        if (applied.Count == 0)
        {
            return system;
        }

        EquationSystem rewritten = new SystemRewriter((node, rebuilt) => applied.TryGetValue(node, out Expr? call) ? call : rebuilt, keepsOriginals: true).Apply(system);
        return rewritten with
        {
            Definitions = system.Definitions.Zip(rewritten.Definitions, (before, after) => functions.TryGetValue(before, out Definition? function) ? new[] { function, after } : [after])
                .SelectMany(static d => d).ToEquatableArray(),
        };
    }

    private static IndexedName NameOf(Definition first, EquationSystem system)
    {
        string name = first.Name.Stem + Suffix;
        while (system.Definitions.Any(d => string.Equals(d.Name.Stem, name, StringComparison.Ordinal)))
        {
            name += "_";
        }

        return new(name);
    }
}
