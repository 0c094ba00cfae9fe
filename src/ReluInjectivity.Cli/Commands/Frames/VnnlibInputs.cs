using System.Globalization;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Frames;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>The inputs that a VNN-LIB property speaks of: conjunctions of linear inequalities of X_0, X_1 and so on. What speaks of outputs alone is passed over.</summary>
internal sealed class VnnlibInputs
{
    private const int MostInputs = 1 << 20;
    private const string Advice = "conjunctions of linear inequalities are read, such as (<= X_0 1.5) and (>= (+ X_0 (* 2 X_1)) -1)";

    private readonly string _path;
    private readonly SortedSet<int> _inputs = [];

    // a x <= c, and where it stands.
    private readonly List<(SortedDictionary<int, double> Factors, double End, VnnlibNode At)> _inequalities = [];

    private readonly string? _refusal;

    private VnnlibInputs(string path, string? refusal) => (_path, _refusal) = (path, refusal);

    /// <summary>Reads the domain: bounds of each input where no inequality is of several, else a polyhedron.</summary>
    /// <param name="path">The file's name.</param>
    /// <param name="text">What it holds.</param>
    /// <param name="refusal">Why inequalities of several inputs are not taken; null where they are.</param>
    /// <exception cref="BadArgumentException">It is none, or one that is not taken; line and column are named.</exception>
    public static Domain Read(string path, string text, string? refusal = null)
    {
        VnnlibInputs read = new(path, refusal);
        foreach (VnnlibNode statement in VnnlibText.Statements(path, text))
        {
            read.Statement(statement);
        }

        return read.Domain();
    }

    private void Statement(VnnlibNode statement)
    {
        switch (statement.Items)
        {
            case [{ Text: "declare-const" or "declare-fun" }, { Text: { } name }, ..]:
                _ = Input(name) is { } declared && _inputs.Add(declared);
                break;
            case [{ Text: "assert" }, var asserted]:
                Assert(asserted);
                break;
            case [{ Text: "assert" or "declare-const" or "declare-fun" } word, ..]:
                throw Error(word, word.Text is "assert" ? "an assertion has one condition" : "a declaration begins with its name");
            case [{ Text: not null }, ..]:
                break;
            default:
                throw Error(statement, "a statement begins with a word such as assert");
        }
    }

    private void Assert(VnnlibNode asserted)
    {
        if (!Mentions(asserted))
        {
            return;
        }

        switch (asserted.Items)
        {
            case [{ Text: "and" }, .. var parts]:
                parts.ToList().ForEach(Assert);
                return;
            case [{ Text: "<=" or ">=" } relation, var left, var right]:
                (SortedDictionary<int, double> factors, double constant) = Form(left);
                Add(factors, ref constant, Form(right), -1);
                int sign = relation.Text is "<=" ? 1 : -1;
                Keep([.. factors.Where(pair => pair.Value != 0).Select(pair => (pair.Key, sign * pair.Value))], 0 - (sign * constant), asserted);
                return;
            case [{ Text: "or" }, var only]:
                Assert(only);
                return;
            case [{ Text: "or" }, ..]:
                throw Error(asserted, $"'or' leaves inputs of no convex set; {Advice}");
            default:
                throw Error(asserted, $"'{asserted}' is no linear inequality of inputs; {Advice}");
        }
    }

    private void Keep((int Input, double Factor)[] factors, double end, VnnlibNode at)
    {
        if (!double.IsFinite(end) || factors.Any(pair => !double.IsFinite(pair.Factor)))
        {
            throw Error(at, $"the numbers of '{at}' together leave the range of doubles");
        }

        if (factors.Length > 0)
        {
            _inequalities.Add((new(factors.ToDictionary(pair => pair.Input, pair => pair.Factor)), end, at));
        }
        else if (end < 0)
        {
            throw Error(at, $"no input keeps '{at}'");
        }
    }

    // Factors of inputs, and a constant.
    private (SortedDictionary<int, double> Factors, double Constant) Form(VnnlibNode node)
    {
        if (node.Text is { } word)
        {
            return Input(word) is { } input ? (new() { [Known(input)] = 1 }, 0) : ([], Number(node));
        }

        switch (node.Items)
        {
            case [{ Text: "-" }, var one]:
                return Scaled(Form(one), -1);
            case [{ Text: "+" or "-" } operation, var first, .. var others]:
                (SortedDictionary<int, double> factors, double constant) = Form(first);
                foreach (VnnlibNode other in others)
                {
                    Add(factors, ref constant, Form(other), operation.Text is "+" ? 1 : -1);
                }

                return (factors, constant);
            case [{ Text: "*" }, var a, var b]:
                (SortedDictionary<int, double> Factors, double Constant) left = Form(a);
                (SortedDictionary<int, double> Factors, double Constant) right = Form(b);
                return left.Factors.Count == 0 ? Scaled(right, left.Constant)
                    : right.Factors.Count == 0 ? Scaled(left, right.Constant)
                    : throw Error(node, $"'{node}' is a product of inputs; {Advice}");
            default:
                throw Error(node, $"'{node}' is no sum of multiples of inputs; {Advice}");
        }
    }

