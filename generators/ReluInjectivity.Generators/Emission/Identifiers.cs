using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using ReluInjectivity.Symbolics.Kernels;

namespace ReluInjectivity.Generators.Emission;

/// <summary>Gives out C# identifiers, each once. Names that read alike get numbers.</summary>
internal sealed class Identifiers
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<Name, string> _given = [];

    /// <summary>Marks identifiers as taken.</summary>
    public void Reserve(IEnumerable<string> identifiers) => _taken.UnionWith(identifiers);

    /// <summary>Gives out identifiers of names before any other.</summary>
    public void Take(IEnumerable<Name> names)
    {
        foreach (Name name in names)
        {
            Of(name);
        }
    }

    /// <summary>The identifier of a name, always the same, that reads like it: <c>lambda_1</c> for <c>lambda[1]</c>.</summary>
    public string Of(Name name)
    {
        if (!_given.TryGetValue(name, out string? candidate))
        {
            string identifier = Sanitise(name.ToFlatString());
            candidate = identifier;
            for (int i = 2; !_taken.Add(candidate) || SyntaxFacts.GetKeywordKind(candidate) != SyntaxKind.None; i++)
            {
                candidate = identifier + "_" + i.ToString(CultureInfo.InvariantCulture);
            }

            _given.Add(name, candidate);
        }

        return candidate;
    }

    /// <summary>A name in Pascal case, such as <c>SingleLayer</c> for <c>single-layer</c>.</summary>
    public static string Pascal(string name)
    {
        var text = new StringBuilder();
        bool isStart = true;
        foreach (char c in name)
        {
            if (!char.IsLetterOrDigit(c))
            {
                isStart = true;
                continue;
            }

            text.Append(isStart ? char.ToUpperInvariant(c) : c);
            isStart = false;
        }

        return text.Length > 0 && char.IsDigit(text[0]) ? "_" + text : text.ToString();
    }

    private static string Sanitise(string name)
    {
        var text = new StringBuilder();
        foreach (char c in name)
        {
            if (char.IsLetterOrDigit(c) || c == '_')
            {
                text.Append(c);
            }
        }

        return text.Length == 0 || char.IsDigit(text[0]) ? "_" + text : text.ToString();
    }
}
