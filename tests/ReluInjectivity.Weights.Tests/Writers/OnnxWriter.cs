using Google.Protobuf;

namespace ReluInjectivity.Weights.Tests.Writers;

/// <summary>Writes the few messages of onnx.proto that a network needs.</summary>
internal sealed class OnnxWriter
{
    private readonly List<Action<CodedOutputStream>> _graph = [];
    private int _index;

    public static byte[] Message(Action<CodedOutputStream> write)
    {
        using MemoryStream stream = new();
        using (CodedOutputStream output = new(stream, leaveOpen: true))
        {
            write(output);
        }

        return stream.ToArray();
    }

    public static void Bytes(CodedOutputStream output, int field, byte[] value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(value));
    }

    public static void Text(CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    }

    public static void Varint(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    /// <summary>A TensorProto with raw bytes.</summary>
    public static byte[] Tensor(string name, int dataType, long[] shape, byte[] raw) => Message(output =>
    {
        foreach (long extent in shape)
        {
            Varint(output, 1, extent);
        }

        Varint(output, 2, dataType);
        Text(output, 8, name);
        Bytes(output, 9, raw);
    });

    public static byte[] Doubles(string name, long[] shape, params double[] values) => Tensor(name, 11, shape, Numbers.Bytes("f8", values));

    public static byte[] Value(string name) => Message(output => Text(output, 1, name));

    public OnnxWriter Input(string name = "x") => Field(11, Value(name));

    /// <summary>An input of single precision with a batch of one and these extents; null where the file leaves one free.</summary>
    public OnnxWriter Sized(string name, params int?[] shape) => Field(11, Message(value =>
    {
        Text(value, 1, name);
        Bytes(value, 2, Message(type => Bytes(type, 1, Message(tensor =>
        {
            Varint(tensor, 1, 1);
            Bytes(tensor, 2, Message(extents =>
            {
                foreach (int? extent in shape.Prepend(1))
                {
                    Bytes(extents, 1, extent is { } known ? Message(size => Varint(size, 1, known)) : Message(size => Text(size, 2, "free")));
                }
            }));
        }))));
    }));

    public OnnxWriter Output(string name = "y") => Field(12, Value(name));

    public OnnxWriter Initializer(byte[] tensor) => Field(5, tensor);

    public OnnxWriter Initializer(string name, long[] shape, params double[] values) => Field(5, Doubles(name, shape, values));

    /// <summary>A node; the name is the operation's and a running number.</summary>
    public OnnxWriter Node(string operation, string[] inputs, string output, params byte[][] attributes) => Field(1, Message(stream =>
    {
        foreach (string input in inputs)
        {
            Text(stream, 1, input);
        }

        Text(stream, 2, output);
        Text(stream, 3, $"{operation}_{_index++}");
        Text(stream, 4, operation);
        foreach (byte[] attribute in attributes)
        {
            Bytes(stream, 5, attribute);
        }
    }));

    public static byte[] Float(string name, float value) => Message(output =>
    {
        Text(output, 1, name);
        output.WriteTag(2, WireFormat.WireType.Fixed32);
        output.WriteFloat(value);
        Varint(output, 20, 1);
    });

    public static byte[] Int(string name, long value) => Message(output =>
    {
        Text(output, 1, name);
        Varint(output, 3, value);
        Varint(output, 20, 2);
    });

    public static byte[] String(string name, string value) => Message(output =>
    {
        Text(output, 1, name);
        Text(output, 4, value);
        Varint(output, 20, 3);
    });

    public static byte[] Attribute(string name, byte[] tensor) => Message(output =>
    {
        Text(output, 1, name);
        Bytes(output, 5, tensor);
        Varint(output, 20, 4);
    });

    public static byte[] Ints(string name, params long[] values) => Message(output =>
    {
        Text(output, 1, name);
        foreach (long value in values)
        {
            Varint(output, 8, value);
        }

        Varint(output, 20, 7);
    });

    public OnnxWriter Field(int number, byte[] content)
    {
        _graph.Add(output => Bytes(output, number, content));
        return this;
    }

    public byte[] Model() => Message(model =>
    {
        Varint(model, 1, 8);
        Text(model, 2, "test");
        Bytes(model, 7, Message(graph => _graph.ForEach(write => write(graph))));
        Bytes(model, 8, Message(opset => Varint(opset, 2, 17)));
    });
}
