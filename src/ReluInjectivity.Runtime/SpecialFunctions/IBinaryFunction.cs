using System.Runtime.Intrinsics;

namespace ReluInjectivity.Runtime.SpecialFunctions;

/// <summary>A function of two real variables in its two forms, one value and four lanes.</summary>
internal interface IBinaryFunction
{
    static abstract double Evaluate(double x, double y);

    static abstract Vector256<double> Evaluate(Vector256<double> x, Vector256<double> y);
}
