using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Relations;

/// <summary>What deriving the relations of a system gives.</summary>
/// <param name="System">The system with the relations in the targets' place; null where there were errors.</param>
/// <param name="Diagnostics">What is wrong.</param>
public sealed record RelateResult(EquationSystem? System, EquatableArray<Diagnostic> Diagnostics);

/// <summary>
/// The statement <c>relations</c>: differentiates the objective by the unknowns in which it is stationary, solves for the targets, and puts
/// what it finds in their place. A system without the statement comes out as it is.
/// </summary>
public sealed class Relate
{
    private readonly EquationSystem _system;
    private readonly RelationTargets _targets;
    private readonly Dictionary<(Symbol, Symbol), RationalFunction?> _chain = [];

    private Relate(EquationSystem system, RelationTargets targets)
    {
        _system = system;
        _targets = targets;
    }

    /// <summary>Derives the relations of one system.</summary>
    public static RelateResult Run(EquationSystem input) => input.Targets is not { } targets
        ? new(input, [])
        : Placed.Of(targets.Statement, () =>
        {
            var pass = new Relate(input, targets);
            DerivedRelations relations = pass.Derive();
            var reporter = new Reporter(input.Member);
            EquationSystem system = relations.Failure is null ? pass.Put(relations) : pass.LeaveOut(relations);
            foreach (SystemGoal goal in system.Goals)
            {
                Balance.Check(goal, system.Unknowns, reporter);
            }

            bool hasError = reporter.HasError;
            if (relations.Failure is { } failure)
            {
                reporter.Report(DiagnosticKind.NoRelations, targets.Statement,
                    string.Join(", ", targets.Unknowns.Select(u => u.Name.Stem).Distinct(StringComparer.Ordinal)), failure + reporter.AtMember);
            }

            return new RelateResult(hasError ? null : system, reporter.Diagnostics.ToEquatableArray());
        });

    private DerivedRelations Derive()
    {
        Symbol[] targets = [.. _targets.Unknowns.Select(t => t.Symbol)];
        IEnumerable<Symbol> others = _system.Unknowns.Select(u => u.Symbol).Except(targets).Concat(_system.Givens.Select(g => g.Symbol)).Concat(_targets.Own);
        var reader = new AlgebraReader(targets, others);
        AlgebraicEquation[] definitions =
        [
            .. _targets.Definitions.Select(d => new AlgebraicEquation(
                "the definition of " + d.Key.Name, reader.TryRead(d.Key - d.Value, out string? obstacle)?.Numerator, obstacle)),
        ];
        AlgebraicEquation[] equations =
        [
            .. _targets.Over.Select(v => new AlgebraicEquation(
                $"d {_targets.Objective}/d {v.Name} = 0", Stationarity(reader, _targets.Value, v, out string? obstacle)?.Numerator, obstacle)),
        ];
        Polynomial[] positive = [.. _targets.Positive.Select(e => reader.TryRead(e, out _)).OfType<RationalFunction>().Select(f => f.Numerator).Distinct()];
        string[] names = [.. reader.Atoms.Select(static a => a.ToString())];
        var system = new RelationSystem(names.ToEquatableArray(), targets.Length, equations.ToEquatableArray(), definitions.ToEquatableArray(), positive.ToEquatableArray());
        (IReadOnlyList<Solution> solutions, string? failure) = Elimination.Solve(system);
        if (_targets.Own.FirstOrDefault(o => solutions.Any(s => s.Numerator.Contains(reader[o]) || s.Denominator.Contains(reader[o]))) is { } parameter)
        {
            failure ??= $"they depend on '{parameter.Name}', a parameter of the objective alone; declare it as a given of the file";
        }

        return new(
            _targets.Objective, _targets.Over.Select(v => v.Name.ToString()).ToEquatableArray(), reader.Atoms.Select(Name).ToEquatableArray(), _targets.Unknowns,
            Formulas(reader, system, solutions).ToEquatableArray(), _targets.Fixed, system, failure);
    }

