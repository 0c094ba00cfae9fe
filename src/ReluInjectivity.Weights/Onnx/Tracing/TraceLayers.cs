using System.Globalization;
using ReluInjectivity.Weights.Formats;

namespace ReluInjectivity.Weights.Onnx.Tracing;

/// <summary>The layers of a trace, from forms.</summary>
/// <param name="inputs">Numbers that the first layer takes.</param>
/// <param name="names">Names that other layers have.</param>
internal sealed class TraceLayers(int inputs, IEnumerable<string> names)
{
    // 32 MiB a layer and 128 in all; larger ones take long to decide anyway.
    private const long MostEntries = 1L << 22;
    private const long MostInAll = 1L << 24;
    private readonly HashSet<string> _names = new(names, StringComparer.Ordinal);
    private long _entries;
    private bool[] _isNonNegative = new bool[inputs];

    /// <summary>The layers.</summary>
    public List<Stage> Layers { get; } = [];

    /// <summary>Which of the last layer's numbers are never negative.</summary>
    public IReadOnlyList<bool> IsNonNegative => _isNonNegative;

    /// <summary>Adds a layer whose rows are forms.</summary>
    /// <exception cref="UntracedException">It has too many entries.</exception>
    public void Add(string name, IReadOnlyList<LinearForm> rows, bool hasReLU, PointwiseMap? map = null)
    {
        // Where nothing depends on the input any more, a row of zeros says so.
        rows = rows.Count > 0 ? rows : [LinearForm.Of(0)];
        int columns = _isNonNegative.Length;
        long entries = (long)rows.Count * columns;
        if (entries > MostEntries || _entries + entries > MostInAll)
        {
            throw new UntracedException(string.Create(CultureInfo.InvariantCulture, $"as a matrix it has {rows.Count} x {columns} entries, which is too much"));
        }

        _entries += entries;
        double[][] weight = [.. rows.Select(_ => new double[columns])];
        for (int i = 0; i < rows.Count; i++)
        {
            foreach ((int place, double factor) in rows[i].Terms)
            {
                weight[i][place] = factor;
            }
        }

        if (!rows.All(row => double.IsFinite(row.Constant)) || !weight.All(row => row.All(double.IsFinite)))
        {
            throw new UntracedException("its weights overflow");
        }

        string unique = name;
        for (int k = 2; !_names.Add(unique); k++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{name} ({k})");
        }

        Layers.Add(new Stage(Names.Printable(unique), new Layer(weight, [.. rows.Select(row => row.Constant)]), hasReLU) { Pointwise = map });
        _isNonNegative = [.. rows.Select(row => hasReLU || (map is null && row.IsNonNegative(_isNonNegative)))];
    }

    /// <summary>Whether each form is zero or one number of the last layer.</summary>
    public static bool AreNumbers(IEnumerable<LinearForm> forms) => forms.All(form => form is { IsConstant: true, Constant: 0 } || (!form.IsConstant && string.Equals(form.Key, NumberKey(form), StringComparison.Ordinal)));

    /// <summary>Whether forms are the last layer's numbers, all of them and no others.</summary>
    public bool HoldsAll(IEnumerable<LinearForm> forms)
    {
        LinearForm[] all = [.. forms.Where(form => !form.IsConstant)];
        return AreNumbers(all) && all.Select(form => form.Terms.First().Place).Distinct().Count() == _isNonNegative.Length;
    }

    /// <summary>Whether forms are the last layer's numbers in their order.</summary>
    public bool Are(LinearForm[] forms) =>
        forms.Length == _isNonNegative.Length && forms.Select((form, i) => !form.IsConstant && string.Equals(form.Key, LinearForm.Number(i).Key, StringComparison.Ordinal)).All(isSame => isSame);

    private static string NumberKey(LinearForm form) => LinearForm.Number(form.Terms.First().Place).Key;
}
