using System.Runtime.Intrinsics;

namespace ReluInjectivity.Runtime.Numbers;

/// <summary>A differentiable function of one real variable, as emitted code hands it to a type of numbers.</summary>
public interface IFunction
{
    /// <summary>The function at one argument.</summary>
    static abstract double Value(double x);

    /// <summary>The derivative at one argument.</summary>
    /// <param name="x">Where.</param>
    /// <param name="value">The value there, which derivatives often hold.</param>
    static abstract double Slope(double x, double value);

    /// <summary>The values of four arguments.</summary>
    static virtual Vector256<double> Values(Vector256<double> x) => throw new NotSupportedException();

    /// <summary>The derivatives at four arguments.</summary>
    static virtual Lanes Slope(Lanes x, Lanes value) => throw new NotSupportedException();

    /// <summary>Whether <see cref="Values"/> and derivatives at four arguments are there; otherwise it is one value after another.</summary>
    static virtual bool HasValues => false;
}

/// <summary>A differentiable function of several real variables.</summary>
public interface IFunctionOfSeveral
{
    /// <summary>The function at one list of arguments.</summary>
    static abstract double Value(ReadOnlySpan<double> x);

    /// <summary>The partial derivative by an argument; 0 by one that takes whole numbers only.</summary>
    /// <param name="x">Where.</param>
    /// <param name="value">The value there.</param>
    /// <param name="argument">By which, from 0.</param>
    static abstract double Slope(ReadOnlySpan<double> x, double value, int argument);

    /// <summary>The values of four lists of arguments.</summary>
    static virtual Vector256<double> Values(ReadOnlySpan<Vector256<double>> x) => throw new NotSupportedException();

    /// <summary>The partial derivatives at four lists of arguments.</summary>
    static virtual Lanes Slope(ReadOnlySpan<Lanes> x, Lanes value, int argument) => throw new NotSupportedException();

    /// <summary>Whether <see cref="Values"/> and derivatives at four lists are there; otherwise it is one value after another.</summary>
    static virtual bool HasValues => false;
}
