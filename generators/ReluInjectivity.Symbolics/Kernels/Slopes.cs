using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>Derivatives of the registry's functions as expressions of kernels, for numbers that carry derivatives.</summary>
public static class Slopes
{
    /// <summary>The value, where a derivative is written with it.</summary>
    public static Name Value { get; } = Name.Temporary("value");

    /// <summary>An argument.</summary>
    public static Name Argument(int index) => Name.Temporary("x", index);

    /// <summary>The derivative of a function by one argument, in its arguments and its own value.</summary>
    public static KernelExpr Of(BuiltInFunction function, int argument)
    {
        if (function.Arguments[argument].IsWhole)
        {
            return new Constant(0);
        }

        var factory = new ExprFactory();
        var places = new Dictionary<Symbol, Place>();
        Symbol Variable(Name name)
        {
            Symbol symbol = factory.Auxiliary(name.ToString());
            places.Add(symbol, new Local(name));
            return symbol;
        }

        Expr[] arguments = [.. Enumerable.Range(0, function.Arity).Select(i => Variable(Argument(i)))];
        Expr derivative = function.Derivative(factory, arguments, argument);
        return Translate.Whole(
            factory.Call(function, arguments) is Call call ? derivative.Substitute(new Dictionary<Expr, Expr> { [call] = Variable(Value) }) : derivative, s => places[s]);
    }
}
