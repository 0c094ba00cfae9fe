using System.Buffers.Binary;
using System.Globalization;
using Google.Protobuf;
using ReluInjectivity.Weights.Formats;

namespace ReluInjectivity.Weights.Onnx;

/// <summary>A <c>TensorProto</c>: name, extents, and numbers either as raw little-endian bytes or in a list by type.</summary>
internal sealed class OnnxTensor
{
    private const string Reexport = "export the model again";
    private readonly ProtoMessage _message;
    private readonly int _dataType;
    private readonly ProtoMessage? _raw;
    private readonly ElementType? _type;
    private readonly OnnxExternalData? _external;

    /// <exception cref="WeightFileException">The tensor is malformed, lies outside of the file, or declares more than the file holds.</exception>
    public OnnxTensor(ProtoMessage message)
    {
        _message = message;
        List<long> shape = [];
        bool isExternal = false;
        Dictionary<string, string> beside = new(StringComparer.Ordinal);
        foreach (ProtoField field in message.Fields())
        {
            switch (field.Number)
            {
                case 1:
                    AddExtents(field, shape);
                    break;
                case 2:
                    _dataType = (int)Math.Min(field.Bits, int.MaxValue);
                    break;
                case 3:
                    throw PlaceOf(message.File).Error(string.Empty, "the tensor is a segment of another", Reexport);
                case 8:
                    Name = field.Payload?.Text ?? string.Empty;
                    break;
                case 9:
                    _raw = field.Payload;
                    break;
                case 13:
                    isExternal = true;
                    OnnxExternalData.Add(field.Payload, beside);
                    break;
                case 14:
                    isExternal |= field.Bits != 0;
                    break;
            }
        }

        Shape = [.. shape];
        _external = isExternal ? OnnxExternalData.Of(PlaceOf(message.File), beside) : null;
        _type = TypeOf(_dataType);
        CheckSize();
    }

    public string Name { get; } = string.Empty;

    public long[] Shape { get; }

    public ArrayEntry Entry => new(Name, Shape, _type ?? new ElementType($"onnx-type-{_dataType.ToString(CultureInfo.InvariantCulture)}", ElementKind.Unsigned, 1), Load);

    /// <summary>Reads the entries in row-major order.</summary>
    /// <exception cref="WeightFileException">The type is not one of numbers, the data are too few or too many, or an entry is not finite.</exception>
    public double[] Load()
    {
        Place place = PlaceOf(_message.File);
        if (_type is null)
        {
            throw place.Error(string.Empty, string.Create(CultureInfo.InvariantCulture, $"the ONNX data type {_dataType} is not read"), "export float32, float64, float16 or bfloat16; integers and bool are read too");
        }

        if (_external is { } external)
        {
            return external.Load(place, _type, Shape);
        }

        double[] values = new double[ArrayContainer.Count(place, Shape)];
        if (_raw is not null)
        {
            NumberStream.Decode(place, _type, _raw.Bytes, values, Shape, fortran: false, 0);
            return values;
        }

        LoadList(place, _type, values);
        return values;
    }

    /// <summary>The entries of a list of places, in which exporters write the greatest integer for "to the end": beyond 2^53 they are brought back to it.</summary>
    /// <exception cref="WeightFileException">As for <see cref="Load"/>.</exception>
    public double[] LoadPlaces()
    {
        if (_type != ElementType.I64 || _external is not null || Shape.Length > 1)
        {
            return Load();
        }

        const long Most = 1L << 53;
        IEnumerable<long> values = _raw is not null
            ? Enumerable.Range(0, _raw.Length / sizeof(long)).Select(k => BinaryPrimitives.ReadInt64LittleEndian(_raw.Bytes[(k * sizeof(long))..]))
            : _message.Fields().Where(field => field.Number == 7).SelectMany(field => _message.Repeated(field, WireFormat.WireType.Varint)).Select(bits => (long)bits);
        double[] places = [.. values.Select(value => (double)Math.Clamp(value, -Most, Most))];
        return places.Length == ArrayContainer.Count(PlaceOf(_message.File), Shape) ? places : Load();
    }

    private Place PlaceOf(SourceFile file) => new(file, $"tensor '{Names.Short(Name)}'");

    private void AddExtents(ProtoField field, List<long> shape)
    {
        foreach (ulong extent in _message.Repeated(field, WireFormat.WireType.Varint))
        {
            if (shape.Count > WeightFileLimits.MaxRank)
            {
                // Whoever counts the entries refuses this rank.
                return;
            }

            shape.Add((long)extent);
        }
    }

    // TensorProto.DataType; integers of 4 bits and floats of 8 are not read.
    private static ElementType? TypeOf(int dataType) => dataType switch
    {
        1 => ElementType.F32,
        2 => ElementType.U8,
        3 => ElementType.I8,
        4 => ElementType.U16,
        5 => ElementType.I16,
        6 => ElementType.I32,
        7 => ElementType.I64,
        9 => ElementType.Bool,
        10 => ElementType.F16,
        11 => ElementType.F64,
        12 => ElementType.U32,
        13 => ElementType.U64,
        16 => ElementType.BF16,
        _ => null,
    };

    private void CheckSize()
    {
        Place place = PlaceOf(_message.File);
        long count = ArrayContainer.Count(place, Shape);
        if (_type is null || _external is not null)
        {
            return;
        }

        // A number in a list takes at least a byte.
        bool fits = _raw is null ? count <= _message.Length : count * _type.Size == _raw.Length;
        if (!fits)
        {
            throw place.Error(
                string.Empty,
                string.Create(CultureInfo.InvariantCulture, $"the shape {ShapeText.Of(Shape)} of '{_type.Name}' does not fit the {_raw?.Length ?? _message.Length} bytes of data"),
                Reexport);
        }
    }

    private void LoadList(Place place, ElementType type, double[] values)
    {
        (int number, WireFormat.WireType wire) = type switch
        {
            { Kind: ElementKind.Float, Size: 4 } => (4, WireFormat.WireType.Fixed32),
            { Kind: ElementKind.Float, Size: 8 } => (10, WireFormat.WireType.Fixed64),
            { Kind: ElementKind.Signed, Size: 8 } => (7, WireFormat.WireType.Varint),
            { Kind: ElementKind.Unsigned, Size: >= 4 } => (11, WireFormat.WireType.Varint),
            _ => (5, WireFormat.WireType.Varint),
        };
        int count = 0;
        byte[] bytes = new byte[sizeof(ulong)];
        foreach (ProtoField field in _message.Fields())
        {
            if (field.Number != number)
            {
                continue;
            }

            foreach (ulong bits in _message.Repeated(field, wire))
            {
                if (count == values.Length)
                {
                    throw place.Error(string.Empty, $"there are more numbers than the shape {ShapeText.Of(Shape)} declares", Reexport);
                }

                BinaryPrimitives.WriteUInt64LittleEndian(bytes, bits);
                NumberStream.Decode(place, type, bytes.AsSpan(0, type.Size), values.AsSpan(count, 1), Shape, fortran: false, count);
                count++;
            }
        }

        if (count < values.Length)
        {
            throw place.Error(string.Empty, string.Create(CultureInfo.InvariantCulture, $"there are {count} numbers, fewer than the shape {ShapeText.Of(Shape)} declares"), Reexport);
        }
    }
}
