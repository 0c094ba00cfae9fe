using System.Globalization;
using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Relations;

/// <summary>An equation for a range of indices at every level.</summary>
/// <param name="Text">The equation in the notation of the equation language.</param>
/// <param name="Latex">The same in LaTeX.</param>
/// <param name="Range">The indices, such as <c>k = 2..r</c>; null for a single one.</param>
public sealed record PatternEquation(string Text, string Latex, string? Range);

/// <summary>
/// The form that the relations of several levels share. The formulas of the highest level are shifted along their index: a formula that
/// gives, exactly, those of a range of indices stands for them. The ends of the range are a number or a distance from the level; a
/// choice of them that covers every relation of every level is the pattern. Every comparison is one of canonical forms.
/// </summary>
public sealed class RelationPattern
{
    private const string Index = "k";

    private readonly IReadOnlyList<(int Level, DerivedRelations Relations)> _levels;
    private readonly string _levelName;

    private RelationPattern(IReadOnlyList<(int Level, DerivedRelations Relations)> levels, string levelName)
    {
        _levels = levels;
        _levelName = levelName;
    }

    private (int Level, DerivedRelations Relations) Top => _levels[_levels.Count - 1];

    /// <summary>The pattern of at least three levels, all derived; empty where they share none.</summary>
    public static IReadOnlyList<PatternEquation> Of(IReadOnlyList<(int Level, DerivedRelations Relations)> levels, string levelName)
    {
        const int FewestLevels = 3;
        return levels.Count < FewestLevels || levels.Any(l => l.Relations.Failure is not null)
            ? []
            : new RelationPattern([.. levels.OrderBy(l => l.Level)], levelName).Find();
    }

    private IReadOnlyList<PatternEquation> Find()
    {
        var found = new List<(int Place, PatternEquation Equation)>();
        foreach (IGrouping<string, Relation> family in Top.Relations.Relations.GroupBy(r => r.Family, StringComparer.Ordinal))
        {
            IReadOnlyList<Stretch> stretches = [.. Stretches([.. family])];
            IReadOnlyList<Stretch>? placed = Choices(stretches).FirstOrDefault(IsPattern);
            if (placed is null)
            {
                return [];
            }

            found.AddRange(placed.Select(s => (Place(s.Template), Print(s))));
        }

        return [.. found.OrderBy(f => f.Place).Select(f => f.Equation)];
    }

    private int Place(Relation relation)
    {
        IReadOnlyList<Relation> all = Top.Relations.Relations;
        return Enumerable.Range(0, all.Count).First(i => ReferenceEquals(all[i], relation));
    }

    /// <summary>The relations of a family at the highest level, in runs that one formula gives; the formula that gives most comes first.</summary>
    private IEnumerable<Stretch> Stretches(List<Relation> left)
    {
        while (left.Count > 0)
        {
            Stretch best = left.Select(template =>
            {
                int[] same = [.. left.Where(r => IsInstance(template, Top, r, Top, 0)).Select(r => r.Index ?? 0).OrderBy(i => i)];
                int own = Array.IndexOf(same, template.Index ?? 0);
                int first = own;
                int last = own;
                while (first > 0 && same[first - 1] == same[first] - 1)
                {
                    first--;
                }

                while (last + 1 < same.Length && same[last + 1] == same[last] + 1)
                {
                    last++;
                }

                return new Stretch(template, new(same[first], false), new(same[last], false));
            }).OrderByDescending(s => s.Last.Value - s.First.Value).First();
            left.RemoveAll(r => (r.Index ?? 0) >= best.First.Value && (r.Index ?? 0) <= best.Last.Value);
            yield return best;
        }
    }

    /// <summary>All ways to read the ends of the stretches as numbers or as distances from the level.</summary>
    private IEnumerable<IReadOnlyList<Stretch>> Choices(IReadOnlyList<Stretch> stretches, int at = 0)
    {
        const int MostStretches = 4;
        if (stretches.Count > MostStretches)
        {
            yield break;
        }

        if (at == stretches.Count)
        {
            yield return [];
            yield break;
        }

        Stretch s = stretches[at];
        End Relative(End end) => new(end.Value - Top.Level, true);
        Stretch[] readings = s.Template.Index is null ? [s, s with { IsShifted = true }]
            : s.First == s.Last ? [s with { First = Relative(s.First), Last = Relative(s.Last) }, s]
            : [s with { Last = Relative(s.Last) }, s with { First = Relative(s.First), Last = Relative(s.Last) }, s, s with { First = Relative(s.First) }];
        foreach (Stretch reading in readings)
        {
            foreach (IReadOnlyList<Stretch> rest in Choices(stretches, at + 1))
            {
                yield return [reading, .. rest];
            }
        }
    }

