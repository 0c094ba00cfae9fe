using System.Runtime.CompilerServices;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Integration;

namespace ReluInjectivity.TestKit.Evaluation;

/// <summary>
/// Evaluates expressions by recursion over their nodes, only the branch of a condition that is taken, and expectations by
/// <see cref="GaussianQuadrature"/>, split where a condition changes.
/// </summary>
/// <typeparam name="T">The type of number.</typeparam>
public sealed class ExprEvaluator<T>
{
    private readonly IArithmetic<T> _arithmetic;
    private readonly double _reach;
    private readonly Scope _root;
    private readonly Dictionary<(Expr Body, Expr Variable), HashSet<Expr>> _dependents = [];
    private int _traceDepth = int.MaxValue;
    private long _trace;

    private ExprEvaluator(IArithmetic<T> arithmetic, IReadOnlyDictionary<Symbol, T> values, double reach)
    {
        _arithmetic = arithmetic;
        _reach = reach;
        _root = new Scope(null, [], 0);
        foreach ((Symbol symbol, T value) in values)
        {
            _root.Values.Add(symbol, value);
        }
    }

    /// <summary>The value at a point.</summary>
    /// <param name="arithmetic">The numbers to compute with.</param>
    /// <param name="expression">The expression.</param>
    /// <param name="values">The values of its symbols.</param>
    /// <param name="reach">How far out expectations are integrated.</param>
    public static T Evaluate(IArithmetic<T> arithmetic, Expr expression, IReadOnlyDictionary<Symbol, T> values, double reach = 20)
    {
        var evaluator = new ExprEvaluator<T>(arithmetic, values, reach);
        return evaluator.Visit(expression, evaluator._root);
    }

    private T Visit(Expr expression, Scope scope)
    {
        while (scope.Parent is not null && !scope.Dependents.Contains(expression))
        {
            scope = scope.Parent;
        }

        if (!scope.Values.TryGetValue(expression, out T? value))
        {
            value = Compute(expression, scope);
            scope.Values.Add(expression, value);
        }

        return value;
    }

    private T Compute(Expr expression, Scope scope) => expression switch
    {
        Number { Value: var v } => _arithmetic.Constant((double)v.Numerator / (double)v.Denominator),
        Symbol s when ReferenceEquals(s, s.Factory.Pi) => _arithmetic.Constant(Math.PI),
        Undefined => _arithmetic.Constant(double.NaN),
        Symbol s => throw new InvalidOperationException($"The symbol {s.Name} has no value."),
        Sum => expression.Children.Select(c => Visit(c, scope)).Aggregate(_arithmetic.Add),
        Product => expression.Children.Select(c => Visit(c, scope)).Aggregate(_arithmetic.Multiply),
        Power p => _arithmetic.Power(Visit(p.Base, scope), Visit(p.Exponent, scope)),
        Call { Function: DefinedFunction g } call => Apply(g, [.. call.Children.Select(c => Visit(c, scope))], scope),
        Call call => _arithmetic.Call(call.Function.Name, [.. call.Children.Select(c => Visit(c, scope))]),
        Piecewise p => Visit(Holds(p.Condition, scope) ? p.Then : p.Else, scope),
        Expectation e => Integrate(e, scope),
        _ => throw new NotSupportedException($"No rule evaluates a {expression.GetType().Name}."),
    };

    private bool Holds(Comparison condition, Scope scope)
    {
        double left = _arithmetic.ValueOf(Visit(condition.Left, scope));
        double right = _arithmetic.ValueOf(Visit(condition.Right, scope));
        bool holds = condition.IsStrict ? left < right : left <= right;
        if (scope.Depth >= _traceDepth)
        {
            _trace = unchecked((_trace * 31) + (holds ? 1 : 2) + RuntimeHelpers.GetHashCode(condition));
        }

        return holds;
    }

    private T Apply(DefinedFunction function, IReadOnlyList<T> arguments, Scope caller)
    {
        var dependents = new HashSet<Expr>();
        foreach (Symbol parameter in function.Parameters)
        {
            dependents.UnionWith(Dependents(function.Body, parameter));
        }

        var scope = new Scope(_root, dependents, caller.Depth + 1);
        for (int i = 0; i < arguments.Count; i++)
        {
            dependents.Add(function.Parameters[i]);
            scope.Values[function.Parameters[i]] = arguments[i];
        }

        return Visit(function.Body, scope);
    }

    private T Integrate(Expectation expectation, Scope outer)
    {
        HashSet<Expr> dependents = Dependents(expectation.Body, expectation.Variable);
        (int depth, long trace) = (_traceDepth, _trace);
        _traceDepth = outer.Depth + 1;
        T At(double z)
        {
            var scope = new Scope(outer, dependents, outer.Depth + 1);
            scope.Values.Add(expectation.Variable, _arithmetic.Constant(z));
            return Visit(expectation.Body, scope);
        }

        long Branches(double z)
        {
            _trace = 17;
            _ = At(z);
            return _trace;
        }

        var splits = new List<double>();
        void Search(double lower, long atLower, double upper, long atUpper)
        {
            double start = lower;
            double end = upper;
            if (atLower == atUpper)
            {
                return;
            }

            long left = atLower;
            long right = atUpper;
            while ((start + end) / 2 is var middle && middle > start && middle < end)
            {
                long at = Branches(middle);
                (start, end, right) = at == left ? (middle, end, right) : (start, middle, at);
            }

            splits.Add(start);
            if (end < upper)
            {
                Search(end, right, upper, atUpper);
            }
        }

        int count = (int)Math.Ceiling(4 * _reach);
        double[] grid = [.. Enumerable.Range(0, count + 1).Select(i => -_reach + (2 * _reach * i / count))];
        long[] traces = [.. grid.Select(Branches)];
        for (int i = 0; i < count; i++)
        {
            Search(grid[i], traces[i], grid[i + 1], traces[i + 1]);
        }

        double[] integral = GaussianQuadrature.Expectation(z => _arithmetic.Components(At(z)), splits, _reach);
        (_traceDepth, _trace) = (depth, trace);
        return _arithmetic.FromComponents(integral);
    }

    private HashSet<Expr> Dependents(Expr body, Symbol variable)
    {
        if (!_dependents.TryGetValue((body, variable), out HashSet<Expr>? dependents))
        {
            dependents = [variable];
            foreach (Expr node in Traversal.Nodes(body))
            {
                if (node.Children.Any(dependents.Contains))
                {
                    dependents.Add(node);
                }
            }

            _dependents.Add((body, variable), dependents);
        }

        return dependents;
    }

    private sealed record Scope(Scope? Parent, HashSet<Expr> Dependents, int Depth)
    {
        public Dictionary<Expr, T> Values { get; } = [];
    }
}
