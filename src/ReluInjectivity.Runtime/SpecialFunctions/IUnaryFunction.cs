using System.Runtime.Intrinsics;

namespace ReluInjectivity.Runtime.SpecialFunctions;

/// <summary>A function of one real variable in its two forms, one value and four lanes.</summary>
internal interface IUnaryFunction
{
    static abstract double Evaluate(double x);

    static abstract Vector256<double> Evaluate(Vector256<double> x);
}