    /// <summary>The derivative along a variable, through the definitions of targets: d/dv = partial_v + sum_t (d t/dv) partial_t.</summary>
    private RationalFunction? Stationarity(AlgebraReader reader, Expr expression, Symbol variable, out string? obstacle)
    {
        RationalFunction? total = reader.TryRead(Derivatives.Of(expression, variable), out obstacle);
        foreach (Symbol target in _targets.Definitions.Keys)
        {
            Expr partial = Derivatives.Of(expression, target);
            if (obstacle is not null || partial.IsZero)
            {
                continue;
            }

            RationalFunction? inner = Along(reader, target, variable, ref obstacle);
            if (inner is { IsZero: false } && reader.TryRead(partial, out obstacle) is { } outer)
            {
                total = total! + (outer * inner);
            }
        }

        return obstacle is null ? total : null;
    }

    /// <summary>How a target's definition changes along a variable.</summary>
    private RationalFunction? Along(AlgebraReader reader, Symbol target, Symbol variable, ref string? obstacle)
    {
        if (!_chain.TryGetValue((target, variable), out RationalFunction? result))
        {
            _chain.Add((target, variable), RationalFunction.Zero);
            result = Stationarity(reader, _targets.Definitions[target], variable, out string? why);
            obstacle ??= why;
            _chain[(target, variable)] = result;
        }

        return result;
    }

    private List<Relation> Formulas(AlgebraReader reader, RelationSystem system, IReadOnlyList<Solution> solutions)
    {
        var values = new Dictionary<int, Expr>();
        var builder = new FormulaBuilder(_system.Factory, v => reader.Atoms[v], system.Positive);
        var inner = new FormulaBuilder(
            _system.Factory, v => values.TryGetValue(v, out Expr? value) ? value : reader.Atoms[v],
            system.Positive.Where(p => p.Variables.All(v => v >= system.TargetCount)));
        var relations = new List<Relation>();
        foreach (Solution solution in solutions)
        {
            IndexedName target = _targets.Unknowns[solution.Target].Name;
            values.Add(solution.Target, inner.BuildExplicit(solution, system.TargetCount));
            relations.Add(new(target, builder.Build(solution), values[solution.Target], solution));
        }

        return relations;
    }

    /// <summary>What is no symbol goes by its text, which has no index of its own.</summary>
    private static IndexedName Name(Expr atom) => atom is Symbol symbol ? symbol.Name : new IndexedName(atom.ToString());

    /// <summary>Puts the relations in the place of the unknowns they express, in facts too.</summary>
    private EquationSystem Put(DerivedRelations relations)
    {
        var values = new Dictionary<Expr, Expr>();
        var definitions = new List<Definition>();
        foreach (Relation relation in relations.Relations)
        {
            Expr value = _system.Factory.Keep(relation.Formula.Substitute(values));
            Unknown target = _targets.Unknowns[relation.Solution.Target];
            values.Add(target.Symbol, value);
            definitions.Add(new(_targets.Statement, target.Name, null, value, $"{relation.Name} = {relation.Formula}"));
        }

        var rewriter = new SystemRewriter((_, e) => values.TryGetValue(e, out Expr? value) ? value : e, keepsOriginals: false);
        EquationSystem rewritten = rewriter.Apply(_system);
        return rewritten with
        {
            Facts = Facts.None.With(_system.Facts.Positive.Select(rewriter.Apply)),
            Unknowns = Others(),
            Definitions = definitions.Concat(rewritten.Definitions).ToEquatableArray(),
            Relations = relations,
            Origins = EquatableMap.Of(_system.Origins.Select(o => new KeyValuePair<Expr, int>(rewriter.Apply(o.Key), o.Value))),
        };
    }

    /// <summary>Where the relations were not found, goals and outputs that need them are left out.</summary>
    private EquationSystem LeaveOut(DerivedRelations relations)
    {
        bool Needs(IEnumerable<Expr> values) => Traversal.Reached(values) is var reached && _targets.Unknowns.Any(t => reached.Contains(t.Symbol));
        return _system with
        {
            Unknowns = Others(),
            Goals = _system.Goals.Where(g => !Needs(g.Residuals.Select(r => r.Expression).Append(g.Value))).ToEquatableArray(),
            Outputs = _system.Outputs.Where(o => !Needs([o.Expression])).ToEquatableArray(),
            Outcomes = _system.Outcomes.Where(o => !Needs([o.Margin])).ToEquatableArray(),
            Definitions = _system.Definitions.Where(d => !Needs([d.Value])).ToEquatableArray(),
            Relations = relations,
        };
    }

    private EquatableArray<Unknown> Others() => _system.Unknowns.Where(u => _targets.Unknowns.All(t => t.Symbol != u.Symbol)).ToEquatableArray();
}