    /// <summary>Whether the stretches give every relation of their family at every level, each once.</summary>
    private bool IsPattern(IReadOnlyList<Stretch> stretches) => _levels.All(level =>
    {
        Relation[] family = [.. level.Relations.Relations.Where(r => string.Equals(r.Family, stretches[0].Template.Family, StringComparison.Ordinal))];
        int covered = 0;
        foreach (Stretch s in stretches)
        {
            Relation[] within = [.. family.Where(r => (r.Index ?? 0) >= s.First.At(level.Level) && (r.Index ?? 0) <= s.Last.At(level.Level))];
            int shift = s.IsShifted ? level.Level - Top.Level : 0;
            if (within.Length != Math.Max(0, s.Last.At(level.Level) - s.First.At(level.Level) + 1) || !within.All(r => IsInstance(s.Template, Top, r, level, shift)))
            {
                return false;
            }

            covered += within.Length;
        }

        return covered == family.Length;
    });

    /// <summary>Whether a formula of one level, its indices shifted to another's, is that other.</summary>
    private static bool IsInstance(Relation template, (int Level, DerivedRelations Relations) from, Relation other, (int Level, DerivedRelations Relations) to, int shift)
    {
        shift = template.Index is { } i ? other.Index!.Value - i : shift;
        return template.Solution.Root == other.Solution.Root
            && Shift(template.Solution, from.Relations, to.Relations, shift) is { } shifted
            && shifted == RationalFunction.Of(other.Solution.Numerator, other.Solution.Denominator);
    }

    private static RationalFunction? Shift(Solution solution, DerivedRelations from, DerivedRelations to, int shift)
    {
        var values = new Dictionary<int, RationalFunction>();
        foreach (int variable in solution.Numerator.Variables.Union(solution.Denominator.Variables))
        {
            IndexedName name = Shift(from.Variables[variable], shift);
            int index = to.Variables.ToList().IndexOf(name);
            if (index >= 0)
            {
                values.Add(variable, RationalFunction.Variable(index));
            }
            else if (to.Fixed.TryGetValue(name.ToString(), out Rational number))
            {
                values.Add(variable, RationalFunction.Constant(number));
            }
            else
            {
                return null;
            }
        }

        RationalFunction Value(Polynomial p) => p.Terms.Aggregate(RationalFunction.Zero, (sum, term) => sum + Enumerable.Range(0, term.Monomial.Length)
            .Where(v => term.Monomial[v] > 0).Aggregate(RationalFunction.Constant(term.Coefficient), (product, v) => product * values[v].Pow(term.Monomial[v])));
        RationalFunction bottom = Value(solution.Denominator);
        return bottom.IsZero ? null : Value(solution.Numerator) / bottom;
    }

    private static IndexedName Shift(IndexedName name, int shift) => name.Index is { } index ? name.At(index + shift) : name;

    private PatternEquation Print(Stretch stretch)
    {
        Relation template = stretch.Template;
        bool isRange = stretch.First != stretch.Last;
        bool isFromLevel = template.Index is null ? stretch.IsShifted : stretch.First.IsFromLevel;
        (string Text, string Latex) Name(IndexedName name)
        {
            if (name.Index is not { } number || (!isRange && !isFromLevel))
            {
                return (name.ToString(), LatexPrinter.Name(name));
            }

            string index = isRange ? Offset(Index, number - template.Index!.Value) : Offset(_levelName, number - Top.Level);
            string[] indices = [.. name.Indices.Take(name.Indices.Count - 1).Select(i => i.ToString(CultureInfo.InvariantCulture)), index];
            return (name.Stem + "[" + string.Join(",", indices) + "]", LatexPrinter.Subscripted(name.Stem, string.Join(", ", indices)));
        }

        var factory = new ExprFactory();
        DerivedRelations relations = Top.Relations;
        var inLatex = new Dictionary<Symbol, string>();
        Symbol Shifted(int variable)
        {
            (string text, string latex) = Name(relations.Variables[variable]);
            Symbol symbol = factory.Symbol(text, relations.System.Positive.Contains(Polynomial.Variable(variable)) ? Sign.Positive : Sign.Unknown);
            inLatex[symbol] = latex;
            return symbol;
        }

        Expr formula = new FormulaBuilder(factory, Shifted, relations.System.Positive).Build(template.Solution);
        (string left, string leftInLatex) = Name(template.Name);
        return new(
            left + " = " + ExprPrinter.Print(formula),
            leftInLatex + " = " + LatexPrinter.Print(formula, s => inLatex[s]),
            isRange ? Index + " = " + stretch.First.Print(_levelName) + ".." + stretch.Last.Print(_levelName) : null);
    }

    private static string Offset(string name, int offset) => offset == 0 ? name
        : name + (offset > 0 ? "+" : "-") + Math.Abs(offset).ToString(CultureInfo.InvariantCulture);

    /// <summary>An end of a range.</summary>
    /// <param name="Value">The number, or the distance from the level.</param>
    /// <param name="IsFromLevel">Whether it is a distance.</param>
    private readonly record struct End(int Value, bool IsFromLevel)
    {
        public int At(int level) => IsFromLevel ? level + Value : Value;

        public string Print(string level) => IsFromLevel ? Offset(level, Value) : Value.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A formula for a run of indices.</summary>
    /// <param name="Template">A relation of the highest level.</param>
    /// <param name="First">The first index; 0 for a scalar.</param>
    /// <param name="Last">The last index; 0 for a scalar.</param>
    /// <param name="IsShifted">Whether the indices in a scalar's formula are distances from the level.</param>
    private sealed record Stretch(Relation Template, End First, End Last, bool IsShifted = false);
}
