namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>
/// The names that stand for something else than what the file declares under them: index variables, which have a value, and real variables
/// (parameters, variables of expectations and maxima, a goal's own parameters), which have none. A chain of frames that share their tails, so
/// that a step of a range costs one frame and no copy.
/// </summary>
internal sealed class LocalScope
{
    private readonly LocalScope? _outer;
    private readonly string _name;
    private readonly int? _value;

    private LocalScope(LocalScope? outer, string name, int? value)
    {
        _outer = outer;
        _name = name;
        _value = value;
    }

    /// <summary>Nothing is hidden.</summary>
    public static LocalScope Empty { get; } = new(null, string.Empty, null);

    /// <summary>Within, the name is this number.</summary>
    public LocalScope WithIndex(string name, int value) => new(this, name, value);

    /// <summary>Within, the name is a real variable.</summary>
    public LocalScope WithVariable(string name) => new(this, name, null);

    /// <summary>Whether the name is local here, and its value where the innermost frame makes it an index.</summary>
    public bool TryFind(string name, out int? value)
    {
        for (LocalScope? frame = this; frame is not null; frame = frame._outer)
        {
            if (string.Equals(frame._name, name, StringComparison.Ordinal))
            {
                value = frame._value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>The value of an index variable. In an index a real variable of the same name cannot be meant, so it does not hide the index.</summary>
    public bool TryIndex(string name, out int value)
    {
        for (LocalScope? frame = this; frame is not null; frame = frame._outer)
        {
            if (frame._value is { } number && string.Equals(frame._name, name, StringComparison.Ordinal))
            {
                value = number;
                return true;
            }
        }

        value = 0;
        return false;
    }
}
