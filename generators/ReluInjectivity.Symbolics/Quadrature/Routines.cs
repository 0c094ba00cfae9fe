using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;
using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Quadrature;

/// <summary>Makes systems of functions that are worked out on their own.</summary>
internal static class Routines
{
    /// <summary>
    /// The body of a function as a system of its own. An expectation of something that takes quadrature itself becomes an average: its
    /// variable is one more unknown of the system.
    /// </summary>
    public static RoutineProgram Of(EquationSystem parent, DefinedFunction function)
    {
        Expr body = function.Body;
        Symbol? averaged = null;
        if (body is Expectation outer && Traversal.Reached([outer.Body]).OfType<Expectation>().Any())
        {
            (averaged, body) = (outer.Variable, outer.Body);
        }

        var system = new EquationSystem { Factory = parent.Factory, Model = parent.Model };
        system.Unknowns.AddRange(function.Parameters.Concat(averaged is null ? [] : [averaged])
            .Select(p => new Unknown(p, p.Name.Split('\'')[0], p.Name, null, null, null, Ordering.None, null, null)));
        system.Goals.Add(new SystemGoal { Kind = GoalKind.Stationary, Name = function.Name, Value = body });
        system.Definitions.AddRange(parent.Definitions.Where(d => d.Function is not null));
        foreach (KeyValuePair<Symbol, int> variable in parent.BoundVariables)
        {
            system.BoundVariables.Add(variable.Key, variable.Value);
        }

        return new RoutineProgram(new Routine(function), system, averaged is not null);
    }
}
