using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Unrolling;

namespace ReluInjectivity.Symbolics.Lowering;

/// <summary>Flat syntax to expressions, with the names and facts known so far.</summary>
internal sealed partial class ExpressionLowering(ExprFactory factory, Reporter reporter)
{
    private readonly Dictionary<IndexedName, (Expr Value, Needs Needs, int Binders)> _quantities = [];
    private readonly Dictionary<IndexedName, (DefinedFunction Function, FunctionNeeds Needs, int Binders)> _functions = [];
    private readonly Dictionary<Expr, int> _origins = [];
    private readonly HashSet<Expr> _assumed = [];
    private Facts? _facts;
    private bool _isConstant;

    /// <summary>The syntax node of each expectation and derivative.</summary>
    public IEnumerable<KeyValuePair<Expr, int>> Origins => _origins;

    /// <summary>What has been assumed.</summary>
    public Facts Facts => _facts ??= Facts.None.With(_assumed);

    /// <summary>Takes expressions as positive.</summary>
    public void Assume(IEnumerable<Expr> positive)
    {
        _assumed.UnionWith(positive);
        _facts = null;
    }

    /// <summary>Gives a quantity its value.</summary>
    public void Define(IndexedName name, Expr value, Needs? needs = null, int binders = 0) => _quantities[name] = (value, needs ?? new(), binders);

    /// <summary>Makes a function known by its name.</summary>
    public void Define(DefinedFunction function, FunctionNeeds needs, int binders) => _functions[function.FullName] = (function, needs, binders);

    /// <summary>The value of a quantity; null where there is none of the name.</summary>
    public Expr? Quantity(IndexedName name) => _quantities.TryGetValue(name, out (Expr Value, Needs Needs, int Binders) known) ? known.Value : null;

    /// <summary>The expression that syntax stands for.</summary>
    public Expr Lower(ExpressionSyntax syntax, VariableScope? scope = null)
    {
        Work.Depth();
        Expr expression = Read(syntax, scope);
        if (_isConstant && ConstantEvaluator.IsUndefined(expression))
        {
            // Said of the operand: 0 log(-1) folds to 0.
            reporter.Report(DiagnosticKind.NotConstant, syntax.Id, Unrolling.FlatPrinter.Print(syntax), "this is no number");
            return factory.One;
        }

        return expression;
    }

    private Expr Read(ExpressionSyntax syntax, VariableScope? scope)
    {
        switch (syntax)
        {
            case NumberSyntax number:
                return Number(number);
            case NegateSyntax negate:
                return -Lower(negate.Operand, scope);
            case BinarySyntax binary:
                return Lower(binary, scope);
            case UnrolledSyntax fold:
                IEnumerable<Expr> parts = [.. fold.Parts.Select(p => Lower(p, scope))];
                return fold.IsProduct ? factory.Multiply(parts) : factory.Add(parts);
            case ExpectationSyntax expectation:
                Symbol variable = Bound(expectation.Variable, expectation.Body);
                Expr expected = factory.Expectation(variable, LowerUnder(variable, expectation.Body, new VariableScope(expectation.Variable, variable, scope)));
                return Origin(expected, expectation.Id);
            case PiecewiseSyntax piecewise:
                return Lower(piecewise, scope);
            case MaximumSyntax maximum:
                return Lower(maximum, scope);
            case DerivativeSyntax derivative:
                Expr body = Lower(derivative.Body, scope);
                if (Lower(derivative.Variable, scope) is not Symbol { Role: SymbolRole.Input } by)
                {
                    return Wrong(DiagnosticKind.WrongUse, derivative.Variable, derivative.Variable.Name, "a derivative is taken by an unknown or a given");
                }

                return Origin(factory.Derivative(body, by), derivative.Id);
            case ReferenceSyntax reference:
                return Lower(reference, scope);
            default:
                throw new InvalidOperationException($"No rule lowers a {syntax.GetType().Name}.");
        }
    }

    /// <summary>The expression of what must be a number: neither an unknown nor a given may stand in it.</summary>
    public Expr LowerConstant(ExpressionSyntax syntax)
    {
        _isConstant = true;
        try
        {
            return Lower(syntax);
        }
        finally
        {
            _isConstant = false;
        }
    }

    /// <summary>The ends of an interval; null: unbounded.</summary>
    public (Expr? Lower, Expr? Upper) Ends(IntervalSyntax? interval, VariableScope? scope)
    {
        Expr? End(ExpressionSyntax end) => (end is NegateSyntax n ? n.Operand : end) is ReferenceSyntax r && ReferenceEquals(SpecialForms.Find(r.Name), SpecialForms.Infinity) ? null : Lower(end, scope);
        return interval is null ? (null, null) : (End(interval.Lower), End(interval.Upper));
    }

    /// <summary>How far a condition is from failing: the least of the differences compared.</summary>
    public Expr Margin(ConditionSyntax condition)
    {
        return Differences(condition, isStrict: false)
            .Aggregate((a, b) => factory.Piecewise(factory.Compare(a, b, isStrict: false), a, b));
    }

