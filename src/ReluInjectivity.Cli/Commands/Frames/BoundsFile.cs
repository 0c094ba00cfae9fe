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
    /// <param name="path">The file.</param>
    /// <param name="header">Whether a text file begins with titles.</param>
    /// <param name="refusal">Why inequalities of several inputs are not taken; null where they are.</param>
    /// <exception cref="BadArgumentException">The file is no list of bounds.</exception>
    /// <exception cref="WeightFileException">The file cannot be read.</exception>
    public static Domain Read(string path, TextHeader header, string? refusal = null)
    {
        try
        {
            if (Path.GetExtension(path).Equals(".vnnlib", StringComparison.OrdinalIgnoreCase))
            {
                return VnnlibInputs.Read(path, File.ReadAllText(path), refusal);
            }

            if (OneSided(path, header) is { } open)
            {
                return open;
            }

            MathNet.Numerics.LinearAlgebra.Matrix<double> pairs = WeightFile.ReadMatrix(path, header: header);
            return pairs.ColumnCount == 2
                ? new BoundsDomain([.. pairs.Column(0)], [.. pairs.Column(1)])
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
}
