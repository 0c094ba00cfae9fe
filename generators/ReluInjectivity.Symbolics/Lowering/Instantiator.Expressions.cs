using System.Globalization;
using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Lowering;

/// <summary>Syntax to expressions.</summary>
public sealed partial class Instantiator
{
    private Expr Evaluate(ExpressionSyntax expression, Context context)
    {
        switch (expression)
        {
            case NumberSyntax number:
                return Constant(number);
            case NegateSyntax negate:
                return -Evaluate(negate.Operand, context);
            case BinarySyntax binary:
                return Evaluate(binary, context);
            case ExpectationSyntax expectation:
                Symbol variable = Factory.FreshSymbol(expectation.Variable);
                _system.BoundVariables.Add(variable, expectation.Id);
                return Factory.Expectation(variable, Evaluate(expectation.Body, context.With(expectation.Variable, variable)));
            case RangeFoldSyntax fold:
                IEnumerable<Expr> parts = Range(fold.Range, context.Indices)
                    .Select(k => Evaluate(fold.Body, context.WithIndex(fold.Range.Index, k)));
                return fold.IsProduct ? Factory.Multiply([.. parts]) : Factory.Add([.. parts]);
            case PiecewiseSyntax piecewise:
                return piecewise.Branches.Reverse().Aggregate(
                    Evaluate(piecewise.Otherwise, context),
                    (rest, branch) => Choose(branch.Condition, Evaluate(branch.Value, context), rest, context));
            case MaximumSyntax maximum:
                return Evaluate(maximum, context);
            case DerivativeSyntax derivative:
                Expr body = Evaluate(derivative.Body, context);
                if (Evaluate(derivative.Variable, context) is not Symbol by)
                {
                    Report(DiagnosticKind.WrongUse, derivative.Variable, derivative.Variable.Name, "a derivative is taken by an unknown or a given");
                    return Factory.Zero;
                }

                Expr result = Factory.Derivative(body, by);
                if (result is Derivative)
                {
                    _system.Derivatives[result] = derivative.Id;
                }

                return result;
            case ReferenceSyntax reference:
                return Evaluate(reference, context);
            default:
                throw new InvalidOperationException($"No rule evaluates a {expression.GetType().Name}.");
        }
    }

    /// <summary>
    /// The maximum over an interval of c0 + c1 t - k t^2 with k &gt; 0: c0 + c1^2/(4 k) where the top c1/(2 k) lies inside, else the value at the
    /// nearer end.
    /// </summary>
    private Expr Evaluate(MaximumSyntax maximum, Context context)
    {
        Symbol t = Factory.FreshSymbol(maximum.Variable);
        Expr body = Evaluate(maximum.Body, context.With(maximum.Variable, t));
        (Expr? lower, Expr? upper) = Interval(maximum.Interval, context);
        if (Polynomials.TryCoefficients(body, t, 2) is not { Count: 3 } c || Factory.SignOf(c[2]) != Sign.Negative)
        {
            Report(DiagnosticKind.UnsupportedMaximum, maximum, maximum.Variable,
                $"an inner maximum must be that of a quadratic in {maximum.Variable} whose leading coefficient is negative by the declared domains");
            return Factory.Zero;
        }

        Expr k = -c[2];
        Expr top = c[1] / (2 * k);
        Expr value = c[0] + (c[1] * c[1] / (4 * k));
        if (upper is not null)
        {
            value = Factory.Piecewise(Factory.Compare(upper, top, isStrict: false), body.Substitute(t, upper), value);
        }

        return lower is null ? value : Factory.Piecewise(Factory.Compare(top, lower, isStrict: false), body.Substitute(t, lower), value);
    }

    private Expr Constant(NumberSyntax number)
    {
        try
        {
            return Factory.Number(Rational.Parse(number.Text));
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            Report(DiagnosticKind.Syntax, number, number.Text, "write a decimal number with an exponent between -400 and 400");
            return Factory.One;
        }
    }

    private Expr Evaluate(BinarySyntax binary, Context context)
    {
        Expr left = Evaluate(binary.Left, context);
        Expr right = Evaluate(binary.Right, context);
        if (binary.Operator == '/' && right.IsZero)
        {
            Report(DiagnosticKind.NotConstant, binary, "/", "this divides by zero");
            return left;
        }

        return binary.Operator switch
        {
            '+' => left + right,
            '-' => left - right,
            '*' => left * right,
            '/' => left / right,
            _ => Factory.Power(left, right),
        };
    }

