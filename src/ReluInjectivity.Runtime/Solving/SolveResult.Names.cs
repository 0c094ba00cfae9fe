using System.Globalization;
using System.Text;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Runtime.Solving;

/// <content>The numbers of a result by the names of the equation file.</content>
public sealed partial record SolveResult
{
    /// <summary>The goal's value, an unknown, an output or a given, by the name that the equation file gives it, such as <c>q[1]</c>.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">Nothing is called so; the message says what there is.</exception>
    public double this[string name] => TryGetValue(name, out double value)
        ? value
        : throw new KeyNotFoundException($"{System.Place} has no '{name}'; it has {string.Join(", ", Named().Select(n => n.Name))}.");

    /// <summary>The number of a name, where there is one; as the indexer.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The number; NaN where there is none.</param>
    /// <returns>Whether something is called so.</returns>
    public bool TryGetValue(string name, out double value)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach ((string known, double number) in Named())
        {
            if (string.Equals(known, name, StringComparison.Ordinal))
            {
                value = number;
                return true;
            }
        }

        value = double.NaN;
        return false;
    }

    /// <summary>The values of an indexed unknown by its index: <c>q[1]</c> is <c>Indexed("q")[1]</c>.</summary>
    /// <param name="family">The name without an index.</param>
    /// <exception cref="KeyNotFoundException">No unknown is called so; the message says which are.</exception>
    public IReadOnlyDictionary<int, double> Indexed(string family)
    {
        ArgumentNullException.ThrowIfNull(family);
        var values = System.Unknowns.Zip(Unknowns).Where(u => u.First.Index is not null && string.Equals(u.First.Family, family, StringComparison.Ordinal))
            .ToDictionary(u => u.First.Index!.Value, u => u.Second);
        return values.Count > 0 ? values : throw NoIndexed(family, static u => u.Family);
    }

    /// <summary>The values of an unknown with several indices by these, as they are written: <c>q[0,1]</c> is <c>Members("q")["0,1"]</c>.</summary>
    /// <param name="name">The name without indices.</param>
    /// <exception cref="KeyNotFoundException">No unknown is called so; the message says which are.</exception>
    public IReadOnlyDictionary<string, double> Members(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var values = System.Unknowns.Zip(Unknowns).Where(u => u.First.Index is not null && u.First.Name.StartsWith(name + "[", StringComparison.Ordinal))
            .ToDictionary(u => u.First.Name[(name.Length + 1)..^1], u => u.Second, StringComparer.Ordinal);
        return values.Count > 0 ? values : throw NoIndexed(name, static u => u.Name.Split('[')[0]);
    }

    private KeyNotFoundException NoIndexed(string name, Func<UnknownInfo, string> nameOf) => new(
        $"{System.Place} has no indexed unknown '{name}'; it has {string.Join(", ", System.Unknowns.Where(u => u.Index is not null).Select(nameOf).Distinct(StringComparer.Ordinal).DefaultIfEmpty("none"))}.");

    /// <summary>In a line: the system, the value with its error and status, then unknowns, outputs and givens.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{System.Place}: {System.Goal} = {Value:R} +- {ErrorEstimate:0.#e0} ({Status}");
        text.Append(Message is null ? ")" : ": " + Message + ")");
        Append(text, "; ", System.Unknowns.Select(u => u.Name), Unknowns);
        Append(text, "; ", System.Outputs.Select(o => o.Name), Outputs);
        Append(text, "; given ", System.Givens.Select(g => g.Name), Given);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string before, IEnumerable<string> names, IReadOnlyList<double> values)
    {
        foreach ((string name, double value) in names.Zip(values))
        {
            text.Append(CultureInfo.InvariantCulture, $"{before}{name} = {value:G6}");
            before = ", ";
        }
    }

    private IEnumerable<(string Name, double Value)> Named() =>
        System.Unknowns.Select(u => u.Name).Zip(Unknowns)
            .Concat(System.Outputs.Select(o => o.Name).Zip(Outputs))
            .Concat(System.Givens.Select(g => g.Name).Zip(Given))
            .Prepend((System.Goal, Value));
}
