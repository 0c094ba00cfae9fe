using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>What the statements of a file declare at one member of its family, by name and index.</summary>
internal sealed class Declarations
{
    private readonly BoundModel _model;
    private readonly Problems _problems;
    private readonly HashSet<IndexedName> _symbols = [];
    private readonly HashSet<IndexedName> _unknowns = [];
    private readonly List<DefinitionInstance> _lets = [];
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);
    private readonly Dictionary<IndexedName, DefinitionInstance> _definitions = [];
    private readonly Dictionary<string, DefinitionInstance> _quantities = new(StringComparer.Ordinal);

    /// <summary>Declares everything; what clashes is reported.</summary>
    public Declarations(BoundModel model, FamilyMember member, Problems problems)
    {
        _model = model;
        _problems = problems;
        Family = ScopeOf(member);
        foreach (GivenSyntax given in model.Givens)
        {
            Givens.AddRange(Members(given, given.Name, given.Range).Select(m => (given, m.Name, m.Scope)));
        }

        foreach (LetSyntax let in model.Lets)
        {
            Declare(let);
        }

        foreach (IGrouping<string, UnknownSyntax> family in model.Unknowns.GroupBy(u => u.Name, StringComparer.Ordinal))
        {
            Unknowns.AddRange(family.SelectMany(u => Members(u, u.Name, u.Range).Select(m => (u, m.Name, m.Scope))).OrderBy(m => m.Name, Comparer<IndexedName>.Create(IndexedName.Compare)));
        }

        _unknowns.UnionWith(Unknowns.Select(u => u.Name));
        foreach ((UnknownSyntax unknown, IndexedName name, _) in Unknowns.Where(u => _definitions.ContainsKey(u.Name)))
        {
            _problems.Report(DiagnosticKind.DuplicateName, unknown, name.ToString(), "a 'let' fixes it already; take one of the two away");
        }

        DeclareQuantities();
    }

    /// <summary>The values of level and depth.</summary>
    public LocalScope Family { get; }

    /// <summary>The parameters of every goal, in file order.</summary>
    public List<(GivenSyntax Syntax, IndexedName Name, LocalScope Scope)> Givens { get; } = [];

    /// <summary>The unknowns, families in file order, members in index order.</summary>
    public List<(UnknownSyntax Syntax, IndexedName Name, LocalScope Scope)> Unknowns { get; } = [];

    /// <summary>The definitions by <c>let</c>, in file order.</summary>
    public IReadOnlyList<DefinitionInstance> Lets => _lets;

    /// <summary>The scope in which level and depth have the member's values.</summary>
    public static LocalScope ScopeOf(FamilyMember member) => member.Indices.Aggregate(LocalScope.Empty, static (scope, i) => scope.WithIndex(i.Name, i.Value));

    /// <summary>Whether a given or an unknown has this name.</summary>
    public bool IsSymbol(IndexedName name) => _symbols.Contains(name);

    /// <summary>Whether an unknown has this name.</summary>
    public bool IsUnknown(IndexedName name) => _unknowns.Contains(name);

    /// <summary>The definition of a name; for one without an index also the goal or output called so.</summary>
    public DefinitionInstance? Find(IndexedName name)
    {
        if (_definitions.TryGetValue(name, out DefinitionInstance? definition))
        {
            return definition;
        }

        return name.Index is null && _quantities.TryGetValue(name.Stem, out DefinitionInstance? quantity) ? quantity : null;
    }

    /// <summary>The goal or output whose expression the name stands for.</summary>
    public DefinitionInstance? FindQuantity(string name) => _quantities.TryGetValue(name, out DefinitionInstance? quantity) ? quantity : null;

    /// <summary>
    /// Says which members of a family there are, where one was asked for that is not. Where a declaration of the family is wrong itself, that
    /// is said already.
    /// </summary>
    public void ReportMissing(SyntaxNode node, IndexedName name)
    {
        if (_broken.Contains(name.Stem) || _problems.Has(DiagnosticKind.IndexOutOfRange, node))
        {
            return;
        }

        IEnumerable<IndexedName> defined = _symbols.Concat(_definitions.Keys).Where(k => k.Index is not null && string.Equals(k.Stem, name.Stem, StringComparison.Ordinal));
        _problems.Report(DiagnosticKind.IndexOutOfRange, node, name.ToString(), NameList.Defined(name.Stem, defined, _problems.AtMember) + "; define it, or keep indices within");
    }

    /// <summary>The values of a range; none, and a problem, where its ends are no whole numbers or too far apart.</summary>
    public IEnumerable<int> Range(SyntaxNode node, string index, ExpressionSyntax from, ExpressionSyntax to, LocalScope scope)
    {
        if (!IndexArithmetic.TryRange(from, to, scope, out IEnumerable<int> values, out string why))
        {
            _problems.Report(DiagnosticKind.IndexOutOfRange, node, index, why);
        }

        return values;
    }

    /// <summary>The scopes of a statement with ranges, each with the values of its indices; the family's, once, without a range.</summary>
    public IReadOnlyList<(EquatableArray<int> Indices, LocalScope Scope)> Steps(RangeSyntax? range, LocalScope scope)
    {
        (EquatableArray<int> Indices, LocalScope Scope)[] steps =
        [
            .. IndexArithmetic.Steps(range, scope, (r, s) => Range(r, r.Index, r.From, r.To, s)).Take(IndexArithmetic.MaxRangeSize + 1),
        ];
        if (range is null || steps.Length <= IndexArithmetic.MaxRangeSize)
        {
            return steps;
        }

        _problems.Report(
            DiagnosticKind.IndexOutOfRange, range, range.Index, FormattableString.Invariant($"the ranges have together more than the {IndexArithmetic.MaxRangeSize} values that ranges may have"));
        return [];
    }

    private IEnumerable<(EquatableArray<int> Indices, LocalScope Scope)> DeclaredSteps(string name, RangeSyntax? range)
    {
        IReadOnlyList<(EquatableArray<int> Indices, LocalScope Scope)> steps = Steps(range, Family);
        if (range?.Nested().Any(r => _problems.Has(DiagnosticKind.IndexOutOfRange, r)) == true)
        {
            _broken.Add(name);
        }

        return steps;
    }

    private List<(IndexedName Name, LocalScope Scope)> Members(SyntaxNode statement, string name, RangeSyntax? range)
    {
        var members = new List<(IndexedName, LocalScope)>();
        foreach ((EquatableArray<int> indices, LocalScope scope) in DeclaredSteps(name, range))
        {
            var member = new IndexedName(name, indices);
            if (_symbols.Add(member))
            {
                members.Add((member, scope));
            }
            else
            {
                _problems.Report(DiagnosticKind.DuplicateName, statement, member.ToString(), $"it is declared twice{_problems.AtMember}; make the ranges disjoint");
            }
        }

        return members;
    }

    private void Declare(LetSyntax let)
    {
        foreach ((_, LocalScope scope) in DeclaredSteps(let.Name, let.Range))
        {
            if (!IndexArithmetic.TryEvaluate(let.Indices, scope, out EquatableArray<int> indices, out string why))
            {
                _broken.Add(let.Name);
                _problems.Report(DiagnosticKind.IndexOutOfRange, let.Indices[indices.Count], let.Name, why);
                continue;
            }

            var name = new IndexedName(let.Name, indices);
            if (_definitions.ContainsKey(name))
            {
                _problems.Report(DiagnosticKind.DuplicateName, let, name.ToString(), $"it is defined twice{_problems.AtMember}; make the ranges disjoint");
            }
            else
            {
                var definition = new DefinitionInstance(let.Id, _lets.Count, name, let.Parameters, let.Body, scope);
                _definitions.Add(name, definition);
                _lets.Add(definition);
            }
        }
    }

    private void DeclareQuantities()
    {
        IEnumerable<(int Id, string Name, ExpressionSyntax? Value)> quantities =
            _model.Goals.Select(g => (g.Id, g.Name, g.Value)).Concat(_model.Outputs.Select(o => (o.Id, o.Name, o.Value)));
        foreach ((int id, string name, ExpressionSyntax? value) in quantities)
        {
            if (value is not null && !_quantities.ContainsKey(name))
            {
                _quantities.Add(name, new(id, 0, new IndexedName(name), null, value, Family));
            }
        }
    }
}
