using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;
using ReluInjectivity.Symbolics.Scheduling;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>The methods around the phases: taking what the caller gives, sizing the grids, and finding what is not finite.</summary>
internal static class Frame
{
    /// <summary>Puts unknowns and givens into their fields.</summary>
    public static IEnumerable<Statement> Load(KernelInput input, Variables variables)
    {
        EquationSystem system = input.Program.System;
        Statement Take(int given) => new Assign(new Field(variables.Inputs[system.Unknowns.Count + given]), new GivenInput(given));
        IEnumerable<Statement> unknowns = variables.Inputs.Take(system.Unknowns.Count).Select((name, i) => new Assign(new Field(name), new UnknownInput(i)));
        return unknowns.Concat(Enumerable.Range(0, system.Givens.Count + system.Goals[0].Givens.Count).Select(Take));
    }

    /// <summary>Lays the grids. What their sizes have in common, and is more than a few operations, is worked out once.</summary>
    public static IEnumerable<Statement> Plan(KernelInput input, Variables variables)
    {
        var parts = new SharedParts([.. input.Program.Grids.Where(static g => g.Axes is null).SelectMany(Sizes)], variables);
        return [.. parts.Declarations(s => Place(variables, s)), .. input.Program.Grids.Select(grid => Lay(grid, e => parts.Translated(e, s => Place(variables, s))))];
    }

    /// <summary>Checks what the equation file names, and what is not defined everywhere, in the order of evaluation.</summary>
    public static IEnumerable<Statement> FirstNonFinite(KernelInput input, Variables variables)
    {
        HashSet<Expr> computed = Existence.Computed(input.Schedule.Roots[Phase.Evaluate]);
        foreach (Expr node in input.Schedule.Nodes)
        {
            bool isNamed = input.Names.TryGetValue(node, out Definition? named);
            if ((isNamed ? named!.Name.ToString() : computed.Contains(node) ? Existence.Of(node, input.Program.System.Facts) : null) is not { } reported)
            {
                continue;
            }

            if (variables.Arrays.TryGetValue(node, out Name? array))
            {
                yield return new RequireFiniteArray(array, node.Domain!.Value, reported);
            }
            else if (variables.Values.TryGetValue(node, out Name? name))
            {
                if (input.Schedule.PhaseOf(node) == Phase.Evaluate)
                {
                    yield return new RequireFinite(new Field(name), reported);
                }
            }
            else if (!isNamed && node.Domain is null && Existence.IsOfInputs(node))
            {
                yield return new RequireFinite(Translate.Whole(node, s => Place(variables, s)), reported);
            }
        }

        yield return new Return();
    }

    /// <summary>Grids are laid before anything is computed: of all variables, only those of the caller have values.</summary>
    private static Place Place(Variables variables, Symbol symbol) => variables.Symbols.TryGetValue(symbol, out Place? place) && place is Local { Name: var name }
        ? new Field(name)
        : throw new InvalidOperationException($"The size of a grid rests on {symbol.Name}, which is no input.");

    /// <summary>The expressions that a grid is laid by.</summary>
    private static IEnumerable<Expr> Sizes(Grid grid)
    {
        IEnumerable<Expr> own = grid.Kind switch
        {
            GridKind.Panels => new[] { grid.Stretch!.Low, grid.Stretch.High, grid.Stretch.Quadratic, grid.Stretch.Linear }.OfType<Expr>(),
            GridKind.Split => [],
            _ => grid.Parent is null ? [.. grid.Breakpoints, grid.Center] : grid.Breakpoints,
        };
        return own.Concat(grid.LengthScales).Append(grid.Deviation);
    }

    private static LayGrid Lay(Grid grid, Func<Expr, KernelExpr> translate)
    {
        if (grid.Axes is { } axes)
        {
            return new LayProduct(grid.Id, axes.First, axes.Second);
        }

        KernelExpr deviation = translate(grid.Deviation);

        KernelExpr[] Ordered(IEnumerable<Expr> set) => [.. set.Select(translate)];
        KernelExpr[] widths = [.. Ordered(grid.LengthScales).Prepend(deviation).Distinct()];
        KernelExpr width = widths.Length == 1 ? deviation : new Extremum(IsLargest: false, widths.ToEquatableArray());
        switch (grid.Kind)
        {
            case GridKind.Panels:
                Stretch s = grid.Stretch!;
                return new LayPanels(grid.Id, s.Low is null ? null : translate(s.Low), s.High is null ? null : translate(s.High), width, translate(s.Quadratic), translate(s.Linear), s.IsRough);
            case GridKind.Split:
                return new LaySplit(grid.Id, grid.Parent!.Value, deviation, width, grid.Breakpoints.OfType<Number>().OrderBy(n => n.Value).Select(translate).ToEquatableArray());
            default:
                var points = Ordered(grid.Breakpoints).ToEquatableArray();
                Core? core = grid.HasCore && points.Count > 0
                    ? new Core(new Extremum(IsLargest: false, points), new Extremum(IsLargest: true, points), translate(grid.Spread.Factory.Sqrt(grid.Spread)))
                    : null;
                return new LayEquispaced(grid.Id, grid.Parent, grid.Parent is null ? translate(grid.Center) : null, deviation, width, core, IsOpen: core is null && grid is { Parent: not null, IsAxis: false });
        }
    }
}
