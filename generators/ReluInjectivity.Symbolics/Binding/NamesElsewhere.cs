namespace ReluInjectivity.Symbolics.Binding;

/// <summary>What other languages and papers call things that have another name, or another form, here.</summary>
internal static class NamesElsewhere
{
    private static readonly Dictionary<string, string> Forms = new(StringComparer.Ordinal)
    {
        ["ln"] = "the natural logarithm is 'log(x)'",
        ["log10"] = "write 'log(x)/log(10)'",
        ["log2"] = "write 'log(x)/log(2)'",
        ["infinity"] = "write 'inf'",
        ["Infinity"] = "write 'inf'",
        ["oo"] = "write 'inf'",
        ["if"] = "a choice is 'piecewise(x < 1: a; else: b)'",
        ["where"] = "a choice is 'piecewise(x < 1: a; else: b)'",
        ["integral"] = "averages over a standard normal are 'E(z, e)'; there are no other integrals",
        ["integrate"] = "averages over a standard normal are 'E(z, e)'; there are no other integrals",
        ["e"] = "the exponential is 'exp(x)'",
        ["pow"] = "a power is 'x^y'",
        ["H"] = "the upper tail of the normal distribution is 'Phi(-x)'",
        ["Q"] = "the upper tail of the normal distribution is 'Phi(-x)'",
        ["normcdf"] = "the normal distribution function is 'Phi(x)'",
        ["ncdf"] = "the normal distribution function is 'Phi(x)'",
        ["normpdf"] = "the normal density is 'phi(x)'",
        ["npdf"] = "the normal density is 'phi(x)'",
        ["sigmoid"] = "write 'logistic(x)'",
        ["expit"] = "write 'logistic(x)'",
        ["sgn"] = "write 'piecewise(x < 0: -1; else: 1)'",
        ["sign"] = "write 'piecewise(x < 0: -1; else: 1)'",
        ["arctan"] = "write 'atan(x)'",
        ["arcsin"] = "write 'asin(x)'",
        ["arccos"] = "write 'acos(x)'",
    };

    /// <summary>What to write in the place of a name; null where the name means nothing elsewhere.</summary>
    public static string? Remedy(string name) => Forms.TryGetValue(name, out string? remedy) ? remedy : null;
}
