using System.Globalization;
using ReluInjectivity.Weights.Formats;

namespace ReluInjectivity.Weights.Onnx;

/// <summary>The type of the numbers on the path of the data. A cast to a narrower one rounds, which is no layer.</summary>
internal sealed class OnnxDataType
{
    private const int Float = 1;
    private const int Half = 10;
    private const int Double = 11;
    private const int BrainFloat = 16;
    private int _current;

    /// <exception cref="WeightFileException">The graph's input holds no floating-point numbers.</exception>
    public OnnxDataType(SourceFile file, OnnxInput input)
    {
        _current = input.ElementType == 0 ? Float : input.ElementType;
        if (!IsFloating(_current))
        {
            throw file.Error(
                $"input '{Names.Short(input.Name)}'",
                string.Create(CultureInfo.InvariantCulture, $"its ONNX data type is {_current}: no floating-point numbers"),
                "injectivity is decided for real inputs; export the model with a float input");
        }
    }

    /// <summary>Follows a Cast.</summary>
    /// <exception cref="WeightFileException">It rounds.</exception>
    public void Cast(OnnxNode node)
    {
        int to = (int)Math.Clamp(node.Int("to", 0), 0, int.MaxValue);
        if (!IsFloating(to))
        {
            throw node.Error("it casts to a type without fractions", "layers act on floating-point numbers");
        }

        if (to != _current && Width(to) <= Width(_current))
        {
            throw node.Error("it rounds the data to a narrower type", "the rounded map is not the one that layers describe; export the model in one floating-point type");
        }

        _current = to;
    }

    private static bool IsFloating(int type) => type is Float or Half or Double or BrainFloat;

    private static int Width(int type) => type switch
    {
        Double => 3,
        Float => 2,
        _ => 1,
    };
}
