using ReluInjectivity.Symbolics.Algebra;

namespace ReluInjectivity.Symbolics.Relations;

/// <content>Putting what is known in the place of variables, in all that is left.</content>
public sealed partial class Elimination
{
    private void Replace(int variable, Polynomial top, Polynomial bottom)
    {
        Transform(p => p.Substitute(variable, top, bottom));
        var value = RationalFunction.Of(top, bottom);
        foreach (Aside aside in _aside.Values)
        {
            aside.Value = aside.Value.Substitute(variable, value);
        }
    }

    private void Transform(Func<Polynomial, Polynomial> apply)
    {
        KeepNonzero(_nonzero.Select(apply));
        for (int i = 0; i < _equations.Length; i++)
        {
            _equations[i] = _equations[i] is { } equation ? Clean(apply(equation)) : null;
        }
    }

    /// <summary>The equation with what was set aside put in place, without factors that cannot vanish.</summary>
    private Polynomial Expand(Polynomial equation)
    {
        while (_aside.Keys.Where(equation.Contains).Select(t => (int?)t).OrderBy(t => t).FirstOrDefault() is { } target)
        {
            equation = Clean(equation.Substitute(target, _aside[target].Value.Numerator, _aside[target].Value.Denominator));
        }

        return equation;
    }

    private Polynomial Clean(Polynomial equation)
    {
        foreach (Polynomial factor in _nonzero.Where(f => !equation.IsZero && f.Variables.All(equation.Contains)))
        {
            while (equation.TryDivide(factor, out Polynomial quotient))
            {
                equation = quotient;
            }
        }

        return equation;
    }

    /// <summary>Keeps what cannot vanish, the simplest first and without the factors that stand before it.</summary>
    private void KeepNonzero(IEnumerable<Polynomial> factors)
    {
        Polynomial[] sorted = [.. factors.Concat(_aside.Where(a => _system.Positive.Contains(Polynomial.Variable(a.Key))).Select(a => a.Value.Value.Numerator)).OrderBy(f => f.Terms.Count)];
        _nonzero = [];
        foreach (Polynomial factor in sorted.Where(f => !f.IsZero))
        {
            Polynomial rest = Clean(factor);
            if (!rest.IsConstant)
            {
                _nonzero.Add(rest);
            }
        }
    }

    /// <summary>A target expressed by other targets.</summary>
    private sealed class Aside(Polynomial top, Polynomial bottom, string label)
    {
        public Polynomial Top { get; } = top;

        public Polynomial Bottom { get; } = bottom;

        public string Label { get; } = label;

        /// <summary>What it is now, with equations used taken out.</summary>
        public RationalFunction Value { get; set; } = RationalFunction.Zero;
    }
}
