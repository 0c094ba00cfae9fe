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
        if (body is Expectation { Body.HasExpectation: true } outer && Discretise.OfPlane(outer) is null)
        {
            (averaged, body) = (outer.Variable, outer.Body);
        }

        int statement = parent.Definitions.First(d => function.Equals(d.Function)).Statement;
        IEnumerable<Symbol> unknowns = averaged is null ? function.Parameters : function.Parameters.Append(averaged);
        EquationSystem system = parent with
        {
            Unknowns = unknowns.Select(p => new Unknown(p, statement, null, null, Ordering.None, null, null)).ToEquatableArray(),
            Givens = [],
            Definitions = parent.Definitions.Where(d => d.Function is not null).ToEquatableArray(),
            Goals = new[] { new SystemGoal(statement, GoalKind.Stationary, function.Name, body, [], [], []) }.ToEquatableArray(),
            Outputs = [],
            Outcomes = [],
            References = [],
            Targets = null,
            Relations = null,
        };
        return new RoutineProgram(new Routine(function), system, averaged is not null);
    }
}
