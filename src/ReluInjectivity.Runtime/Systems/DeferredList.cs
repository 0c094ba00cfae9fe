using System.Collections;

namespace ReluInjectivity.Runtime.Systems;

/// <summary>A list that is made when it is first looked into; any number of threads may.</summary>
/// <typeparam name="T">What is in it.</typeparam>
/// <param name="make">Makes it.</param>
public sealed class DeferredList<T>(Func<IReadOnlyList<T>> make) : IReadOnlyList<T>
{
    private readonly Lazy<IReadOnlyList<T>> _made = new(make);

    /// <inheritdoc/>
    public int Count => _made.Value.Count;

    /// <inheritdoc/>
    public T this[int index] => _made.Value[index];

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => _made.Value.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
