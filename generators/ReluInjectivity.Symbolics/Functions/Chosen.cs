using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics.Functions;

/// <summary>Numbers that the compiler chooses.</summary>
public static class Choices
{
    /// <summary>
    /// <c>chosen(x) = x</c> where what is computed would be the same for any other number in its place, such as a scale that is divided out and multiplied back in. So it has
    /// no slope, and what rounding did to it does no harm.
    /// </summary>
    public static BuiltInFunction Chosen { get; } = new(
        "chosen",
        new Argument("x") { Domain = RealInterval.Line, Left = EndBehaviour.Moderate, Right = EndBehaviour.Moderate, LengthScale = null })
    {
        Summary = "x, in whose place any other number would do",
        IsWritable = false,
        HasNoSlope = true,
        Values = RealInterval.Line,
        Value = static x => x[0],
        IntegrandForm = IntegrandForm.Opaque,
        Derivative = static (f, _, _) => f.Zero,
        Identities = static (_, x, _) => x[0] is Number ? x[0] : null,
        CSharp = "global::ReluInjectivity.Runtime.SpecialFunctions.ElementaryFunctions.Chosen",
        Latex = @"\operatorname{chosen}",
        C = "rij_chosen",
        CSource = """
            static double rij_chosen(double x) { return x; }
            """,
    };
}