    private Expr Choose(ConditionSyntax condition, Expr then, Expr otherwise, Context context)
    {
        for (int i = condition.Operators.Count - 1; i >= 0; i--)
        {
            Expr left = Evaluate(condition.Operands[i], context);
            Expr right = Evaluate(condition.Operands[i + 1], context);
            bool isStrict = condition.Operators[i].Length == 1;
            Comparison comparison = condition.Operators[i][0] == '<' ? Factory.Compare(left, right, isStrict) : Factory.Compare(right, left, isStrict);
            then = Factory.Piecewise(comparison, then, otherwise);
        }

        return then;
    }

    private Expr Evaluate(ReferenceSyntax reference, Context context)
    {
        Expr[] arguments = [.. (reference.Arguments ?? []).Select(a => Evaluate(a, context))];
        if (reference.Arguments is null && context.Variables.TryGetValue(reference.Name, out Expr? variable))
        {
            return variable;
        }

        if (context.Indices.TryGetValue(reference.Name, out int number))
        {
            return Factory.Number(number);
        }

        if (Registry.Find(reference.Name) is { } builtIn)
        {
            return arguments.Length == builtIn.Arity ? Factory.Call(builtIn, arguments) : Factory.Zero;
        }

        if (SpecialForms.Find(reference.Name) is { } form)
        {
            if (form.Build is { } build && (form.Arity is null || form.Arity == arguments.Length))
            {
                return build(Factory, arguments);
            }

            if (ReferenceEquals(form, SpecialForms.Infinity))
            {
                Report(DiagnosticKind.WrongUse, reference, form.Name, "it stands only at the end of an interval");
                return Factory.One;
            }
        }

        int? index = null;
        if (reference.Indices.Count == 1)
        {
            if (!TryIndex(reference.Indices[0], context.Indices, out int i, out string why))
            {
                Report(DiagnosticKind.IndexOutOfRange, reference, reference.Name, why);
                return Factory.Zero;
            }

            index = i;
        }

        return reference.Arguments is null ? Quantity(reference, reference.Name, index) : Apply(reference, index, arguments);
    }

    private Expr Quantity(SyntaxNode node, string name, int? index)
    {
        string key = Key(name, index);
        if (_quantities.TryGetValue(key, out Expr? value))
        {
            return value;
        }

        ExpressionSyntax? body = null;
        var context = new Context(_family, []);
        if (_lets.TryGetValue(key, out LetInstance? instance) && instance.Let.Parameters is null)
        {
            body = instance.Let.Body;
            context = new Context(instance.Indices, []);
        }
        else if (index is null)
        {
            body = (ExpressionSyntax?)_model.Goals.FirstOrDefault(g => string.Equals(g.Name, name, StringComparison.Ordinal))?.Value
                ?? _model.Outputs.FirstOrDefault(o => string.Equals(o.Name, name, StringComparison.Ordinal))?.Value;
        }

        if (body is null)
        {
            ReportRange(node, name, key);
            return Factory.Zero;
        }

        if (!_inProgress.Add(key))
        {
            Report(DiagnosticKind.CyclicDefinition, node, key, "its definition leads back to itself through " + string.Join(", ", _inProgress.OrderBy(k => k, StringComparer.Ordinal)));
            return Factory.Zero;
        }

        value = Evaluate(body, context);
        _inProgress.Remove(key);
        _quantities[key] = value;
        if (instance is not null)
        {
            Factory.Keep(value);
            _system.Definitions.Add(new(key, null, value, instance.Let));
        }

        return value;
    }

    private Expr Apply(ReferenceSyntax reference, int? index, Expr[] arguments)
    {
        string key = Key(reference.Name, index);
        if (!_lets.TryGetValue(key, out LetInstance? instance) || instance.Let.Parameters is not { } parameters)
        {
            ReportRange(reference, reference.Name, key);
            return Factory.Zero;
        }

        if (parameters.Count != arguments.Length)
        {
            return Factory.Zero;
        }

        if (!_functions.TryGetValue(key, out DefinedFunction? function))
        {
            if (!_inProgress.Add(key))
            {
                Report(DiagnosticKind.CyclicDefinition, reference, key, "its definition applies itself");
                return Factory.Zero;
            }

            Symbol[] symbols = [.. parameters.Select(Instantiate)];
            function = new DefinedFunction(key, symbols) { HasDomains = parameters.All(p => p.Interval is not null) };
            var context = new Context(instance.Indices, []);
            for (int i = 0; i < symbols.Length; i++)
            {
                context = context.With(parameters[i].Name, symbols[i]);
            }

            function.Body = Evaluate(instance.Let.Body, context);
            _inProgress.Remove(key);
            _functions.Add(key, function);
            _system.Definitions.Add(new(key, function, function.Body, instance.Let));
        }

        return Factory.Call(function, arguments);
    }

