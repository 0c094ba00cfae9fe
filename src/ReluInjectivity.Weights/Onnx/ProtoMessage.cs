using System.Text;
using Google.Protobuf;
using ReluInjectivity.Weights.Formats;

namespace ReluInjectivity.Weights.Onnx;

/// <summary>One field of a message: its number and either a number or a slice of the file.</summary>
/// <param name="Number">Field number.</param>
/// <param name="Type">How it is written.</param>
/// <param name="Bits">The value of a varint or of fixed bytes.</param>
/// <param name="Payload">What a length-delimited field holds.</param>
internal readonly record struct ProtoField(int Number, WireFormat.WireType Type, ulong Bits, ProtoMessage? Payload);

/// <summary>A message in protocol-buffer wire format as a slice of the file: nothing is copied, and every length lies within the file.</summary>
/// <remarks>Field numbers are those of github.com/onnx/onnx, onnx/onnx.proto.</remarks>
internal sealed record ProtoMessage(SourceFile File, byte[] Buffer, int Offset, int Length)
{
    public ReadOnlySpan<byte> Bytes => Buffer.AsSpan(Offset, Length);

    /// <summary>The slice as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The fields in stored order.</summary>
    /// <exception cref="WeightFileException">The bytes are not a message.</exception>
    public IEnumerable<ProtoField> Fields()
    {
        CodedInputStream input = new(Buffer, Offset, Length);
        long origin = input.Position - Offset;
        while (true)
        {
            long at = input.Position - origin;
            ProtoField field;
            try
            {
                uint tag = input.ReadTag();
                if (tag == 0)
                {
                    yield break;
                }

                field = ReadField(input, tag, origin);
            }
            catch (InvalidProtocolBufferException problem)
            {
                throw Damaged(at, problem);
            }

            yield return field;
        }
    }

    /// <summary>The numbers of a repeated field, which writers may pack into one slice.</summary>
    /// <param name="field">One field of the repetition.</param>
    /// <param name="element">How one number is written.</param>
    /// <returns>The bits of each number.</returns>
    /// <exception cref="WeightFileException">The slice is not such numbers.</exception>
    public IEnumerable<ulong> Repeated(ProtoField field, WireFormat.WireType element)
    {
        if (field.Type == element)
        {
            return [field.Bits];
        }

        return field.Payload is { } packed
            ? packed.Packed(element)
            : throw File.Error(SourceFile.Byte(Offset), "a field is of the wrong type", "export the model again");
    }

    private IEnumerable<ulong> Packed(WireFormat.WireType element)
    {
        CodedInputStream input = new(Buffer, Offset, Length);
        long origin = input.Position - Offset;
        while (true)
        {
            long at = input.Position - origin;
            ulong bits;
            try
            {
                if (input.IsAtEnd)
                {
                    yield break;
                }

                bits = ReadBits(input, element);
            }
            catch (InvalidProtocolBufferException problem)
            {
                throw Damaged(at, problem);
            }

            yield return bits;
        }
    }

    private static ulong ReadBits(CodedInputStream input, WireFormat.WireType type) => type switch
    {
        WireFormat.WireType.Varint => input.ReadUInt64(),
        WireFormat.WireType.Fixed32 => input.ReadFixed32(),
        _ => input.ReadFixed64(),
    };

    private ProtoField ReadField(CodedInputStream input, uint tag, long origin)
    {
        int number = WireFormat.GetTagFieldNumber(tag);
        WireFormat.WireType type = WireFormat.GetTagWireType(tag);
        switch (type)
        {
            case WireFormat.WireType.Varint or WireFormat.WireType.Fixed32 or WireFormat.WireType.Fixed64:
                return new ProtoField(number, type, ReadBits(input, type), null);
            case WireFormat.WireType.LengthDelimited:
                // Skipping checks the length; reading the prefix once more gives it.
                int begin = (int)(input.Position - origin);
                input.SkipLastField();
                int end = (int)(input.Position - origin);
                int length = new CodedInputStream(Buffer, begin, end - begin).ReadLength();
                return new ProtoField(number, type, 0, new ProtoMessage(File, Buffer, end - length, length));
            default:
                input.SkipLastField();
                return new ProtoField(0, type, 0, null);
        }
    }

    private WeightFileException Damaged(long at, InvalidProtocolBufferException problem) =>
        File.Error(SourceFile.Byte(at), $"this is not an ONNX model ({problem.Message})", "export the model again", problem);
}
