using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ReluInjectivity.Runtime.SpecialFunctions;

/// <summary>
/// Runs a function over spans, four lanes at a time where the processor has fused multiply-add on 256 bits (x86 with
/// FMA), else one by one. A remainder is padded to four lanes, so a result never depends on its position in the span.
/// </summary>
internal static class Elementwise
{
    private const int Lanes = 4;

    internal static void Apply<TFunction>(ReadOnlySpan<double> x, Span<double> destination)
        where TFunction : struct, IUnaryFunction
    {
        CheckDestination(x, destination);
        if (!Fma.IsSupported)
        {
            for (int i = 0; i < x.Length; i++)
            {
                destination[i] = TFunction.Evaluate(x[i]);
            }

            return;
        }

        ref double source = ref MemoryMarshal.GetReference(x);
        ref double target = ref MemoryMarshal.GetReference(destination);
        int vectorEnd = x.Length - (x.Length % Lanes);
        for (int i = 0; i < vectorEnd; i += Lanes)
        {
            TFunction.Evaluate(Vector256.LoadUnsafe(ref source, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
        }

        if (vectorEnd < x.Length)
        {
            Span<double> padded = stackalloc double[Lanes];
            padded.Clear();
            x[vectorEnd..].CopyTo(padded);
            TFunction.Evaluate(Vector256.Create<double>(padded)).CopyTo(padded);
            padded[..(x.Length - vectorEnd)].CopyTo(destination[vectorEnd..]);
        }
    }

    internal static void Apply<TFunction>(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> destination)
        where TFunction : struct, IBinaryFunction
    {
        if (x.Length != y.Length)
        {
            throw new ArgumentException($"The inputs have different lengths, {x.Length} and {y.Length}.", nameof(y));
        }

        CheckDestination(x, destination);
        CheckDestination(y, destination);
        if (!Fma.IsSupported)
        {
            for (int i = 0; i < x.Length; i++)
            {
                destination[i] = TFunction.Evaluate(x[i], y[i]);
            }

            return;
        }

        ref double first = ref MemoryMarshal.GetReference(x);
        ref double second = ref MemoryMarshal.GetReference(y);
        ref double target = ref MemoryMarshal.GetReference(destination);
        int vectorEnd = x.Length - (x.Length % Lanes);
        for (int i = 0; i < vectorEnd; i += Lanes)
        {
            TFunction.Evaluate(Vector256.LoadUnsafe(ref first, (nuint)i), Vector256.LoadUnsafe(ref second, (nuint)i))
                .StoreUnsafe(ref target, (nuint)i);
        }

        if (vectorEnd < x.Length)
        {
            Span<double> padded = stackalloc double[2 * Lanes];
            padded.Clear();
            x[vectorEnd..].CopyTo(padded);
            y[vectorEnd..].CopyTo(padded[Lanes..]);
            TFunction.Evaluate(Vector256.Create<double>(padded), Vector256.Create<double>(padded[Lanes..])).CopyTo(padded);
            padded[..(x.Length - vectorEnd)].CopyTo(destination[vectorEnd..]);
        }
    }

    private static void CheckDestination(ReadOnlySpan<double> input, Span<double> destination)
    {
        if (destination.Length < input.Length)
        {
            throw new ArgumentException(
                $"The destination holds {destination.Length} values, {input.Length} are needed.", nameof(destination));
        }

        if (input.Overlaps(destination, out int offset) && offset != 0)
        {
            throw new ArgumentException("The destination may be an input itself but not overlap it shifted.", nameof(destination));
        }
    }
}
