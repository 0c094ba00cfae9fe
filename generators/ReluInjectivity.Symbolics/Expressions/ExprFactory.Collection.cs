namespace ReluInjectivity.Symbolics.Expressions;

/// <content>What sums and products gather their operands in.</content>
public sealed partial class ExprFactory
{
    /// <summary>What has been collected, by key in the order of first appearance; where it is much, a table finds it.</summary>
    private sealed class Collection<T>
    {
        private const int Few = 16;

        private Dictionary<Expr, int>? _places;

        public List<(Expr Key, T Value)> Items { get; } = new(4);

        public int IndexOf(Expr key)
        {
            if (_places is not null)
            {
                return _places.TryGetValue(key, out int place) ? place : -1;
            }

            for (int i = 0; i < Items.Count; i++)
            {
                if (ReferenceEquals(Items[i].Key, key))
                {
                    return i;
                }
            }

            return -1;
        }

        public void Add(Expr key, T value)
        {
            Items.Add((key, value));
            if (_places is not null)
            {
                _places[key] = Items.Count - 1;
            }
            else if (Items.Count > Few)
            {
                _places = [];
                for (int i = 0; i < Items.Count; i++)
                {
                    _places[Items[i].Key] = i;
                }
            }
        }

        /// <summary>Sorts by the keys in canonical order; nothing is added afterwards.</summary>
        public void Sort()
        {
            if (Items.Count > 1)
            {
                Items.Sort(static (a, b) => ExprOrder.Instance.Compare(a.Key, b.Key));
            }
        }
    }
}
