using System.Globalization;

namespace ReluInjectivity.Pictures;

/// <summary>A mark on an axis.</summary>
/// <param name="Value">Where.</param>
/// <param name="Label">What it says; null for a small mark.</param>
internal readonly record struct Tick(double Value, Label? Label);

/// <summary>Takes values of an axis to places on it.</summary>
internal sealed class Scale
{
    private const int ManyDecades = 8;
    private readonly double _from;
    private readonly double _to;
    private readonly bool _isLogarithmic;

    /// <summary>A scale for some values, a little wider than they are.</summary>
    /// <param name="values">The values to be seen; those that cannot are passed over.</param>
    /// <param name="isLogarithmic">Whether equal lengths are equal ratios.</param>
    /// <param name="margin">How much wider, to either side, in parts of their range.</param>
    /// <param name="name">The axis, for the message.</param>
    /// <exception cref="ArgumentException">No value can be seen.</exception>
    public Scale(IEnumerable<double> values, bool isLogarithmic, double margin, string name)
    {
        _isLogarithmic = isLogarithmic;
        double[] seen = [.. values.Where(CanShow).Select(Inner)];
        if (seen.Length == 0)
        {
            throw new ArgumentException($"Nothing can be drawn: no point has a finite{(isLogarithmic ? " and positive" : string.Empty)} {name}.", nameof(values));
        }

        (_from, _to) = (seen.Min(), seen.Max());
        double width = _to - _from;

        // Values that are the same but for rounding are in the middle of something wider.
        double least = Math.Max(1e-9 * Math.Max(Math.Abs(_from), Math.Abs(_to)), double.Epsilon / 1e-16);
        double more = width > least ? margin * width : isLogarithmic ? 0.1 : Math.Max(0.05 * Math.Abs(_from), _from == 0 ? 1 : 0);
        (_from, _to) = (_from - more, _to + more);
    }

    /// <summary>The lower end.</summary>
    public double From => Outer(_from);

    /// <summary>The upper end.</summary>
    public double To => Outer(_to);

    /// <summary>Whether a value has a place.</summary>
    public bool CanShow(double value) => double.IsFinite(value) && (!_isLogarithmic || value > 0);

    /// <summary>The place of a value: 0 at the lower end, 1 at the upper one.</summary>
    public double At(double value) => (Inner(value) - _from) / (_to - _from);

    /// <summary>The marks on the axis, from below.</summary>
    public IReadOnlyList<Tick> Ticks(int about) => _isLogarithmic && _to - _from >= 1 ? Decades() : Round(about);

    private IReadOnlyList<Tick> Decades()
    {
        int first = (int)Math.Floor(_from);
        int last = (int)Math.Ceiling(_to);
        int every = Math.Max(1, (int)Math.Ceiling((_to - _from) / ManyDecades));
        var ticks = new List<Tick>();
        for (int decade = first; decade <= last; decade++)
        {
            foreach (int digit in every == 1 ? Enumerable.Range(1, 9) : [1])
            {
                double value = digit * Math.Pow(10, decade);
                if (Inner(value) >= _from - 1e-9 && Inner(value) <= _to + 1e-9)
                {
                    ticks.Add(new(value, digit == 1 && decade % every == 0 ? PowerLabel(decade) : null));
                }
            }
        }

        // Within two decades powers of ten alone tell too little.
        return _to - _from >= 2 ? ticks : [.. ticks.Select(t => t.Label is null && t.Value.ToString("E0", CultureInfo.InvariantCulture)[0] is '2' or '5' ? t with { Label = LabelOf(t.Value, 0) } : t)];
    }

    private static Label PowerLabel(int decade) => decade is > -3 and < 4 ? LabelOf(Math.Pow(10, decade), Math.Max(0, -decade)) : Label.Power(decade);

    private IReadOnlyList<Tick> Round(int about)
    {
        (double from, double to) = (From, To);
        double raw = (to - from) / about;
        double unit = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        double step = new[] { 1.0, 2, 5, 10 }.First(m => m * unit >= raw * (1 - 1e-9)) * unit;
        int decimals = Math.Max(0, (int)Math.Ceiling(-Math.Log10(step) - 1e-9));
        return [.. Enumerable.Range(0, 1000).Select(i => (Math.Ceiling((from / step) - 1e-9) + i) * step).TakeWhile(v => v <= to + (1e-9 * step)).Select(v => new Tick(v, LabelOf(v, decimals)))];
    }

    private static Label LabelOf(double value, int decimals)
    {
        double size = Math.Abs(value);
        return Label.Number(size is 0 or (>= 1e-3 and < 1e5) ? value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value.ToString("0.####e0", CultureInfo.InvariantCulture));
    }

    private double Inner(double value) => _isLogarithmic ? Math.Log10(value) : value;

    private double Outer(double value) => _isLogarithmic ? Math.Pow(10, value) : value;
}