    private static (SortedDictionary<int, double> Factors, double Constant) Scaled((SortedDictionary<int, double> Factors, double Constant) form, double factor) =>
        (new(form.Factors.ToDictionary(pair => pair.Key, pair => factor * pair.Value)), factor * form.Constant);

    private static void Add(SortedDictionary<int, double> factors, ref double constant, (SortedDictionary<int, double> Factors, double Constant) other, int sign)
    {
        foreach ((int input, double factor) in other.Factors)
        {
            factors[input] = factors.GetValueOrDefault(input) + (sign * factor);
        }

        constant += sign * other.Constant;
    }

    private int Known(int input)
    {
        _inputs.Add(input);
        return input;
    }

    private double Number(VnnlibNode node) =>
        double.TryParse(node.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw Error(node, node.Text!.StartsWith("Y_", StringComparison.Ordinal) ? $"an inequality of inputs names the output '{node.Text}'; {Advice}" : $"'{node.Text}' is neither an input X_0, X_1 and so on nor a finite number");

    private Domain Domain()
    {
        if (_inputs.Count == 0 || _inputs.Max != _inputs.Count - 1)
        {
            int missing = Enumerable.Range(0, _inputs.Count + 1).First(j => !_inputs.Contains(j));
            throw new BadArgumentException(FormattableString.Invariant($"--bounds: {_path}: {(_inputs.Count == 0 ? "it names no inputs X_0, X_1 and so on" : $"it leaves out X_{missing}")}"));
        }

        try
        {
            return Domain(_inequalities.Count);
        }
        catch (ArgumentException problem)
        {
            if (_inequalities.Count == 0)
            {
                throw new BadArgumentException($"--bounds: {_path}: {LayerArguments.Sentence(problem)}", problem);
            }

            VnnlibNode at = _inequalities[FirstWithoutRoom() - 1].At;
            throw Error(at, $"with '{at}' no room is left: the inputs that keep it and what stands before have no interior; an input that is fixed is none");
        }
    }

    // How many inequalities leave no room, the fewest; what they leave shrinks with each.
    private int FirstWithoutRoom()
    {
        (int few, int many) = (0, _inequalities.Count);
        while (many - few > 1)
        {
            int count = (few + many) / 2;
            try
            {
                Domain(count);
                few = count;
            }
            catch (ArgumentException)
            {
                many = count;
            }
        }

        return many;
    }

    // By the first inequalities.
    private Domain Domain(int count)
    {
        List<(SortedDictionary<int, double> Factors, double End, VnnlibNode At)> kept = _inequalities[..count];
        double[] lower = [.. _inputs.Select(_ => double.NegativeInfinity)];
        double[] upper = [.. _inputs.Select(_ => double.PositiveInfinity)];
        bool isBox = true;
        foreach ((SortedDictionary<int, double> factors, double end, VnnlibNode at) in kept)
        {
            (int input, double factor) = factors.First();
            double bound = end / factor;

            // A bound that rounds is left as it is written.
            if (factors.Count > 1 || !double.IsFinite(bound) || Math.FusedMultiplyAdd(bound, factor, -end) != 0)
            {
                isBox = _refusal is null ? false : throw Error(at, $"'{at}' is no bound of one input: {_refusal}");
            }
            else if (factor > 0)
            {
                upper[input] = Math.Min(upper[input], bound);
            }
            else
            {
                lower[input] = Math.Max(lower[input], bound);
            }
        }

        return isBox ? new BoundsDomain(lower, upper) : new PolyhedronDomain([.. kept.Select(one => (IReadOnlyList<double>)[.. _inputs.Select(j => one.Factors.GetValueOrDefault(j)), one.End])]);
    }

    private static bool Mentions(VnnlibNode node) => node.Text is { } text ? Input(text) is not null : node.Items.Any(Mentions);

    private static int? Input(string name) =>
        name.StartsWith("X_", StringComparison.Ordinal) && int.TryParse(name.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < MostInputs ? index : null;

    private BadArgumentException Error(VnnlibNode at, string problem) => VnnlibText.Error(_path, at.Line, at.Column, problem);
}
