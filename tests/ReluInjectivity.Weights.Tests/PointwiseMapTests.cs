namespace ReluInjectivity.Weights.Tests;

/// <summary>Values, slopes and inverses of increasing maps.</summary>
public sealed class PointwiseMapTests
{
    /// <summary>References by mpmath with 40 digits: log(1 + exp(v)), exp(-v) / (1 + exp(-v))^2, 1 / cosh(v)^2, 1 / (1 + exp(-v)).</summary>
    [Theory]
    [InlineData(-40, 4.2483542552915889863e-18, 4.2483542552915889592e-18, 7.2194055513816606892e-35, 4.2483542552915889773e-18)]
    [InlineData(-3, 0.048587351573742058759, 0.045176659730912132649, 0.0098660371654401912732, 0.047425873177566780879)]
    [InlineData(-0.001, 0.69264730555994010108, 0.24999993750001041667, 0.99999900000066666629, 0.49975000002083333125)]
    [InlineData(0.5, 0.97407698418010668087, 0.23500371220159448907, 0.78644773296592741015, 0.62245933120185456464)]
    [InlineData(12, 12.000006144193477733, 6.1441368513331753252e-6, 1.510053817597625974e-10, 0.99999385582539778528)]
    public void Smooth_maps_have_their_values_and_slopes(double v, double softplus, double sigmoidSlope, double tanhSlope, double sigmoid)
    {
        PointwiseMap soft = new("Softplus", null);
        PointwiseMap logistic = new("Sigmoid", null);
        Near(softplus, soft.At(v, 0));
        Near(sigmoid, soft.Slope(v, 0));
        Near(sigmoid, logistic.At(v, 0));
        Near(sigmoidSlope, logistic.Slope(v, 0));
        Near(tanhSlope, new PointwiseMap("Tanh", null).Slope(v, 0));
        Assert.Equal(v, soft.Inverse(softplus, 0)!.Value, 1e-11 * Math.Abs(v));
    }

    [Fact]
    public void Inverses_give_back_what_slopes_let_through()
    {
        PointwiseMap[] maps = [new("Tanh", null), new("Sigmoid", null), new("Softplus", null), new("Elu", null) { Parameter = 0.3 }, new("LeakyRelu", [0.125]), new("PRelu", [0.5, 2])];
        foreach (PointwiseMap map in maps)
        {
            for (double v = -9; v < 9; v += 0.37)
            {
                for (int row = 0; row < 2; row++)
                {
                    // A rounding of the value moves the number by that over the slope.
                    double allowed = 1e-15 * (1 + Math.Abs(v) + (4 / map.Slope(v, row)));
                    Assert.Equal(v, map.Inverse(map.At(v, row), row)!.Value, allowed);
                    Assert.Equal(map.Slope(v, row), (map.At(v + 1e-5, row) - map.At(v - 1e-5, row)) / 2e-5, 1e-6);
                }
            }
        }
    }

    [Theory]
    [InlineData("Tanh", 1)]
    [InlineData("Tanh", -1)]
    [InlineData("Sigmoid", 0)]
    [InlineData("Sigmoid", 1.5)]
    [InlineData("Softplus", 0)]
    [InlineData("Elu", -1)]
    [InlineData("Tanh", double.NaN)]
    [InlineData("LeakyRelu", double.PositiveInfinity)]
    public void What_a_map_does_not_give_has_no_inverse(string operation, double y) =>
        Assert.Null(new PointwiseMap(operation, operation is "LeakyRelu" ? [0.5] : null).Inverse(y, 0));

    private static void Near(double expected, double actual) => Assert.InRange(actual, expected - (1e-14 * Math.Abs(expected)), expected + (1e-14 * Math.Abs(expected)));
}
