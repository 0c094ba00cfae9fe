using MathNet.Numerics.LinearAlgebra;
using ReluInjectivity.Frames.Networks.Composed;

namespace ReluInjectivity.Frames.Networks;

/// <summary>Layers with ReLUs as one map in doubles, with the matrix of its active rows around an input.</summary>
internal sealed class ActiveMap
{
    private readonly (Matrix<double> Weights, Vector<double> Bias, bool HasReLU)[] _layers;

    /// <summary>The map of stages that compose; see <see cref="ComposedMap.Composes"/>.</summary>
    public ActiveMap(IReadOnlyList<NetworkStage> stages) =>
        _layers = [.. stages.Select(stage => (stage.Layer.ToMatrix(), -Vector<double>.Build.DenseOfEnumerable(stage.Layer.Thresholds), stage.HasReLU))];

    /// <summary>How many numbers it takes.</summary>
    public int Inputs => _layers[0].Weights.ColumnCount;

    /// <summary>The outputs at an input.</summary>
    public Vector<double> At(Vector<double> x)
    {
        foreach ((Matrix<double> weights, Vector<double> bias, bool clips) in _layers)
        {
            x = (weights * x) + bias;
            x = clips ? x.PointwiseMaximum(0) : x;
        }

        return x;
    }

    /// <summary>The outputs at an input, and the matrix of the rows that are active there; it is the derivative where none is tied.</summary>
    public (Vector<double> Value, Matrix<double> Jacobian, bool IsTied) Around(Vector<double> x)
    {
        Matrix<double>? jacobian = null;
        bool isTied = false;
        foreach ((Matrix<double> weights, Vector<double> bias, bool clips) in _layers)
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
        }

        return (x, jacobian!, isTied);
    }
}
