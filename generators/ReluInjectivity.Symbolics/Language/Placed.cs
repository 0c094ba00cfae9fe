namespace ReluInjectivity.Symbolics.Language;

/// <summary>Gives failures the place where they happen.</summary>
public static class Placed
{
    /// <summary>Does work on behalf of a syntax node.</summary>
    /// <exception cref="PlacedException">It failed; the place of the innermost work that did is kept.</exception>
    public static T Of<T>(int node, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is not (OperationCanceledException or PlacedException))
        {
            throw new PlacedException(node, e);
        }
    }

    /// <summary>Does work on behalf of a syntax node.</summary>
    /// <exception cref="PlacedException">It failed; the place of the innermost work that did is kept.</exception>
    public static void Of(int node, Action work) => Of(node, () =>
    {
        work();
        return true;
    });
}

/// <summary>A failure of the compiler itself, at the syntax node being compiled.</summary>
public sealed class PlacedException(int node, Exception inner) : Exception(inner.Message, inner)
{
    /// <summary>The syntax node.</summary>
    public int Node { get; } = node;
}
