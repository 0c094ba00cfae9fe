using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Differentiation;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Relations;

namespace ReluInjectivity.Symbolics.Lowering;

/// <content>
/// The statement <c>relations</c>: an instantiator of its own takes the targets as symbols and differentiates the objective; the one that
/// builds the goals then puts the relations in the targets' place.
/// </content>
public sealed partial class Instantiator
{
    private readonly List<Unknown> _targets = [];
    private readonly Dictionary<Symbol, Expr> _targetDefinitions = [];
    private readonly Dictionary<(Symbol, Symbol), RationalFunction?> _chain = [];

    /// <summary>Derives the relations of one level.</summary>
    /// <returns>The relations; null where the file asks for none, or has errors, which are added to <paramref name="problems"/>.</returns>
    public static DerivedRelations? DeriveRelations(BoundModel model, FamilyMember member, List<Diagnostic> problems)
    {
        if (model.Relations is not { } statement)
        {
            return null;
        }

        var instantiator = new Instantiator(model, member, problems);
        DerivedRelations? relations = instantiator.Derive(statement);
        return instantiator._hasProblem ? null : relations;
    }

    private DerivedRelations? Derive(RelationsSyntax statement)
    {
        Declare();
        DeclareTargets(statement);
        var context = new Context(_family, []);
        Symbol[] targets = [.. _targets.Select(t => t.Symbol)];
        List<Symbol> others = [.. _system.Unknowns.Select(u => u.Symbol).Except(targets), .. _system.Givens.Select(g => g.Symbol)];
        var own = new List<Symbol>();
        foreach (GivenSyntax given in statement.Givens)
        {
            Symbol symbol = Instantiate(given, null).Symbol;
            own.Add(symbol);
            context = context.With(given.Name, symbol);
        }

        Expr objective = statement.Value is { } value ? Evaluate(value, context) : Quantity(statement, statement.Objective, null);
        Symbol[] over = [.. statement.Over.SelectMany(Varied)];
        if (_hasProblem)
        {
            return null;
        }

        var reader = new AlgebraReader(targets, others.Concat(own));
        AlgebraicEquation[] definitions =
        [
            .. _targetDefinitions.Select(d => new AlgebraicEquation(
                "the definition of " + d.Key.Name, reader.TryRead(d.Key - d.Value, out string? obstacle)?.Numerator, obstacle)),
        ];
        AlgebraicEquation[] equations =
        [
            .. over.Select(v => new AlgebraicEquation(
                $"d {statement.Objective}/d {v.Name} = 0", Stationarity(reader, objective, v, out string? obstacle)?.Numerator, obstacle)),
        ];
        Polynomial[] positive = [.. PositiveDifferences().Select(e => reader.TryRead(e, out _)).OfType<RationalFunction>().Select(f => f.Numerator).Distinct()];
        string[] names = [.. reader.Atoms.Select(a => a.ToString().Split('\'')[0])];
        var system = new RelationSystem(names, _targets.Count, equations, definitions, positive);
        (IReadOnlyList<Solution> solutions, string? failure) = Elimination.Solve(system);
        if (own.FirstOrDefault(o => solutions.Any(s => s.Numerator.Contains(reader[o]) || s.Denominator.Contains(reader[o]))) is { } parameter)
        {
            failure ??= $"they depend on '{parameter.Name.Split('\'')[0]}', a parameter of the objective alone; declare it as a given of the file";
        }

        return new(statement.Objective, [.. over.Select(v => v.Name)], names, _targets, Formulas(reader, system, solutions), FixedNumbers(), system, failure);
    }

    /// <summary>Members of the families named: unknowns, and what definitions fix beyond their ranges.</summary>
    private void DeclareTargets(RelationsSyntax statement)
    {
        foreach (string name in statement.Names)
        {
            UnknownSyntax declared = _model.Unknowns.First(u => string.Equals(u.Name, name, StringComparison.Ordinal));
            (Expr? lower, Expr? upper) = Interval(declared.Interval);
            double low = Constant(declared.Interval?.Lower, lower, double.NegativeInfinity);
            double high = Constant(declared.Interval?.Upper, upper, double.PositiveInfinity);
            foreach ((string key, LetInstance? let) in Members(name))
            {
                Symbol symbol = Factory.Symbol(key, SignIn(low, high));
                _targets.Add(new(symbol, key, name, let?.Index ?? Index(key), lower, upper, declared.Ordering, declared.Text, null));
                _quantities[key] = symbol;
                if (let is not null)
                {
                    _targetDefinitions.Add(symbol, Factory.Zero);
                }
            }
        }

        // Only now, as definitions may use each other's targets.
        foreach (Symbol target in _targetDefinitions.Keys.ToArray())
        {
            LetInstance let = _lets[target.Name];
            _targetDefinitions[target] = Evaluate(let.Let.Body, new Context(let.Indices, []));
        }
    }

