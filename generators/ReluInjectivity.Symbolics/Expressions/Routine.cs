using ReluInjectivity.Symbolics.Lowering;

namespace ReluInjectivity.Symbolics.Expressions;

/// <summary>
/// A defined function whose parameters have declared domains and whose value takes quadrature: worked out once, on its own, and applied to
/// scalars. Its partial derivatives, to the second order, are routines of the same arguments.
/// </summary>
public sealed class Routine : Function
{
    private readonly Dictionary<string, Routine> _partials;

    /// <summary>The value of a defined function.</summary>
    public Routine(DefinedFunction definition) : base(definition.Name, definition.Arity)
    {
        Definition = definition;
        By = [];
        _partials = new(StringComparer.Ordinal) { [string.Empty] = this };
    }

    private Routine(Routine whole, IReadOnlyList<int> by) : base(whole.Name, whole.Arity)
    {
        Definition = whole.Definition;
        By = by;
        _partials = whole._partials;
    }

    /// <summary>The routine that this is a derivative of; itself for the value.</summary>
    public Routine Value => _partials[string.Empty];

    /// <summary>The function.</summary>
    public DefinedFunction Definition { get; }

    /// <summary>The places of the parameters it is differentiated by, ascending; empty for the value.</summary>
    public IReadOnlyList<int> By { get; }

    /// <summary>The partial derivative by one more parameter.</summary>
    /// <exception cref="InvalidOperationException">It would be of the third order.</exception>
    public Routine Partial(int parameter)
    {
        if (By.Count == 2)
        {
            throw new InvalidOperationException("A routine has derivatives to the second order.");
        }

        int[] by = [.. By.Append(parameter).OrderBy(i => i)];
        string key = string.Join(",", by);
        if (!_partials.TryGetValue(key, out Routine? partial))
        {
            _partials.Add(key, partial = new Routine(this, by));
        }

        return partial;
    }
}
