using System.Globalization;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Frames;
using ReluInjectivity.Weights;

namespace ReluInjectivity.Cli.Commands.Frames;

/// <summary>Bounds of each input from a file: two columns of numbers, or the input constraints of a VNN-LIB property.</summary>
internal static class BoundsFile
{
    private static readonly char[] Blanks = [' ', '\t', '\r', '\n'];

    /// <summary>Reads the bounds.</summary>
    /// <exception cref="BadArgumentException">The file is no list of bounds.</exception>
    /// <exception cref="WeightFileException">The file cannot be read.</exception>
    public static BoundsDomain Read(string path, TextHeader header)
    {
        try
        {
            if (Path.GetExtension(path).Equals(".vnnlib", StringComparison.OrdinalIgnoreCase))
            {
                return Constraints(path, File.ReadAllText(path));
            }

            if (OneSided(path, header) is { } open)
            {
                return open;
            }

            MathNet.Numerics.LinearAlgebra.Matrix<double> pairs = WeightFile.ReadMatrix(path, header: header);
            return pairs.ColumnCount == 2
                ? new([.. pairs.Column(0)], [.. pairs.Column(1)])
                : throw new BadArgumentException($"--bounds: {path} has {pairs.ColumnCount} columns; write the lower and the upper bound of an input on each line");
        }
        catch (ArgumentException problem)
        {
            throw new BadArgumentException($"--bounds: {path}: {LayerArguments.Sentence(problem)}", problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new BadArgumentException($"--bounds: {path} cannot be read ({problem.Message})", problem);
        }
    }

    // Text with inf, -inf or nothing in the place of a bound; null for other files, which hold numbers throughout or are reported with line and column.
    private static BoundsDomain? OneSided(string path, TextHeader header)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is not (".csv" or ".tsv" or ".txt") || !File.Exists(path))
        {
            return null;
        }

        string[][] fields = [.. File.ReadLines(path).Where(line => !string.IsNullOrWhiteSpace(line)).Select(Fields)];
        bool hasTitles = header is TextHeader.Yes || (header is TextHeader.Auto && fields.Length > 0 && Array.TrueForAll(fields[0], field => field.Length > 0 && End(field, 1) is null));
        double?[][] ends = [.. fields.Skip(hasTitles ? 1 : 0).Select(pair => pair.Length == 2 ? new[] { End(pair[0], -1), End(pair[1], 1) } : [null, null])];
        bool isOpen = ends.Length > 0 && Array.TrueForAll(ends, pair => pair[0] is not null && pair[1] is not null) && ends.Any(pair => !double.IsFinite(pair[0]!.Value) || !double.IsFinite(pair[1]!.Value));
        return isOpen ? new([.. ends.Select(pair => pair[0]!.Value)], [.. ends.Select(pair => pair[1]!.Value)]) : null;
    }

    private static string[] Fields(string line)
    {
        char? separator = new char?[] { ',', ';', '\t' }.FirstOrDefault(c => line.Contains(c!.Value, StringComparison.Ordinal));
        return [.. (separator is { } found ? line.Split(found) : line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries)).Select(field => field.Trim())];
    }

    private static double? End(string field, int side) => field.ToLowerInvariant() switch
    {
        "" => side * double.PositiveInfinity,
        "inf" or "+inf" or "infinity" => double.PositiveInfinity,
        "-inf" or "-infinity" => double.NegativeInfinity,
        _ => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null,
    };

    // (declare-const X_0 Real) ... (assert (<= X_0 0.5)): conjunctions of bounds; what speaks of outputs alone is passed over.
    private static BoundsDomain Constraints(string path, string text)
    {
        string bare = string.Join('\n', text.Split('\n').Select(line => line.Split(';')[0]));
        Queue<string> tokens = new(bare.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal).Split(Blanks, StringSplitOptions.RemoveEmptyEntries));
        SortedDictionary<int, (double Lower, double Upper)> bounds = [];
        while (tokens.Count > 0)
        {
            Node statement = Parse(path, tokens);
            switch (statement.Items)
            {
                case [{ Text: "declare-const" or "declare-fun" }, { Text: { } name }, ..] when Input(name) is { } declared:
                    bounds.TryAdd(declared, (double.NegativeInfinity, double.PositiveInfinity));
                    break;
                case [{ Text: "assert" }, var asserted]:
                    Apply(path, asserted, bounds);
                    break;
            }
        }

        if (bounds.Count == 0 || bounds.Keys.Last() != bounds.Count - 1)
        {
            throw new BadArgumentException($"--bounds: {path} names no inputs X_0, X_1 and so on, or leaves some out");
        }

        return new([.. bounds.Values.Select(b => b.Lower)], [.. bounds.Values.Select(b => b.Upper)]);
    }

    private static void Apply(string path, Node asserted, SortedDictionary<int, (double Lower, double Upper)> bounds)
    {
        if (!Mentions(asserted))
        {
            return;
        }

        switch (asserted.Items)
        {
            case [{ Text: "and" }, .. var parts]:
                parts.ToList().ForEach(part => Apply(path, part, bounds));
                return;
            case [{ Text: "<=" or ">=" } relation, var left, var right]:
                bool isLess = relation.Text is "<=";
                if (left.Text is { } x && Input(x) is { } input && Number(right) is { } end)
                {
                    Set(input, end, isLess);
                    return;
                }

                if (right.Text is { } y && Input(y) is { } second && Number(left) is { } start)
                {
                    Set(second, start, !isLess);
                    return;
                }

                break;
        }

        throw new BadArgumentException($"--bounds: {path}: '{asserted}' is no bound of one input; conjunctions of (<= X_0 1.5) and (>= X_0 -1) are read");

        void Set(int input, double end, bool isUpper)
        {
            (double lower, double upper) = bounds.TryGetValue(input, out (double, double) known) ? known : (double.NegativeInfinity, double.PositiveInfinity);
            bounds[input] = isUpper ? (lower, Math.Min(upper, end)) : (Math.Max(lower, end), upper);
        }
    }

    private static bool Mentions(Node node) => node.Text is { } text ? Input(text) is not null : node.Items.Any(Mentions);

    private static int? Input(string name) =>
        name.StartsWith("X_", StringComparison.Ordinal) && int.TryParse(name.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < 1 << 20 ? index : null;

    private static double? Number(Node node) => node switch
    {
        { Text: { } text } when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) => value,
        { Items: [{ Text: "-" }, var rest] } => -Number(rest),
        _ => null,
    };

    private static Node Parse(string path, Queue<string> tokens, int depth = 0)
    {
        string first = tokens.Dequeue();
        if (first is not "(")
        {
            return first is ")" ? throw new BadArgumentException($"--bounds: {path}: a bracket is closed that is not open") : new Node(first, []);
        }

        List<Node> items = [];
        while (depth < 100 && tokens.TryPeek(out string? next) && next is not ")")
        {
            items.Add(Parse(path, tokens, depth + 1));
        }

        return tokens.TryDequeue(out string? end) && end is ")" ? new Node(null, [.. items]) : throw new BadArgumentException($"--bounds: {path}: a bracket is not closed, or there are too many");
    }

    /// <summary>A word, or a list in brackets.</summary>
    private sealed record Node(string? Text, Node[] Items)
    {
        public override string ToString() => Text ?? $"({string.Join(' ', Items.Select(item => item.ToString()))})";
    }
}
