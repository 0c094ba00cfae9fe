using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace ReluInjectivity.Generators.Emission;

/// <summary>Gives out C# identifiers, each once.</summary>
internal sealed class Identifiers
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private int _temporaries;

    /// <summary>Marks a name as taken.</summary>
    public void Reserve(string name) => _taken.Add(name);

    /// <summary>An identifier that reads like the name, such as <c>lambda_1</c> for <c>lambda[1]</c>.</summary>
    public string Named(string name)
    {
        string identifier = Sanitise(name);
        string candidate = identifier;
        for (int i = 2; !_taken.Add(candidate) || SyntaxFacts.GetKeywordKind(candidate) != SyntaxKind.None; i++)
        {
            candidate = identifier + "_" + i.ToString(CultureInfo.InvariantCulture);
        }

        return candidate;
    }

    /// <summary>The next of <c>t0, t1, ...</c>.</summary>
    public string Temporary()
    {
        string name;
        do
        {
            name = "t" + _temporaries++.ToString(CultureInfo.InvariantCulture);
        }
        while (!_taken.Add(name));

        return name;
    }

    /// <summary>The next of <c>v0, v1, ...</c> from a number on that is not taken; it is not marked as taken, for use in one loop.</summary>
    public string Free(string prefix, ref int number)
    {
        string name;
        do
        {
            name = prefix + number++.ToString(CultureInfo.InvariantCulture);
        }
        while (_taken.Contains(name));

        return name;
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
            else if (c == '[')
            {
                text.Append('_');
            }
        }

        return text.Length == 0 || char.IsDigit(text[0]) ? "_" + text : text.ToString();
    }
}