    private int? Index(string key) => _system.Unknowns.First(u => string.Equals(u.Name, key, StringComparison.Ordinal)).Index;

    /// <summary>The members of a family in the order of their indices, with the definition of those that have one.</summary>
    private IEnumerable<(string Key, LetInstance? Let)> Members(string family)
    {
        IEnumerable<(int? Index, LetInstance? Let)> unknowns = _system.Unknowns
            .Where(u => string.Equals(u.Family, family, StringComparison.Ordinal)).Select(u => (u.Index, (LetInstance?)null));
        IEnumerable<(int? Index, LetInstance? Let)> fixedOnes = _lets.Values
            .Where(l => string.Equals(l.Let.Name, family, StringComparison.Ordinal)).Select(l => (l.Index, (LetInstance?)l));
        return unknowns.Concat(fixedOnes).OrderBy(m => m.Index).Select(m => (Key(family, m.Index), m.Let));
    }

    private IEnumerable<Symbol> Varied(OverSyntax over)
    {
        if (over.From is null)
        {
            return _system.Unknowns.Where(u => string.Equals(u.Family, over.Name, StringComparison.Ordinal)).Select(u => u.Symbol);
        }

        IEnumerable<int> indices = Range(new RangeSyntax(over.Id, over.Name, over.From, over.To ?? over.From), _family);
        return [.. indices.Select(index =>
        {
            Unknown? unknown = _system.Unknowns.FirstOrDefault(u => u.Index == index && string.Equals(u.Family, over.Name, StringComparison.Ordinal));
            if (unknown is null)
            {
                Report(DiagnosticKind.IndexOutOfRange, over, Key(over.Name, index), $"an objective is stationary in unknowns{AtLevel()}");
            }

            return unknown?.Symbol;
        }).OfType<Symbol>()];
    }

    /// <summary>The derivative along a variable, through the definitions of targets: d/dv = partial_v + sum_t (d t/dv) partial_t.</summary>
    private RationalFunction? Stationarity(AlgebraReader reader, Expr expression, Symbol variable, out string? obstacle)
    {
        RationalFunction? total = reader.TryRead(Differentiate.Apply(expression, variable), out obstacle);
        foreach (Symbol target in _targetDefinitions.Keys)
        {
            Expr partial = Differentiate.Apply(expression, target);
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
            result = Stationarity(reader, _targetDefinitions[target], variable, out string? why);
            obstacle ??= why;
            _chain[(target, variable)] = result;
        }

        return result;
    }

    /// <summary>What the declared intervals and orders make positive, definitions of unknowns beyond their ranges included.</summary>
    private IEnumerable<Expr> PositiveDifferences()
    {
        foreach (UnknownSyntax declared in _model.Unknowns)
        {
            (Expr? lower, Expr? upper) = Interval(declared.Interval);
            Expr[] members = [.. Members(declared.Name).Select(m => _quantities.TryGetValue(m.Key, out Expr? known) ? known : Quantity(declared, declared.Name, m.Let!.Index))];
            foreach (Expr member in members.Where(m => m is Symbol))
            {
                if (lower is not null)
                {
                    yield return member - lower;
                }

                if (upper is not null)
                {
                    yield return upper - member;
                }
            }

            for (int i = 1; i < members.Length && declared.Ordering != Ordering.None; i++)
            {
                yield return declared.Ordering == Ordering.Increasing ? members[i] - members[i - 1] : members[i - 1] - members[i];
            }
        }
    }

