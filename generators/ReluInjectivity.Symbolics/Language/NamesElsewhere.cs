namespace ReluInjectivity.Symbolics.Language;

/// <summary>What other languages and papers call things that have another name, another form, or no place here.</summary>
internal static class NamesElsewhere
{
    private const string Choice = "a choice is 'piecewise(x < 1: a; else: b)'";
    private const string Average = "averages over a standard normal are 'E(z, e)'; there are no other integrals";
    private const string Distribution = "the normal distribution function is 'Phi(x)'";
    private const string Tail = "the upper tail of the normal distribution is 'Phi(-x)'";
    private const string Step = "a step is 'piecewise(x < 0: 0; else: 1)'";
    private const string SignOf = "write 'piecewise(x < 0: -1; else: 1)'";
    private const string Whole = "whole numbers are those of level, depth and indices; nothing is rounded";

    private static readonly Dictionary<string, string> Forms = new(StringComparer.Ordinal)
    {
        ["ln"] = "the natural logarithm is 'log(x)'",
        ["log10"] = "write 'log(x)/log(10)'",
        ["log2"] = "write 'log(x)/log(2)'",
        ["logit"] = "write 'log(x/(1 - x))'",
        ["infinity"] = "write 'inf'",
        ["Infinity"] = "write 'inf'",
        ["infty"] = "write 'inf'",
        ["oo"] = "write 'inf'",
        ["if"] = Choice,
        ["If"] = Choice,
        ["ifelse"] = Choice,
        ["iif"] = Choice,
        ["where"] = Choice,
        ["cases"] = Choice,
        ["integral"] = Average,
        ["integrate"] = Average,
        ["Integrate"] = Average,
        ["int"] = Average,
        ["mean"] = Average,
        ["average"] = Average,
        ["expectation"] = Average,
        ["Expectation"] = Average,
        ["e"] = "the exponential is 'exp(x)'",
        ["exp2"] = "write '2^x'",
        ["exp10"] = "write '10^x'",
        ["pow"] = "a power is 'x^y'",
        ["power"] = "a power is 'x^y'",
        ["square"] = "a square is 'x^2'",
        ["sqr"] = "a square is 'x^2', a root 'sqrt(x)'",
        ["root"] = "write 'sqrt(x)' or 'x^(1/3)'",
        ["cbrt"] = "write 'x^(1/3)'",
        ["rsqrt"] = "write '1/sqrt(x)'",
        ["H"] = Tail,
        ["Q"] = Tail,
        ["normcdf"] = Distribution,
        ["ncdf"] = Distribution,
        ["cdf"] = Distribution,
        ["normsf"] = Tail,
        ["normpdf"] = "the normal density is 'phi(x)'",
        ["npdf"] = "the normal density is 'phi(x)'",
        ["pdf"] = "the normal density is 'phi(x)'",
        ["gauss"] = "the normal density is 'phi(x)'",
        ["probit"] = "no function undoes 'Phi(x)': make x an unknown, with the equation 'Phi(x) = p'",
        ["norminv"] = "no function undoes 'Phi(x)': make x an unknown, with the equation 'Phi(x) = p'",
        ["erfinv"] = "no function undoes 'erf(x)': make x an unknown, with the equation 'erf(x) = p'",
        ["erfcinv"] = "no function undoes 'erfc(x)': make x an unknown, with the equation 'erfc(x) = p'",
        ["erfi"] = "there is no erf of an imaginary number; 'erfcx(x)' is exp(x^2) erfc(x)",
        ["sigmoid"] = "write 'logistic(x)'",
        ["expit"] = "write 'logistic(x)'",
        ["heaviside"] = Step,
        ["Heaviside"] = Step,
        ["step"] = Step,
        ["sgn"] = SignOf,
        ["sign"] = SignOf,
        ["signum"] = SignOf,
        ["arctan"] = "write 'atan(x)'",
        ["arcsin"] = "write 'asin(x)'",
        ["arccos"] = "write 'acos(x)'",
        ["arctanh"] = "write 'log((1 + x)/(1 - x))/2'",
        ["atanh"] = "write 'log((1 + x)/(1 - x))/2'",
        ["arcsinh"] = "write 'log(x + sqrt(x^2 + 1))'",
        ["asinh"] = "write 'log(x + sqrt(x^2 + 1))'",
        ["arccosh"] = "write 'log(x + sqrt(x^2 - 1))'",
        ["acosh"] = "write 'log(x + sqrt(x^2 - 1))'",
        ["atan2"] = "write 'atan(y/x)'",
        ["cot"] = "write '1/tan(x)'",
        ["sec"] = "write '1/cos(x)'",
        ["csc"] = "write '1/sin(x)'",
        ["coth"] = "write '1/tanh(x)'",
        ["sech"] = "write '1/cosh(x)'",
        ["csch"] = "write '1/sinh(x)'",
        ["sinc"] = "write 'sin(x)/x'",
        ["tg"] = "write 'tan(x)'",
        ["fabs"] = "a magnitude is 'abs(x)'",
        ["mod"] = Whole,
        ["floor"] = Whole,
        ["ceil"] = Whole,
        ["round"] = Whole,
        ["prod"] = "write 'product(k = a..b, e)'",
        ["Sum"] = "write 'sum(k = a..b, e)'",
        ["Product"] = "write 'product(k = a..b, e)'",
        ["choose"] = "a binomial coefficient of whole numbers is 'binomial(n, k)'",
        ["binom"] = "a binomial coefficient of whole numbers is 'binomial(n, k)'",
        ["comb"] = "a binomial coefficient of whole numbers is 'binomial(n, k)'",
        ["factorial"] = "a factorial is 'product(j = 1..k, j)'",
        ["gamma"] = "there is no gamma function; the factorial of an index is 'product(j = 1..k, j)'",
        ["lgamma"] = "there is no gamma function; the factorial of an index is 'product(j = 1..k, j)'",
        ["gammaln"] = "there is no gamma function; the factorial of an index is 'product(j = 1..k, j)'",
        ["true"] = "conditions are '<', '<=', '>' and '>=' between expressions",
        ["false"] = "conditions are '<', '<=', '>' and '>=' between expressions",
        ["not"] = "turn the comparison round: 'x >= 1' where 'x < 1' does not hold",
        ["logsumexp"] = "write 'logaddexp(x, y)'",
        ["log1m"] = "write 'log1p(-x)'",
        ["log1pexp"] = "write 'softplus(x)'",
        ["lncosh"] = "write 'logcosh(x)'",
        ["lnPhi"] = "write 'logPhi(x)'",
        ["logcdf"] = "write 'logPhi(x)'",
        ["logndtr"] = "write 'logPhi(x)'",
    };

