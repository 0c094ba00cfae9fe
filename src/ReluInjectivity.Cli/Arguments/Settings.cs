using System.Globalization;
using ReluInjectivity.Cli.Reporting;
using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Cli.Arguments;

/// <summary>The argument <c>--set name=value</c>, or <c>name=[v1,v2,...]</c> for <c>name[1]</c>, <c>name[2]</c>, ...; it may be repeated.</summary>
internal static class Settings
{
    private const string Argument = "--set";

    /// <summary>The values by name, checked against the givens of the families to be solved.</summary>
    /// <exception cref="BadArgumentException">A text is no setting, or its name or value does not suit the families.</exception>
    public static IReadOnlyDictionary<string, double> Parse(IEnumerable<string> typed, IReadOnlyList<EquationFamily> families)
    {
        // Descriptions are made when they are first asked for: not at all here, where nothing is set.
        if (!typed.Any())
        {
            return new Dictionary<string, double>(StringComparer.Ordinal);
        }

        IReadOnlyList<GivenInfo> givens = [.. families.SelectMany(f => f.Systems).SelectMany(s => s.Description.Givens).Distinct()];
        Dictionary<string, double> values = new(StringComparer.Ordinal);
        foreach (string setting in typed.SelectMany(Unrolled))
        {
            int equals = setting.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                throw new BadArgumentException($"{Argument}: '{setting}' is not name=value");
            }

            string name = setting[..equals].Trim();
            IReadOnlyList<GivenInfo> named = [.. givens.Where(g => string.Equals(g.Name, name, StringComparison.Ordinal))];
            if (named.Count == 0)
            {
                throw new BadArgumentException(UnknownName(name, families[0].Model, givens));
            }

            double value = NumberArgument.Parse($"{Argument} {name}", setting[(equals + 1)..]);
            if (named.FirstOrDefault(g => !(value > g.Lower && value < g.Upper)) is { } broken)
            {
                throw new BadArgumentException(
                    $"{Argument} {name}: {Notation.Shortest(value)} is not in the open interval {Notation.Interval(broken.Lower, broken.Upper)}");
            }

            if (!values.TryAdd(name, value))
            {
                throw new BadArgumentException($"{Argument} {name}: set twice; give one value");
            }
        }

        return values;
    }

    /// <summary>Checks that the systems to be solved have the givens, not only others of their families.</summary>
    /// <exception cref="BadArgumentException">None of the systems has one of them.</exception>
    public static void Require(IReadOnlyDictionary<string, double> values, IReadOnlyList<(EquationFamily Family, IReadOnlyList<IEquationSystem> Members)> work)
    {
        if (values.Count == 0)
        {
            return;
        }

        HashSet<string> names = new(
            work.SelectMany(w => w.Members).SelectMany(s => s.Description.Givens).Select(g => g.Name),
            StringComparer.Ordinal);
        if (values.Keys.FirstOrDefault(name => !names.Contains(name)) is { } missing)
        {
            string others = string.Join(" and ", work[0].Family.Indices.Select(i => Notation.CamelCase(i.Kind) + "s"));
            throw new BadArgumentException($"{Argument} {missing}: {work[0].Family.Model} has it at other {others} only");
        }
    }

    /// <summary>Those of the values that a family has a given for.</summary>
    public static IReadOnlyDictionary<string, double> For(EquationFamily family, IReadOnlyDictionary<string, double> values)
    {
        if (values.Count == 0)
        {
            return values;
        }

        HashSet<string> names = new(family.Systems.SelectMany(s => s.Description.Givens).Select(g => g.Name), StringComparer.Ordinal);
        return values.Where(v => names.Contains(v.Key)).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>A list as one setting for each index.</summary>
    private static IEnumerable<string> Unrolled(string setting)
    {
        int equals = setting.IndexOf('=', StringComparison.Ordinal);
        string value = equals < 0 ? string.Empty : setting[(equals + 1)..].Trim();
        return value.StartsWith('[') && value.EndsWith(']')
            ? value[1..^1].Split(',').Select((v, i) => string.Create(CultureInfo.InvariantCulture, $"{setting[..equals].Trim()}[{i + 1}]={v}"))
            : [setting];
    }

    private static string UnknownName(string name, string model, IReadOnlyList<GivenInfo> givens)
    {
        IReadOnlyList<string> names = [.. givens.Select(g => g.Name).Distinct(StringComparer.Ordinal)];
        string rest = names.Count == 0
            ? "; nothing can be set"
            : $"{Suggestion.For(name, names)} (it has {string.Join(", ", names)})";
        return $"{Argument}: {model} has no given '{name}'{rest}";
    }
}
