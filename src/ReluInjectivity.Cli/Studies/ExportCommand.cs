using System.CommandLine;
using System.Text;
using ReluInjectivity.Cli.Arguments;
using ReluInjectivity.Cli.Commands;
using ReluInjectivity.Cli.Files;
using ReluInjectivity.Studies;

namespace ReluInjectivity.Cli.Studies;

/// <summary>Prints what a study's file holds.</summary>
internal static class ExportCommand
{
    private const string Summary = "Print the results of a study, as 'sweep' keeps them.";

    private const string Details = """
        A row a point and member, in the order of the ranges, with one header:
          model  goal  depth  level  NAME (each given)  status  value  errorEstimate  unknown.NAME  output.NAME  message
        What a row does not have is empty in csv and null in json and parquet. json is an array of objects, with given, unknowns and outputs as objects of their own.
        latex is a table of what varies, with the digits that the bars leave. No format holds times: two runs of one study give the same bytes.
        A study that is being solved can be read; rows that are not solved yet are not there, and a line on standard error says how many.

        Examples:
          relu-injectivity export study.db --format csv -o study.csv
          relu-injectivity export study.db -o study.parquet
        """;

    private static readonly string[] Formats = ["csv", "json", "parquet", "latex"];

    /// <summary>The command.</summary>
    public static Command Create(CommandContext around)
    {
        Argument<string> study = new("STUDY") { Description = "The file that 'sweep' wrote" };
        Option<string?> format = new("--format") { Description = "How it is written [default: by the ending of --output, else csv]", HelpName = string.Join('|', Formats) };
        Option<string?> output = new("--output", "-o") { Description = "The file to write [default: standard output]", HelpName = "FILE" };
        Command command = new DocumentedCommand("export", Summary, Details, around) { study, format, output };
        command.SetAction(parsed =>
        {
            string? path = parsed.GetValue(output);
            string wanted = parsed.GetValue(format) is { } typed ? Choice.Parse(format.Name, typed, Formats) : path is null ? "csv" : ByEnding(path);
            if (path is not null)
            {
                OutputFile.Require(output.Name, path);
            }
            else if (wanted is "parquet")
            {
                throw new BadArgumentException("--format: parquet is no text; name a file with --output");
            }

            try
            {
                using StudyFile file = StudyFile.Open(parsed.GetRequiredValue(study));
                if (file.Wanted - file.Count is var missing and > 0)
                {
                    around.Error.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"note: {missing} of {file.Wanted} results are not solved yet"));
                }

                Write(wanted, file, path, around.Output);
            }
            catch (StudyException e)
            {
                throw new BadArgumentException($"STUDY: {e.Message}", e);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static string ByEnding(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".CSV" => "csv",
        ".JSON" => "json",
        ".PARQUET" => "parquet",
        ".TEX" => "latex",
        _ => throw new BadArgumentException($"--output: '{path}' ends in none of .csv, .json, .parquet, .tex; say it by --format {string.Join('|', Formats)}"),
    };

    private static void Write(string format, StudyFile file, string? path, TextWriter output)
    {
        if (format is "parquet")
        {
            var columns = StudyColumns.Of(file.Rows());
            using var bytes = new MemoryStream();
            ParquetTable.Write(bytes, columns.Names, [.. file.Rows().Select(columns.Cells)]);
            OutputFile.Place(path!, bytes.ToArray());
            return;
        }

        using StringWriter? kept = path is null ? null : new StringWriter(System.Globalization.CultureInfo.InvariantCulture) { NewLine = "\n" };
        WriteText(format, file, kept ?? output);
        if (kept is not null)
        {
            OutputFile.Place(path!, kept.ToString());
        }
    }

    private static void WriteText(string format, StudyFile file, TextWriter output)
    {
        switch (format)
        {
            case "json":
                StudyText.WriteJson(file, output);
                break;
            case "latex":
                StudyLatex.Write(file, output);
                break;
            default:
                StudyText.WriteCsv(file, output);
                break;
        }
    }
}
