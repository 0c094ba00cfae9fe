using System.Runtime.ExceptionServices;
using ReluInjectivity.Symbolics.Expressions;

namespace ReluInjectivity.Symbolics;

/// <summary>Runs work on a thread whose stack is deep enough for long chains of definitions, under a cancellation.</summary>
internal static class DeepStack
{
    private const int Bytes = 256 << 20;

    /// <summary>Runs the work and waits for it.</summary>
    /// <exception cref="OperationCanceledException">The token says so.</exception>
    public static T Run<T>(Func<T> work, CancellationToken cancellation)
    {
        T? result = default;
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                using IDisposable scope = Work.Under(cancellation);
                try
                {
                    result = work();
                }
                catch (Exception e)
                {
                    failure = ExceptionDispatchInfo.Capture(e);
                }
            },
            Bytes)
        { Name = "Equations", IsBackground = true };
        thread.Start();
        thread.Join();
        failure?.Throw();
        return result!;
    }
}
