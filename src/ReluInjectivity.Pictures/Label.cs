namespace ReluInjectivity.Pictures;

/// <summary>A piece of a label.</summary>
/// <param name="Text">The text.</param>
/// <param name="Shift">How far it is raised, in parts of the size of the label; lowered where negative.</param>
/// <param name="Scale">Its size, in parts of that of the label.</param>
public sealed record LabelRun(string Text, double Shift = 0, double Scale = 1);

/// <summary>A text with raised and lowered parts.</summary>
/// <param name="Runs">The pieces, from left to right.</param>
public sealed record Label(IReadOnlyList<LabelRun> Runs)
{
    private const double Small = 0.7;
    private const double Raised = 0.38;
    private const double Lowered = -0.2;

    private static readonly Dictionary<string, string> Greek = Names(
        "alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω "
        + "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω");

    /// <summary>All of it without layout.</summary>
    public string Plain => string.Concat(Runs.Select(static r => r.Text));

    /// <summary>A text as it is.</summary>
    public static Label Text(string text) => new([new LabelRun(text)]);

    /// <summary>A name as equation files write it: Greek letters by their names become letters, indices in brackets are lowered.</summary>
    public static Label Name(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        int bracket = name.IndexOf('[', StringComparison.Ordinal);
        string stem = bracket < 0 ? name : name[..bracket];
        LabelRun first = new(Greek.TryGetValue(stem, out string? letter) ? letter : stem);
        return new(bracket < 0 ? [first] : [first, new LabelRun(name[(bracket + 1)..].TrimEnd(']'), Lowered, Small)]);
    }

    /// <summary>A power of ten.</summary>
    public static Label Power(int exponent) => new([new LabelRun("10"), new LabelRun(Signed(exponent.ToString(System.Globalization.CultureInfo.InvariantCulture)), Raised, Small)]);

    /// <summary>A number: with an exponent it is written as a multiple of a power of ten, and the minus is one.</summary>
    public static Label Number(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        string[] parts = number.Split('e', 'E');
        return parts.Length == 1 ? Text(Signed(number))
            : new([new LabelRun(Signed(parts[0]) + " · 10"), new LabelRun(Signed(parts[1].TrimStart('+')), Raised, Small)]);
    }

    /// <summary>Two labels, one after the other.</summary>
    public static Label operator +(Label left, Label right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new([.. left.Runs, .. right.Runs]);
    }

    /// <summary>Two labels, one after the other.</summary>
    public static Label Add(Label left, Label right) => left + right;

    private static string Signed(string number) => number.Replace('-', '\u2212');

    private static Dictionary<string, string> Names(string list)
    {
        string[] words = list.Split(' ');
        return Enumerable.Range(0, words.Length / 2).ToDictionary(i => words[2 * i], i => words[(2 * i) + 1], StringComparer.Ordinal);
    }
}
