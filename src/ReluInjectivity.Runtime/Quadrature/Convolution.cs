namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>Sums against Gaussians of one standard deviation s and their derivatives by it, centred at every core node of a target grid.</summary>
public abstract class Convolution
{
    private readonly bool[] _isTabulated = new bool[3];

    private protected Convolution(EquispacedGrid target) => Target = target;

    /// <summary>The grid smoothed onto.</summary>
    private protected EquispacedGrid Target { get; }

    /// <summary>The standard deviation.</summary>
    private protected double Deviation { get; private set; }

    /// <summary>Sets the standard deviation, after the grids have been laid.</summary>
    public void SetDeviation(double deviation)
    {
        Deviation = deviation;
        Array.Clear(_isTabulated);
    }

    /// <summary>Zeroes the core of a target array.</summary>
    public void Clear(double[] target) => Array.Clear(target, Target.CoreStart, Target.CoreStop - Target.CoreStart);

    /// <summary>Tabulates the derivative of an order once for each standard deviation.</summary>
    private protected void Require(int order)
    {
        if (!_isTabulated[order])
        {
            Tabulate(order);
            _isTabulated[order] = true;
        }
    }

    /// <summary>Tabulates the derivative of an order.</summary>
    private protected abstract void Tabulate(int order);

    /// <summary>What turns a normal density N at z = x/s into its derivative by s: dN/ds = N (z^2 - 1)/s, d^2N/ds^2 = N (z^4 - 5 z^2 + 2)/s^2.</summary>
    private protected static double Factor(int order, double zSquared, double deviation) => order switch
    {
        0 => 1,
        1 => (zSquared - 1) / deviation,
        _ => ((((zSquared - 5) * zSquared) + 2) / deviation) / deviation,
    };
}
