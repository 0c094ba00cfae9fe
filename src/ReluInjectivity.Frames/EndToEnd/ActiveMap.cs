using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Frames.EndToEnd.Composed;

namespace ReluInjectivity.Frames.EndToEnd;

/// <summary>Layers with ReLUs or increasing maps as one map in doubles, with the matrix of its active rows around an input.</summary>
internal sealed class ActiveMap
{
    private readonly (Matrix<double> Weights, Vector<double> Bias, bool HasReLU, PointwiseMap? Map)[] _layers;

    /// <summary>The map of stages that chain; see <see cref="Chains"/>.</summary>
    public ActiveMap(IReadOnlyList<Stage> stages) =>
        _layers = [.. stages.Select(stage => (stage.Layer.ToMatrix(), -Vector<double>.Build.DenseOfEnumerable(stage.Layer.Thresholds), stage.HasReLU, stage.Pointwise))];

    /// <summary>How many numbers it takes.</summary>
    public int Inputs => _layers[0].Weights.ColumnCount;

    /// <summary>Whether stages chain: whole matrices that fit, with ReLUs, maps or nothing behind each.</summary>
    public static bool Chains(IReadOnlyList<Stage> stages) =>
        ComposedMap.Composes([.. stages.Select(stage => stage with { Pointwise = null })]);

    /// <summary>The outputs at an input.</summary>
    public Vector<double> At(Vector<double> x)
    {
        foreach ((Matrix<double> weights, Vector<double> bias, bool clips, PointwiseMap? map) in _layers)
        {
            x = (weights * x) + bias;
            x = clips ? x.PointwiseMaximum(0) : map is null ? x : x.MapIndexed((i, v) => map.At(v, i), Zeros.Include);
        }

        return x;
    }

    /// <summary>The outputs at an input, and the matrix of the rows that are active there, each by the slope of the map behind it; it is the derivative where none is tied.</summary>
    public (Vector<double> Value, Matrix<double> Jacobian, bool IsTied) Around(Vector<double> x)
    {
        Matrix<double>? jacobian = null;
        bool isTied = false;
        foreach ((Matrix<double> weights, Vector<double> bias, bool clips, PointwiseMap? map) in _layers)
        {
            x = (weights * x) + bias;
            jacobian = jacobian is null ? weights.Clone() : weights * jacobian;
            for (int i = 0; clips && i < x.Count; i++)
            {
                isTied |= x[i] == 0;
                if (x[i] <= 0)
                {
                    x[i] = 0;
                    jacobian.ClearRow(i);
                }
            }

            for (int i = 0; map is not null && i < x.Count; i++)
            {
                jacobian.SetRow(i, map.Slope(x[i], i) * jacobian.Row(i));
                x[i] = map.At(x[i], i);
            }
        }

        return (x, jacobian!, isTied);
    }
}
