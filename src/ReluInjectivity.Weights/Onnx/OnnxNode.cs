using System.Globalization;
using Google.Protobuf;
using ReluInjectivity.Weights.Formats;

namespace ReluInjectivity.Weights.Onnx;

/// <summary>A <c>NodeProto</c>: one operation of the graph.</summary>
internal sealed class OnnxNode
{
    private readonly ProtoMessage _message;
    private readonly Dictionary<string, ProtoMessage> _attributes = new(StringComparer.Ordinal);

    /// <exception cref="WeightFileException">The node is malformed.</exception>
    public OnnxNode(ProtoMessage message, int index)
    {
        _message = message;
        string name = string.Empty;
        string domain = string.Empty;
        foreach (ProtoField field in message.Fields())
        {
            string Text() => field.Payload?.Text ?? string.Empty;
            switch (field.Number)
            {
                case 1:
                    Inputs.Add(Text());
                    break;
                case 2:
                    Outputs.Add(Text());
                    break;
                case 3:
                    name = Text();
                    break;
                case 4:
                    Operation = Text();
                    break;
                case 5 when field.Payload is { } attribute:
                    AddAttribute(attribute);
                    break;
                case 7:
                    domain = Text();
                    break;
            }
        }

        if (domain is not ("" or "ai.onnx"))
        {
            Operation = domain + "." + Operation;
        }

        Name = Names.Printable(name.Length > 0 ? name : Outputs.Count > 0 && Outputs[0].Length > 0 ? Outputs[0] : string.Create(CultureInfo.InvariantCulture, $"#{index}"));
    }

    /// <summary>Its name, or its output's, or its place in the file; printable.</summary>
    public string Name { get; }

    /// <summary>The operation, with its domain if that is not ONNX's own.</summary>
    public string Operation { get; } = string.Empty;

    public List<string> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    public WeightFileException Error(string problem, string advice) =>
        _message.File.Error($"node '{Names.Short(Name)}' ({Names.Short(Operation)})", problem, advice);

    public bool Has(string attribute) => _attributes.ContainsKey(attribute);

    /// <summary>A float attribute.</summary>
    /// <exception cref="WeightFileException">It is not finite.</exception>
    public double Float(string attribute, double fallback)
    {
        double value = Field(attribute, 2, WireFormat.WireType.Fixed32) is { } field ? BitConverter.UInt32BitsToSingle((uint)field.Bits) : fallback;
        return double.IsFinite(value) ? value : throw Error($"the attribute {attribute} is not finite", "export the model again");
    }

    /// <summary>An integer attribute.</summary>
    public long Int(string attribute, long fallback) => Field(attribute, 3, WireFormat.WireType.Varint) is { } field ? (long)field.Bits : fallback;

    /// <summary>A text attribute.</summary>
    public string Text(string attribute, string fallback) => Field(attribute, 4, WireFormat.WireType.LengthDelimited)?.Payload?.Text ?? fallback;

    /// <summary>A tensor attribute, or null.</summary>
    /// <exception cref="WeightFileException">The tensor is malformed.</exception>
    public OnnxTensor? Tensor(string attribute) => Field(attribute, 5, WireFormat.WireType.LengthDelimited)?.Payload is { } tensor ? new OnnxTensor(tensor) : null;

    /// <summary>A list of integers, or null.</summary>
    /// <exception cref="WeightFileException">The list is longer than an array may have dimensions, twice.</exception>
    public long[]? Ints(string attribute)
    {
        if (!_attributes.TryGetValue(attribute, out ProtoMessage? message))
        {
            return null;
        }

        List<long> values = [];
        foreach (ulong bits in message.Fields().Where(field => field.Number == 8).SelectMany(field => message.Repeated(field, WireFormat.WireType.Varint)))
        {
            values.Add((long)bits);
            if (values.Count > 2 * WeightFileLimits.MaxRank)
            {
                throw Error($"the attribute {attribute} is too long", "it has one or two integers for each dimension");
            }
        }

        return [.. values];
    }

    private ProtoField? Field(string attribute, int number, WireFormat.WireType type)
    {
        if (_attributes.TryGetValue(attribute, out ProtoMessage? message))
        {
            foreach (ProtoField field in message.Fields())
            {
                if (field.Number == number && field.Type == type)
                {
                    return field;
                }
            }
        }

        return null;
    }

    private void AddAttribute(ProtoMessage attribute)
    {
        foreach (ProtoField field in attribute.Fields())
        {
            if (field.Number == 1 && field.Payload is { } name)
            {
                _attributes[name.Text] = attribute;
            }
        }
    }
}
