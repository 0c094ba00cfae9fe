namespace ReluInjectivity.TestKit.Evaluation;

/// <summary>The numbers an <see cref="ExprEvaluator{T}"/> computes with.</summary>
/// <typeparam name="T">The type of number.</typeparam>
public interface IArithmetic<T>
{
    /// <summary>A constant.</summary>
    T Constant(double value);

    /// <summary>The value as far as conditions see it.</summary>
    double ValueOf(T number);

    /// <summary>a + b.</summary>
    T Add(T a, T b);

    /// <summary>a b.</summary>
    T Multiply(T a, T b);

    /// <summary>The base to the exponent.</summary>
    T Power(T @base, T exponent);

    /// <summary>A function of the equation language, by name.</summary>
    T Call(string function, IReadOnlyList<T> arguments);

    /// <summary>The real components that an integral is taken of, one by one.</summary>
    double[] Components(T number);

    /// <summary>The number of these components.</summary>
    T FromComponents(double[] components);
}
