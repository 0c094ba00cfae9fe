using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Integration;

/// <summary>What integrating a system gives.</summary>
/// <param name="System">The system with closed forms where there are any; null where there were errors.</param>
/// <param name="Diagnostics">What is wrong.</param>
public sealed record IntegrateResult(EquationSystem? System, EquatableArray<Diagnostic> Diagnostics);

/// <summary>
/// Replaces the expectations of a system that have a closed form, and takes the derivatives the file asks for. A form that holds under a
/// condition on the parameters is no number elsewhere.
/// </summary>
public sealed class Integrate
{
    private readonly EquationSystem _system;
    private readonly SystemRewriter _rewriter;
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly Dictionary<Expr, int> _origins = [];

    private Integrate(EquationSystem system)
    {
        _system = system;
        _rewriter = new SystemRewriter(Replace, keepsOriginals: true);
    }

    /// <summary>Integrates one system, inner functions first.</summary>
    public static IntegrateResult Run(EquationSystem system)
    {
        var pass = new Integrate(system);
        EquationSystem integrated = pass._rewriter.Apply(system) with
        {
            References = system.References.Select(r => r with
            {
                Value = pass.Apply(r.Value),
                Tolerance = pass.Apply(r.Tolerance),
                At = r.At.Select(s => s with { Value = pass.Apply(s.Value) }).ToEquatableArray(),
            }).ToEquatableArray(),
        };
        integrated = Guarded(integrated);
        foreach (ReferenceValue reference in integrated.References)
        {
            pass.Check(reference);
        }

        integrated = integrated with { Origins = EquatableMap.Of(pass._origins) };
        return new(pass._diagnostics.Count == 0 ? integrated : null, pass._diagnostics.ToEquatableArray());
    }

    /// <summary>No number where what is written is none, though what is left of it be one.</summary>
    private static EquationSystem Guarded(EquationSystem system) => system with
    {
        Goals = system.Goals.Select(g => g with
        {
            Value = Requirements.Guard(g.Value, g.Asked, system.Facts, isIntegrated: true),
            Residuals = g.Residuals.Select(r => r with { Expression = Requirements.Guard(r.Expression, r.Asked, system.Facts, isIntegrated: true), Asked = [] }).ToEquatableArray(),
            Asked = [],
        }).ToEquatableArray(),
        Outputs = system.Outputs.Select(o => o with { Expression = Requirements.Guard(o.Expression, o.Asked, system.Facts, isIntegrated: true), Asked = [] }).ToEquatableArray(),
    };

    /// <summary>A reference value must come out as a number.</summary>
    private ConstantExpr Apply(ConstantExpr constant)
    {
        Expr value = Placed.Of(constant.Node, () => Inline.Apply(_rewriter.Apply(constant.Expression), static _ => true).Rewrite(Evaluated));
        if (!ConstantEvaluator.TryEvaluate(value, out _))
        {
            Report(DiagnosticKind.NotConstant, constant.Node, constant.Written,
                value.HasExpectation ? "an expectation here is over one variable, of what is smooth but where conditions change; write a number" : "write a number that double precision holds");
        }

        return constant with { Expression = value };
    }

    private Expr Evaluated(Expr e) => e is Expectation expectation && NumericExpectation.TryEvaluate(expectation, _system.Facts, out double value)
        ? e.Factory.Number(Rational.Nearest(value))
        : e;

    /// <summary>A tolerance is not negative, and parameters lie in their intervals.</summary>
    private void Check(ReferenceValue reference)
    {
        if (ConstantEvaluator.TryEvaluate(reference.Tolerance.Expression, out double tolerance) && tolerance < 0)
        {
            Report(DiagnosticKind.NotConstant, reference.Tolerance.Node, reference.Tolerance.Written, "a tolerance is not negative");
        }

        foreach (Setting setting in reference.At)
        {
            Given[] givens = [.. _system.Givens.Concat(_system.Goals.SelectMany(g => g.Givens)).Where(g => g.Name == setting.Name)];
            if (givens.Length > 0 && ConstantEvaluator.TryEvaluate(setting.Value.Expression, out double value) && !givens.Any(g => g.Lower < value && value < g.Upper))
            {
                Report(DiagnosticKind.IndexOutOfRange, setting.Value.Node, $"{setting.Name} = {setting.Value.Written}",
                    FormattableString.Invariant($"{setting.Name} lies in ({givens[0].Lower:R}, {givens[0].Upper:R})"));
            }
        }
    }

    private Expr Replace(Expr original, Expr rebuilt)
    {
        switch (rebuilt)
        {
            case Derivative derivative:
                return Differentiated(derivative, Origin(original));
            case Expectation expectation:
                try
                {
                    if (GaussianIntegrals.TryIntegrate(expectation.Variable, expectation.Body, _system.Facts) is { } form)
                    {
                        return Refine.Apply(form, _system.Facts);
                    }

                    if (Outgrows(expectation))
                    {
                        Report(DiagnosticKind.GrowsTooFast, Origin(original), expectation.Variable.Name.ToString(), "the integrand outgrows the normal density far out");
                    }
                }
                catch (DivergentExpectationException divergence)
                {
                    Report(DiagnosticKind.GrowsTooFast, Origin(original), expectation.Variable.Name.ToString(), "the integrand outgrows the normal density: " + divergence.Message);
                }

                if (!_origins.ContainsKey(expectation))
                {
                    _origins.Add(expectation, Origin(original));
                }

                return rebuilt;
            case Piecewise choice:
                return Conditions.OutOfComparison(choice);
            case Sum sum:
                return Complements.Of(sum);
            case Call or Power:
                return Refine.Once(rebuilt, _system.Facts);
            default:
                return rebuilt;
        }
    }

    /// <summary>Whether an integrand of which there is no closed form outgrows the normal density on its outermost pieces.</summary>
    private bool Outgrows(Expectation expectation)
    {
        Expr body = Inline.Apply(expectation.Body, static f => !f.Body.HasExpectation);
        return Pieces.TrySplit(body, expectation.Variable, _system.Facts) is { } pieces
            && new[] { false, true }.Any(isRight => Growth.Of(pieces[isRight ? pieces.Count - 1 : 0].Value, expectation.Variable, isRight, _system.Facts) is { } growth
                && growth.OutgrowsNormal(_system.Facts));
    }

    /// <summary>The derivative of a body that has no expectation left: a kink or jump inside one would be passed over.</summary>
    private Expr Differentiated(Derivative derivative, int node)
    {
        Expr body = Inline.Apply(derivative.Body, static f => !f.Body.HasExpectation);
        if (body.HasExpectation)
        {
            Report(DiagnosticKind.UnsupportedDerivative, node, derivative.Variable.Name.ToString(),
                "only what has a closed form is differentiated; state the goal as 'stationary' instead");
            return derivative.Factory.Zero;
        }

        return Derivatives.Of(body, derivative.Variable);
    }

    private int Origin(Expr original) => _system.Origins.TryGetValue(original, out int node) ? node : -1;

    private void Report(DiagnosticKind kind, int node, string subject, string hint)
    {
        if (!_diagnostics.Any(d => d.Kind == kind && d.Node == node))
        {
            _diagnostics.Add(new(kind, node, null, subject, hint));
        }
    }
}