    /// <summary>The differences that a condition compares with 0, all of them or those alone that it wants to be greater.</summary>
    public IEnumerable<Expr> Differences(ConditionSyntax condition, bool isStrict)
    {
        Expr[] operands = [.. condition.Operands.Select(o => Lower(o))];
        return condition.Comparisons.Where(c => !isStrict || c.Operator.Length == 1)
            .Select(c => c.Operator[0] == '<' ? operands[c.Left + 1] - operands[c.Left] : operands[c.Left] - operands[c.Left + 1]);
    }

    private Expr Origin(Expr expression, int node)
    {
        if (expression is Expectation or Derivative && !_origins.ContainsKey(expression))
        {
            _origins.Add(expression, node);
        }

        return expression;
    }

    /// <summary>
    /// The symbol of a bound variable. It is told from others by how deep variables nest below it, so that equal expressions are equal
    /// wherever they stand, and nothing put in place of a name falls under a wrong variable.
    /// </summary>
    private Symbol Bound(string name, ExpressionSyntax body) =>
        factory.Symbol(new SymbolIdentity(SymbolRole.Bound, new IndexedName(name), string.Empty, Binders(body) + 1, Sign.Unknown, null));

    private Expr Number(NumberSyntax number)
    {
        try
        {
            return factory.Number(Rational.Parse(number.Text));
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return Wrong(DiagnosticKind.Syntax, number, number.Text, "write a decimal number with an exponent between -400 and 400");
        }
    }

    private Expr Lower(BinarySyntax binary, VariableScope? scope)
    {
        Expr left = Lower(binary.Left, scope);
        Expr right = Lower(binary.Right, scope);
        if ((binary.Operator is '/' ? Requirements.OfPower(right, factory.MinusOne) : binary.Operator is '^' ? Requirements.OfPower(left, right) : null) is { } requirement)
        {
            Ask(requirement);
        }

        return binary.Operator switch
        {
            '+' => left + right,
            '-' => left - right,
            '*' => left * right,
            '/' when right.IsZero => Wrong(DiagnosticKind.NotConstant, binary, "/", "this divides by zero"),
            '/' => left / right,
            _ when left.IsZero && right.Sign == Sign.Negative => Wrong(DiagnosticKind.NotConstant, binary, "^", "this divides by zero"),
            _ => factory.Power(left, right),
        };
    }

    private Expr Lower(ReferenceSyntax reference, VariableScope? scope)
    {
        Expr[] arguments = [.. (reference.Arguments ?? []).Select(a => Lower(a, scope))];
        if (reference.Arguments is null && VariableScope.Find(scope, reference.Name) is { } variable)
        {
            return variable;
        }

        if (Registry.Find(reference.Name) is { } builtIn)
        {
            if (arguments.Length != builtIn.Arity)
            {
                return factory.Zero;
            }

            if (arguments.Where((a, i) => builtIn.Arguments[i].IsWhole && a is not Number { Value.IsInteger: true }).Any())
            {
                return Wrong(DiagnosticKind.NotConstant, reference, builtIn.Name, $"{builtIn.Signature} takes whole numbers that are known when the file is compiled: levels, depths, indices");
            }

            Ask(Requirements.OfCall(builtIn, arguments));
            return Outside(reference, arguments, [.. builtIn.Arguments.Select(static a => a.Domain)]) ?? factory.Call(builtIn, arguments);
        }

        if (SpecialForms.Find(reference.Name) is { } form)
        {
            if (form.Build is { } build && (form.Arity is null || form.Arity == arguments.Length))
            {
                Ask(form.Domain.IsLine ? [] : arguments.SelectMany(a => Requirements.OfDomain(a, form.Domain)));
                return Outside(reference, arguments, [.. arguments.Select(_ => form.Domain)]) ?? build(factory, arguments);
            }

            if (ReferenceEquals(form, SpecialForms.Infinity))
            {
                return Wrong(DiagnosticKind.WrongUse, reference, form.Name, "it stands only at the end of an interval");
            }
        }

        IndexedName name = Named(reference);
        if (reference.Arguments is not null && _functions.TryGetValue(name, out (DefinedFunction Function, FunctionNeeds Needs, int Binders) defined))
        {
            if (defined.Function.Arity != arguments.Length)
            {
                return factory.Zero;
            }

            AskAt(defined.Function, defined.Needs, arguments);
            return factory.Call(defined.Function, arguments);
        }

        if (_isConstant)
        {
            return Wrong(DiagnosticKind.NotConstant, reference, name.ToString(), "write a number");
        }

        // Whatever else is wrong with a name has been reported by the stages before.
        if (_quantities.TryGetValue(name, out (Expr Value, Needs Needs, int Binders) quantity))
        {
            _needs.Include(quantity.Needs);
            return quantity.Value;
        }

        return Wrong(DiagnosticKind.UnknownName, reference, name.ToString(), "nothing of this name has a value here");
    }

    private Expr Wrong(DiagnosticKind kind, SyntaxNode node, string subject, string hint)
    {
        reporter.Report(kind, node.Id, subject, hint);
        return factory.One;
    }
}
