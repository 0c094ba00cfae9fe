namespace ReluInjectivity.Symbolics.Expressions;

/// <content>Collecting like terms and equal bases.</content>
public sealed partial class ExprFactory
{
    /// <summary>What has been collected, by key in the order of first appearance; where it is much, a table finds it.</summary>
    private sealed class Collection<T>
    {
        private const int Few = 16;

        private Dictionary<Expr, int>? _places;

        public List<Expr> Keys { get; private set; } = [];

        public List<T> Values { get; private set; } = [];

        public int IndexOf(Expr key)
        {
            if (_places is not null)
            {
                return _places.TryGetValue(key, out int place) ? place : -1;
            }

            for (int i = 0; i < Keys.Count; i++)
            {
                if (ReferenceEquals(Keys[i], key))
                {
                    return i;
                }
            }

            return -1;
        }

        public void Add(Expr key, T value)
        {
            Keys.Add(key);
            Values.Add(value);
            if (_places is not null)
            {
                _places[key] = Keys.Count - 1;
            }
            else if (Keys.Count > Few)
            {
                _places = [];
                for (int i = 0; i < Keys.Count; i++)
                {
                    _places[Keys[i]] = i;
                }
            }
        }

        /// <summary>Sorts by the keys in canonical order; nothing is added afterwards.</summary>
        public void Sort()
        {
            if (Keys.Count > Few)
            {
                int[] order = [.. Enumerable.Range(0, Keys.Count).OrderBy(i => Keys[i], ExprOrder.Instance)];
                (Keys, Values) = ([.. order.Select(i => Keys[i])], [.. order.Select(i => Values[i])]);
                return;
            }

            for (int i = 1; i < Keys.Count; i++)
            {
                (Expr key, T value) = (Keys[i], Values[i]);
                int j = i - 1;
                for (; j >= 0 && ExprOrder.Instance.Compare(Keys[j], key) > 0; j--)
                {
                    (Keys[j + 1], Values[j + 1]) = (Keys[j], Values[j]);
                }

                (Keys[j + 1], Values[j + 1]) = (key, value);
            }
        }
    }
}