    private Dictionary<string, Rational> FixedNumbers()
    {
        var numbers = new Dictionary<string, Rational>(StringComparer.Ordinal);
        foreach (LetInstance let in _lets.Values.Where(l => _model.Unknowns.Any(u => string.Equals(u.Name, l.Let.Name, StringComparison.Ordinal))))
        {
            if (Quantity(let.Let, let.Let.Name, let.Index) is Number number)
            {
                numbers.Add(Key(let.Let.Name, let.Index), number.Value);
            }
        }

        return numbers;
    }

    private List<Relation> Formulas(AlgebraReader reader, RelationSystem system, IReadOnlyList<Solution> solutions)
    {
        var values = new Dictionary<int, Expr>();
        var builder = new FormulaBuilder(Factory, v => reader.Atoms[v], system.Positive);
        var inner = new FormulaBuilder(Factory, v => values.TryGetValue(v, out Expr? value) ? value : reader.Atoms[v], system.Positive.Where(p => p.Variables.All(v => v >= system.TargetCount)));
        var relations = new List<Relation>();
        foreach (Solution solution in solutions)
        {
            Unknown target = _targets[solution.Target];
            values.Add(solution.Target, inner.BuildExplicit(solution, system.TargetCount));
            relations.Add(new(target.Name, target.Family, target.Index, builder.Build(solution), values[solution.Target], solution));
        }

        return relations;
    }

    /// <summary>Puts the relations in the place of the unknowns they express.</summary>
    private void PutRelations(RelationsSyntax statement, DerivedRelations relations)
    {
        _system.Relations = relations;
        _system.Unknowns.RemoveAll(u => statement.Names.Contains(u.Family, StringComparer.Ordinal));
        if (relations.Failure is not null)
        {
            return;
        }

        foreach (Relation relation in relations.Relations)
        {
            Expr value = Transfer(relation.Formula, []);
            Factory.Keep(value);
            _quantities[relation.Name] = value;
            UnknownSyntax declared = _model.Unknowns.First(u => string.Equals(u.Name, relation.Family, StringComparison.Ordinal));
            (Expr? lower, Expr? upper) = Interval(declared.Interval);
            AssumePositive(lower is null ? null : value - lower);
            AssumePositive(upper is null ? null : upper - value);
            _system.Definitions.Add(new(relation.Name, null, value, statement, $"{relation.Name} = {relation.Formula}"));
        }
    }

    /// <summary>Where the relations were not found, goals and outputs that need them are left out.</summary>
    private void LeaveOutUnsolved(DerivedRelations? relations)
    {
        if (relations?.Failure is not { } failure)
        {
            return;
        }

        Symbol[] targets = [.. relations.Targets.Select(t => Factory.Symbol(t.Name))];
        bool Needs(IEnumerable<Expr> values) => Traversal.Reached(values) is var reached && targets.Any(reached.Contains);
        _system.Goals.RemoveAll(g => Needs(g.Residuals.Select(r => r.Expression).Append(g.Value)));
        _system.Outputs.RemoveAll(o => Needs([o.Expression]));
        RelationsSyntax statement = _model.Relations!;
        if (!_problems.Any(p => p.Kind == DiagnosticKind.NoRelations))
        {
            _problems.Add(new(DiagnosticKind.NoRelations, statement.Id, null, string.Join(", ", statement.Names), failure + AtLevel()));
        }
    }

    /// <summary>The expression in this system's factory and quantities.</summary>
    private Expr Transfer(Expr expression, Dictionary<Expr, Expr> done)
    {
        if (!done.TryGetValue(expression, out Expr? result))
        {
            Expr[] children = [.. expression.Children.Select(c => Transfer(c, done))];
            result = expression switch
            {
                Number number => Factory.Number(number.Value),
                Symbol symbol when ReferenceEquals(symbol, symbol.Factory.Pi) => Factory.Pi,
                Symbol symbol => _quantities[symbol.Name],
                Sum => Factory.Add(children),
                Product => Factory.Multiply(children),
                Power => Factory.Power(children[0], children[1]),
                Call { Function: Functions.BuiltInFunction f } => Factory.Call(f, children),
                Comparison c => Factory.Compare(children[0], children[1], c.IsStrict),
                Piecewise => Factory.Piecewise((Comparison)children[0], children[1], children[2]),
                _ => throw new InvalidOperationException($"No rule transfers a {expression.GetType().Name}."),
            };
            done.Add(expression, result);
        }

        return result;
    }
}
