using System.Collections;

namespace ReluInjectivity.Symbolics;

/// <summary>An immutable dictionary that compares by its entries, whatever their order.</summary>
/// <typeparam name="TKey">The key type; compares by value.</typeparam>
/// <typeparam name="TValue">The value type; compares by value.</typeparam>
#pragma warning disable CA1710 // Named like EquatableArray.
public sealed class EquatableMap<TKey, TValue> : IEquatable<EquatableMap<TKey, TValue>>, IReadOnlyCollection<KeyValuePair<TKey, TValue>>
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _entries;
    private readonly EquatableArray<KeyValuePair<TKey, TValue>> _order;

    internal EquatableMap(IEnumerable<KeyValuePair<TKey, TValue>> entries)
    {
        _entries = [];
        var order = new List<KeyValuePair<TKey, TValue>>();
        foreach (KeyValuePair<TKey, TValue> entry in entries)
        {
            if (!_entries.ContainsKey(entry.Key))
            {
                _entries.Add(entry.Key, entry.Value);
                order.Add(entry);
            }
        }

        _order = order.ToEquatableArray();
    }

    /// <summary>No entries.</summary>
    public static EquatableMap<TKey, TValue> Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <summary>The keys, in the order given.</summary>
    public IEnumerable<TKey> Keys => _order.Select(static e => e.Key);

    /// <summary>The values, in the order of the keys.</summary>
    public IEnumerable<TValue> Values => _order.Select(static e => e.Value);

    /// <summary>The value of a key.</summary>
    /// <exception cref="KeyNotFoundException">There is no such key.</exception>
    public TValue this[TKey key] => _entries[key];

    /// <summary>Whether there is a value for the key.</summary>
    public bool ContainsKey(TKey key) => _entries.ContainsKey(key);

    /// <summary>The value of a key, if there is one.</summary>
    public bool TryGetValue(TKey key, out TValue value) => _entries.TryGetValue(key, out value!);

    /// <inheritdoc/>
    public bool Equals(EquatableMap<TKey, TValue>? other) => other is not null && Count == other.Count
        && _entries.All(e => other.TryGetValue(e.Key, out TValue value) && EqualityComparer<TValue>.Default.Equals(e.Value, value));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EquatableMap<TKey, TValue>);

    /// <inheritdoc/>
    public override int GetHashCode() => _entries.Keys.Aggregate(Count, static (hash, key) => unchecked(hash + key.GetHashCode()));

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => ((IEnumerable<KeyValuePair<TKey, TValue>>)_order).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Builds <see cref="EquatableMap{TKey, TValue}"/>s.</summary>
public static class EquatableMap
{
    /// <summary>A map of the entries; of several with one key the first stands.</summary>
    public static EquatableMap<TKey, TValue> Of<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> entries)
        where TKey : notnull => new(entries);
}
