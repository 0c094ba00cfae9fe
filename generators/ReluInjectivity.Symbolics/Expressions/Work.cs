using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using ReluInjectivity.Symbolics.Algebra;

namespace ReluInjectivity.Symbolics.Expressions;

/// <summary>
/// What bounds the work of a compilation on this thread: its cancellation, the stack, and the number of expressions a factory may hold.
/// Passes need not know of it; whatever builds or walks expressions comes by here.
/// </summary>
public static class Work
{
    /// <summary>The most expressions one system may need.</summary>
    public const int MostNodes = 3_000_000;

    /// <summary>The most applications of defined functions that one of them may take, all written out.</summary>
    public const int MostApplications = 10_000;

    /// <summary>The most digits of a numerator or denominator that constants may fold to.</summary>
    public const int MostDigits = 10_000;

    private static readonly BigInteger LeastTooLong = BigInteger.Pow(10, MostDigits);

    [ThreadStatic]
    private static CancellationToken _cancellation;

    /// <summary>Makes a token that of this thread until the result is disposed of.</summary>
    public static IDisposable Under(CancellationToken cancellation)
    {
        var scope = new Scope(_cancellation);
        _cancellation = cancellation;
        return scope;
    }

    /// <summary>Counts one more expression.</summary>
    /// <exception cref="TooLargeException">There are too many.</exception>
    /// <exception cref="OperationCanceledException">The compilation is cancelled.</exception>
    public static void Node(int count)
    {
        if (count >= MostNodes)
        {
            throw new TooLargeException(string.Format(
                CultureInfo.InvariantCulture, "it takes more than {0} sub-expressions; definitions that use each other several times multiply", MostNodes));
        }

        if (count % 256 == 0)
        {
            _cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Makes sure that a number that constants fold to is not too long; all arithmetic with numbers comes by here.</summary>
    /// <exception cref="TooLargeException">It has too many digits.</exception>
    /// <exception cref="OperationCanceledException">The compilation is cancelled.</exception>
    public static Rational Digits(Rational value)
    {
        if (value.Numerator >= LeastTooLong || value.Numerator <= -LeastTooLong || (!value.IsInteger && value.Denominator >= LeastTooLong))
        {
            throw new TooLargeException(string.Format(
                CultureInfo.InvariantCulture, "its constants, worked out exactly, come to a number of more than {0} digits", MostDigits));
        }

        _cancellation.ThrowIfCancellationRequested();
        return value;
    }

    /// <summary>Makes sure that a function can be written out.</summary>
    /// <exception cref="TooLargeException">It takes too many applications of functions.</exception>
    public static void Applications(DefinedFunction function)
    {
        if (function.Applications > MostApplications)
        {
            throw new TooLargeException(string.Format(
                CultureInfo.InvariantCulture, "written out, {0} takes {1}{2} applications of functions, more than {3}; each definition multiplies those of the one before",
                function.Name, function.Applications > 1_000_000_000 ? "over " : string.Empty, Math.Min(function.Applications, 1_000_000_000), MostApplications));
        }
    }

    /// <summary>Makes sure that there is stack for one more step down.</summary>
    /// <exception cref="TooLargeException">There is none.</exception>
    public static void Depth()
    {
        try
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
        }
        catch (InsufficientExecutionStackException)
        {
            throw new TooLargeException("its expressions go too deep; the way from a goal down to an unknown is too long");
        }
    }

    /// <summary>Stops where the compilation is cancelled.</summary>
    public static void Check() => _cancellation.ThrowIfCancellationRequested();

    private sealed class Scope(CancellationToken before) : IDisposable
    {
        public void Dispose() => _cancellation = before;
    }
}

/// <summary>A system is too large to compile.</summary>
public sealed class TooLargeException(string message) : Exception(message);