    private static readonly Dictionary<string, string> Statements = new(StringComparer.OrdinalIgnoreCase)
    {
        ["const"] = "given",
        ["constant"] = "given",
        ["param"] = "given",
        ["parameter"] = "given",
        ["parameters"] = "given",
        ["input"] = "given",
        ["var"] = "unknown",
        ["variable"] = "unknown",
        ["variables"] = "unknown",
        ["unknowns"] = "unknown",
        ["def"] = "let",
        ["define"] = "let",
        ["function"] = "let",
        ["func"] = "let",
        ["fun"] = "let",
        ["set"] = "let",
        ["min"] = "minimise",
        ["max"] = "maximise",
        ["extremise"] = "stationary",
        ["extremize"] = "stationary",
        ["print"] = "output",
        ["show"] = "output",
        ["return"] = "output",
        ["test"] = "expect",
        ["assert"] = "expect",
        ["check"] = "expect",
        ["import"] = "include",
        ["title"] = "model",
        ["reference"] = "source",
        ["cite"] = "source",
        ["constraint"] = "equation",
        ["eq"] = "equation",
    };

    private static readonly Dictionary<string, string> Clauses = new(StringComparer.Ordinal)
    {
        ["ascending"] = "increasing",
        ["ordered"] = "increasing",
        ["sorted"] = "increasing",
        ["descending"] = "decreasing",
        ["if"] = "when",
        ["otherwise"] = "else",
    };

    /// <summary>What to write in the place of a name; null where the name means nothing elsewhere.</summary>
    public static string? Remedy(string name) => Forms.TryGetValue(name, out string? remedy) ? remedy : null;

    /// <summary>The statement that a word of other languages stands for, or null.</summary>
    public static string? Statement(string word) => Statements.TryGetValue(word, out string? statement) ? statement : null;

    /// <summary>The word of a clause that a word stands for, or null.</summary>
    public static string? Clause(string word) => Clauses.TryGetValue(word, out string? clause) ? clause : null;
}
