using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>
/// An expression as it is to be computed, operand by operand: unlike an <see cref="Expressions.Expr"/> it is a tree, keeps its order, and
/// refers to variables. It knows no language and no type of numbers; constants are exact.
/// </summary>
public abstract record KernelExpr
{
    private protected KernelExpr()
    {
    }

    /// <summary>The operands, in the order they are evaluated.</summary>
    internal virtual EquatableArray<KernelExpr> Operands => default;

    /// <summary>The same operation on other operands, as many as <see cref="Operands"/>.</summary>
    internal virtual KernelExpr With(IReadOnlyList<KernelExpr> operands) => this;
}

/// <summary>An exact rational constant.</summary>
/// <param name="Value">The value.</param>
public sealed record Constant(Rational Value) : KernelExpr;

/// <summary>The ratio of a circle's circumference to its diameter.</summary>
public sealed record Pi : KernelExpr;

/// <summary>No value: what a piecewise function is outside its pieces. A target writes its not-a-number.</summary>
public sealed record Undefined : KernelExpr;

/// <summary>A sum, from left to right. A term that is a <see cref="Negation"/> is subtracted.</summary>
/// <param name="Terms">At least two.</param>
public sealed record Addition(EquatableArray<KernelExpr> Terms) : KernelExpr
{
    internal override EquatableArray<KernelExpr> Operands => Terms;

    internal override KernelExpr With(IReadOnlyList<KernelExpr> operands) => new Addition(operands.ToEquatableArray());
}

/// <summary>A product, from left to right.</summary>
/// <param name="Factors">At least two.</param>
public sealed record Multiplication(EquatableArray<KernelExpr> Factors) : KernelExpr
{
    internal override EquatableArray<KernelExpr> Operands => Factors;

    internal override KernelExpr With(IReadOnlyList<KernelExpr> operands) => new Multiplication(operands.ToEquatableArray());
}

/// <summary>A quotient.</summary>
/// <param name="Numerator">Above.</param>
/// <param name="Denominator">Below.</param>
public sealed record Division(KernelExpr Numerator, KernelExpr Denominator) : KernelExpr
{
    internal override EquatableArray<KernelExpr> Operands => EquatableArray.Of<KernelExpr>(Numerator, Denominator);

    internal override KernelExpr With(IReadOnlyList<KernelExpr> operands) => new Division(operands[0], operands[1]);
}

/// <summary>The opposite.</summary>
/// <param name="Operand">Of what.</param>
public sealed record Negation(KernelExpr Operand) : KernelExpr
{
    internal override EquatableArray<KernelExpr> Operands => EquatableArray.Of<KernelExpr>(Operand);

    internal override KernelExpr With(IReadOnlyList<KernelExpr> operands) => new Negation(operands[0]);
}

/// <summary>A power that a target may write as a product, which repeats the base: where it is small, the base should be a variable.</summary>
/// <param name="Base">The base.</param>
/// <param name="Exponent">At least 2.</param>
public sealed record IntegerPower(KernelExpr Base, int Exponent) : KernelExpr
{
    internal override EquatableArray<KernelExpr> Operands => EquatableArray.Of<KernelExpr>(Base);

    internal override KernelExpr With(IReadOnlyList<KernelExpr> operands) => new IntegerPower(operands[0], Exponent);
}

/// <summary>A square root.</summary>
/// <param name="Operand">Of what.</param>
public sealed record SquareRoot(KernelExpr Operand) : KernelExpr
{
    internal override EquatableArray<KernelExpr> Operands => EquatableArray.Of<KernelExpr>(Operand);

    internal override KernelExpr With(IReadOnlyList<KernelExpr> operands) => new SquareRoot(operands[0]);
}

/// <summary>A power of any exponent, for a base that is not negative.</summary>
/// <param name="Base">The base.</param>
/// <param name="Exponent">The exponent.</param>
public sealed record GeneralPower(KernelExpr Base, KernelExpr Exponent) : KernelExpr
{
    internal override EquatableArray<KernelExpr> Operands => EquatableArray.Of<KernelExpr>(Base, Exponent);

    internal override KernelExpr With(IReadOnlyList<KernelExpr> operands) => new GeneralPower(operands[0], operands[1]);
}

/// <summary>A function of the registry, applied.</summary>
/// <param name="Function">The function.</param>
/// <param name="Arguments">As many as its arity.</param>
public sealed record Application(BuiltInFunction Function, EquatableArray<KernelExpr> Arguments) : KernelExpr
{
    internal override EquatableArray<KernelExpr> Operands => Arguments;

    internal override KernelExpr With(IReadOnlyList<KernelExpr> operands) => new Application(Function, operands.ToEquatableArray());
}

/// <summary>The smallest or the largest of some values.</summary>
/// <param name="IsLargest">Which.</param>
/// <param name="Values">At least one.</param>
public sealed record Extremum(bool IsLargest, EquatableArray<KernelExpr> Values) : KernelExpr
{
    internal override EquatableArray<KernelExpr> Operands => Values;

    internal override KernelExpr With(IReadOnlyList<KernelExpr> operands) => new Extremum(IsLargest, operands.ToEquatableArray());
}

/// <summary>A choice between two expressions, only one of which counts.</summary>
/// <param name="Condition">By what.</param>
/// <param name="Then">The value where it holds.</param>
/// <param name="Else">The value elsewhere, also where a side of the condition is not a number.</param>
public sealed record Choice(Condition Condition, KernelExpr Then, KernelExpr Else) : KernelExpr
{
    internal override EquatableArray<KernelExpr> Operands => EquatableArray.Of<KernelExpr>(Condition.Left, Condition.Right, Then, Else);

    internal override KernelExpr With(IReadOnlyList<KernelExpr> operands) =>
        new Choice(new Condition(operands[0], operands[1], Condition.IsStrict), operands[2], operands[3]);
}

/// <summary><c>left &lt; right</c> or <c>left &lt;= right</c>.</summary>
/// <param name="Left">The smaller side.</param>
/// <param name="Right">The larger side.</param>
/// <param name="IsStrict">Whether equality is excluded.</param>
public sealed record Condition(KernelExpr Left, KernelExpr Right, bool IsStrict);

/// <summary>
/// A routine, or a derivative of one, applied to scalars. A routine keeps what its derivatives need, so this stands only as the whole value
/// of a <see cref="Declare"/> or <see cref="Assign"/>; a derivative is of the arguments last given.
/// </summary>
/// <param name="Routine">The routine's instance in the kernel.</param>
/// <param name="By">The places of the arguments it is differentiated by, at most two; empty for the value.</param>
/// <param name="Arguments">The arguments of a value; empty for a derivative.</param>
public sealed record RoutineCall(Name Routine, EquatableArray<int> By, EquatableArray<KernelExpr> Arguments) : KernelExpr
{
    internal override EquatableArray<KernelExpr> Operands => Arguments;

    internal override KernelExpr With(IReadOnlyList<KernelExpr> operands) => new RoutineCall(Routine, By, operands.ToEquatableArray());
}