    private Symbol Instantiate(ParameterSyntax parameter)
    {
        (Expr? lower, Expr? upper) = Interval(parameter.Interval);
        double low = Constant(parameter.Interval?.Lower, lower, double.NegativeInfinity);
        double high = Constant(parameter.Interval?.Upper, upper, double.PositiveInfinity);
        Symbol symbol = Factory.FreshSymbol(parameter.Name, SignIn(low, high));
        AssumeInside(symbol, lower, upper);
        return symbol;
    }

    private void ReportRange(SyntaxNode node, string name, string key)
    {
        string[] defined =
        [
            .. _lets.Keys.Concat(_quantities.Keys).Where(k => k.StartsWith(name + "[", StringComparison.Ordinal)).Distinct(StringComparer.Ordinal)
                .OrderBy(k => k.Length).ThenBy(k => k, StringComparer.Ordinal),
        ];
        _hasProblem = true;
        if (!_problems.Any(p => p.Kind is DiagnosticKind.UnknownName && string.Equals(p.Subject, name, StringComparison.Ordinal)))
        {
            Report(DiagnosticKind.IndexOutOfRange, node, key,
                defined.Length == 0 ? $"nothing defines {name}{AtLevel()}" : $"defined{AtLevel()}: {string.Join(", ", defined)}");
        }
    }

    private IEnumerable<int> Range(RangeSyntax range, IReadOnlyDictionary<string, int> indices)
    {
        if (!TryIndex(range.From, indices, out int from, out string why) || !TryIndex(range.To, indices, out int to, out why))
        {
            Report(DiagnosticKind.IndexOutOfRange, range, range.Index, why);
            return [];
        }

        if (to - from > 10_000)
        {
            Report(DiagnosticKind.IndexOutOfRange, range, range.Index, "the range has more than 10000 values");
            return [];
        }

        return from > to ? [] : Enumerable.Range(from, to - from + 1);
    }

    private static bool TryIndex(ExpressionSyntax expression, IReadOnlyDictionary<string, int> indices, out int value, out string why)
    {
        value = 0;
        why = "an index is made of whole numbers, the level and index variables with + - *";
        switch (expression)
        {
            case NumberSyntax number:
                return int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
            case ReferenceSyntax { Arguments: null, Indices.Count: 0 } reference:
                return indices.TryGetValue(reference.Name, out value);
            case NegateSyntax negate when TryIndex(negate.Operand, indices, out int operand, out why):
                value = -operand;
                return true;
            case BinarySyntax { Operator: '+' or '-' or '*' } binary
                when TryIndex(binary.Left, indices, out int left, out why) && TryIndex(binary.Right, indices, out int right, out why):
                long result = binary.Operator switch { '+' => (long)left + right, '-' => (long)left - right, _ => (long)left * right };
                value = (int)result;
                why = "the index is too large";
                return result is > -1_000_000 and < 1_000_000;
            default:
                return false;
        }
    }

    private static Dictionary<string, int> WithIndex(IReadOnlyDictionary<string, int> indices, string? name, int? value)
    {
        var extended = indices.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        if (name is not null && value is { } v)
        {
            extended[name] = v;
        }

        return extended;
    }

    private static string Key(string name, int? index) => index is { } i ? name + "[" + i.ToString(CultureInfo.InvariantCulture) + "]" : name;

    /// <summary>The values of index variables and what real variables stand for.</summary>
    private sealed record Context(IReadOnlyDictionary<string, int> Indices, IReadOnlyDictionary<string, Expr> Variables)
    {
        public Context(IReadOnlyDictionary<string, int> indices, Dictionary<string, Expr> variables)
            : this(indices, (IReadOnlyDictionary<string, Expr>)variables)
        {
        }

        public Context With(string name, Expr value)
        {
            var variables = Variables.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
            variables[name] = value;
            return this with { Variables = variables };
        }

        public Context WithIndex(string name, int value) => this with { Indices = Instantiator.WithIndex(Indices, name, value) };
    }

    /// <summary>A definition with its indices fixed.</summary>
    /// <param name="Let">The statement.</param>
    /// <param name="Index">The index of the name defined.</param>
    /// <param name="Indices">The values of the index variables.</param>
    private sealed record LetInstance(LetSyntax Let, int? Index, IReadOnlyDictionary<string, int> Indices);
}
