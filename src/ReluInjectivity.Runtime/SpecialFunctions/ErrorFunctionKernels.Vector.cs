using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ReluInjectivity.Runtime.SpecialFunctions;

/// <content>The kernels on four lanes at once: one formula for the whole half line instead of a table, so no branches.</content>
internal static partial class ErrorFunctionKernels
{
    /// <summary>exp(-scale y^2), scale a power of two, scale y^2 &lt; 1500.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> ExpOfNegativeSquare(Vector256<double> y, double scale)
    {
        Vector256<double> square = y * y;
        Vector256<double> negativeRest = Vector256.FusedMultiplyAdd(-y, y, square);
        return ExponentialKernel.Exp(square * -scale, negativeRest * scale);
    }

    /// <summary>exp(+scale y^2), scale a power of two, scale y^2 &lt; 1500.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> ExpOfPositiveSquare(Vector256<double> y, double scale)
    {
        Vector256<double> square = y * y;
        Vector256<double> rest = Vector256.FusedMultiplyAdd(y, y, -square);
        return ExponentialKernel.Exp(square * scale, rest * scale);
    }

    /// <summary>x where x &lt;= limit, else limit; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> AtMost(Vector256<double> x, double limit)
    {
        Vector256<double> bound = Vector256.Create(limit);
        return Vector256.ConditionalSelect(Vector256.GreaterThan(x, bound), bound, x);
    }

    /// <summary>erf(x) for |x| &lt; <see cref="SmallArgument"/>; the polynomial of the scalar method of this name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> SmallErf(Vector256<double> x)
    {
        Vector256<double> u = x * x;
        Vector256<double> u2 = u * u;
        Vector256<double> low = Vector256.FusedMultiplyAdd(u, Vector256.Create(-0.026866170632887928), Vector256.Create(0.11283791670925353));
        Vector256<double> middle = Vector256.FusedMultiplyAdd(u, Vector256.Create(-0.0008548297753674966), Vector256.Create(0.00522397737302147));
        Vector256<double> high = Vector256.FusedMultiplyAdd(u, Vector256.Create(-1.4845849259707869e-05), Vector256.Create(0.00012053335124353741));
        high = Vector256.FusedMultiplyAdd(u2, Vector256.Create(1.4725865480556744e-06), high);
        low = Vector256.FusedMultiplyAdd(u2, Vector256.FusedMultiplyAdd(u2, high, middle), low);
        low = Vector256.FusedMultiplyAdd(u, low, Vector256.Create(-0.37612638903183476));
        return x * Vector256.FusedMultiplyAdd(u, low, Vector256.Create(1.1283791670955126));
    }

    /// <summary>erfcx(y) for finite y &gt;= 0; NaN gives NaN.</summary>
    /// <remarks>
    /// (y + 1/2) erfcx(y) as a polynomial of degree 25 in t = (y - 5/2)/(y + 5/2), which maps the half line
    /// to [-1, 1): mpmath, interpolation at the Chebyshev points; largest relative error 2.9e-17, rounded coefficients
    /// included; the coefficients of t^8 and t^9 absorb the sum of the others' roundings, so that both ends are exact
    /// to 1e-19. Four interleaved sums keep the dependency
    /// chain short.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> ScaledErfc(Vector256<double> y)
    {
        // As 2 y/(y + 5/2) - 1 and not as the quotient above: near y = 0, where the slope is largest, t is then
        // wrong by its own rounding only.
        Vector256<double> t = Vector256.FusedMultiplyAdd(
            y / (y + Vector256.Create(2.5)), Vector256.Create(2.0), -Vector256<double>.One);
        Vector256<double> t2 = t * t;
        Vector256<double> t4 = t2 * t2;
        Vector256<double> p4 = Vector256.Create(-7.429396497259869e-10);
        p4 = Vector256.FusedMultiplyAdd(p4, t4, Vector256.Create(-6.260917180289585e-08));
        p4 = Vector256.FusedMultiplyAdd(p4, t4, Vector256.Create(-7.923353703785968e-07));
        p4 = Vector256.FusedMultiplyAdd(p4, t4, Vector256.Create(3.1329746575157895e-06));
        p4 = Vector256.FusedMultiplyAdd(p4, t4, Vector256.Create(0.000245932900531863));
        p4 = Vector256.FusedMultiplyAdd(p4, t4, Vector256.Create(-0.05148352801932559));

        Vector256<double> p1 = Vector256.Create(-7.23841739491688e-10);
        p1 = Vector256.FusedMultiplyAdd(p1, t4, Vector256.Create(-2.220688488101219e-08));
        p1 = Vector256.FusedMultiplyAdd(p1, t4, Vector256.Create(2.6239550231335424e-07));
        p1 = Vector256.FusedMultiplyAdd(p1, t4, Vector256.Create(1.1349813691161661e-05));
        p1 = Vector256.FusedMultiplyAdd(p1, t4, Vector256.Create(0.000316062178194263));
        p1 = Vector256.FusedMultiplyAdd(p1, t4, Vector256.Create(0.01638044663437381));
        p1 = Vector256.FusedMultiplyAdd(p1, t4, Vector256.Create(-0.06117838154120215));

        Vector256<double> p2 = Vector256.Create(9.674379123456325e-09);
        p2 = Vector256.FusedMultiplyAdd(p2, t4, Vector256.Create(2.663117639539275e-07));
        p2 = Vector256.FusedMultiplyAdd(p2, t4, Vector256.Create(1.304408205278844e-06));
        p2 = Vector256.FusedMultiplyAdd(p2, t4, Vector256.Create(-4.4239594859343696e-05));
        p2 = Vector256.FusedMultiplyAdd(p2, t4, Vector256.Create(0.0004659464093765314));
        p2 = Vector256.FusedMultiplyAdd(p2, t4, Vector256.Create(-0.04951226978680009));

        Vector256<double> p3 = Vector256.Create(6.1994596116003676e-09);
        p3 = Vector256.FusedMultiplyAdd(p3, t4, Vector256.Create(1.849706983955877e-08));
        p3 = Vector256.FusedMultiplyAdd(p3, t4, Vector256.Create(-2.108603982893292e-06));
        p3 = Vector256.FusedMultiplyAdd(p3, t4, Vector256.Create(-5.676120906605437e-05));
        p3 = Vector256.FusedMultiplyAdd(p3, t4, Vector256.Create(-0.0021910391710437357));
        p3 = Vector256.FusedMultiplyAdd(p3, t4, Vector256.Create(0.07881495951160859));

        // The constant term comes last, so that it is rounded once.
        Vector256<double> even = Vector256.FusedMultiplyAdd(p4, t2, p2) * t2;
        Vector256<double> odd = Vector256.FusedMultiplyAdd(p3, t2, p1);
        Vector256<double> value = Vector256.FusedMultiplyAdd(t, odd, even) + Vector256.Create(0.6324190921834307);
        return value / (y + Vector256.Create(0.5));
    }
}
