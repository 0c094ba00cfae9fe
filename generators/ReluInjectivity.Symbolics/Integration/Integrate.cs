using ReluInjectivity.Symbolics.Differentiation;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Integration;

/// <summary>Replaces the expectations of a system that have a closed form.</summary>
public static class Integrate
{
    /// <summary>Works on the system in place, inner functions first.</summary>
    /// <returns>The bodies the functions had before, from which their behaviour at infinity is read.</returns>
    /// <exception cref="ExpectationException">An expectation does not exist.</exception>
    public static IReadOnlyDictionary<DefinedFunction, Expr> Apply(EquationSystem system)
    {
        var original = new Dictionary<DefinedFunction, Expr>();
        var done = new Dictionary<Expr, Expr>();

        // Definitions stand in an order where each comes after what it uses.
        for (int i = 0; i < system.Definitions.Count; i++)
        {
            Definition definition = system.Definitions[i];
            Expr value = Apply(definition.Value, done);
            if (definition.Function is { } function)
            {
                original.Add(function, function.Body);
                function.Body = value;
            }

            system.Definitions[i] = definition with { Value = value };
        }

        foreach (SystemGoal goal in system.Goals)
        {
            goal.Value = Apply(goal.Value, done);
            for (int i = 0; i < goal.Residuals.Count; i++)
            {
                goal.Residuals[i] = goal.Residuals[i] with { Expression = Apply(goal.Residuals[i].Expression, done) };
            }
        }

        for (int i = 0; i < system.Outputs.Count; i++)
        {
            system.Outputs[i] = system.Outputs[i] with { Expression = Apply(system.Outputs[i].Expression, done) };
        }

        for (int i = 0; i < system.Outcomes.Count; i++)
        {
            system.Outcomes[i] = system.Outcomes[i] with { Margin = Apply(system.Outcomes[i].Margin, done) };
        }

        return original;
    }

    private static Expr Apply(Expr expression, Dictionary<Expr, Expr> done) => expression.Rewrite(
        e =>
        {
            if (e is Derivative derivative)
            {
                return Differentiated(derivative);
            }

            if (e is not Expectation expectation)
            {
                return e;
            }

            try
            {
                return GaussianIntegrals.TryIntegrate(expectation.Variable, expectation.Body) ?? e;
            }
            catch (DivergentExpectationException divergence)
            {
                throw new ExpectationException(expectation.Variable, isDivergent: true, $"the integrand outgrows the normal density: {divergence.Message}", divergence);
            }
        },
        done);

    /// <summary>The derivative of a body that has no expectation left: a kink or jump inside one would be passed over.</summary>
    private static Expr Differentiated(Derivative derivative)
    {
        Expr body = Inline.Apply(derivative.Body, f => !Inline.HasExpectation(f));
        return Traversal.Nodes(body).Any(n => n is Expectation or Call { Function: DefinedFunction })
            ? throw new DerivativeException(derivative)
            : Differentiate.Apply(body, derivative.Variable);
    }
}

/// <summary>A derivative of something that only quadrature can evaluate.</summary>
public sealed class DerivativeException(Derivative derivative) : Exception
{
    /// <summary>The derivative.</summary>
    public Derivative Derivative { get; } = derivative;
}

/// <summary>An expectation that cannot be compiled.</summary>
public sealed class ExpectationException : Exception
{
    /// <summary>Names the expectation by its bound variable, and the reason.</summary>
    public ExpectationException(Symbol variable, bool isDivergent, string message, Exception? innerException = null) : base(message, innerException)
    {
        Variable = variable;
        IsDivergent = isDivergent;
    }

    /// <summary>The variable the expectation binds.</summary>
    public Symbol Variable { get; }

    /// <summary>Whether it does not exist, rather than having a shape that is not supported.</summary>
    public bool IsDivergent { get; }
}
