namespace ReluInjectivity.Symbolics.Language;

/// <summary>A file that is to be included.</summary>
/// <param name="Path">How messages call it.</param>
/// <param name="Text">Its text; null where it cannot be had.</param>
/// <param name="Problem">Why it cannot; null: there is no such file.</param>
public sealed record IncludedFile(string Path, string? Text, string? Problem = null);

/// <summary>A file with the statements of those it includes in the place of each <c>include</c>.</summary>
/// <param name="Parsed">The statements, and what is wrong; a node's place says its file.</param>
/// <param name="Files">The files by their numbers, the first being the one asked for.</param>
internal sealed record MergedFile(ParseResult Parsed, EquatableArray<string> Files);

/// <summary>Reads a file and what it includes. A file that is included twice is taken once.</summary>
internal sealed class Includes
{
    private const int MostFiles = 100;
    private const string Extension = ".eq";

    private readonly Func<string, IncludedFile>? _read;
    private readonly List<string> _files = [];
    private readonly List<string> _open = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly List<StatementSyntax> _statements = [];
    private readonly List<SourceSpan> _spans = [];
    private readonly List<Diagnostic> _problems = [];

    private Includes(Func<string, IncludedFile>? read) => _read = read;

    /// <summary>Reads a file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="parsed">The file, parsed.</param>
    /// <param name="read">Finds the files included, by <see cref="IncludePath.Resolve"/>; null where the text is no file.</param>
    public static MergedFile Merge(string path, ParseResult parsed, Func<string, IncludedFile>? read)
    {
        Includes merged = new(read);
        merged.Add(IncludePath.Resolve(string.Empty, path), path, parsed);
        EquationFileSyntax file = new(merged._statements.ToEquatableArray());
        return new(new(file, merged._spans.ToEquatableArray(), merged._problems.ToEquatableArray()), merged._files.ToEquatableArray());
    }

    private void Add(string resolved, string name, ParseResult parsed)
    {
        int file = _files.Count;
        _files.Add(name);
        _taken.Add(resolved);
        _open.Add(resolved);
        _spans.AddRange(parsed.Spans.Select(s => s with { File = file }));
        _problems.AddRange(parsed.Diagnostics.Select(d => d.Span is { } span ? d with { Span = span with { File = file } } : d));
        foreach (StatementSyntax statement in parsed.File.Statements)
        {
            if (statement is IncludeSyntax include)
            {
                Include(include, resolved);
            }
            else if (file > 0 && statement is not (GivenSyntax or LetSyntax or SourceSyntax))
            {
                string keyword = SyntaxPrinter.Print(statement).Split(' ')[0];
                Report(statement, keyword, "an included file has 'given', 'let', 'source' and 'include' lines; write this one in the file that includes it");
            }
            else
            {
                _statements.Add(statement);
            }
        }

        _open.RemoveAt(_open.Count - 1);
    }

    private void Include(IncludeSyntax include, string from)
    {
        string path = IncludePath.Resolve(from, include.Path);
        if (_read is null)
        {
            Report(include, include.Path, "this text is no file, so there is no folder to look in");
        }
        else if (!path.EndsWith(Extension, StringComparison.Ordinal))
        {
            Report(include, include.Path, $"an equation file's name ends in {Extension}");
        }
        else if (_open.Contains(path, StringComparer.Ordinal))
        {
            string way = string.Join(", ", _open.SkipWhile(f => !string.Equals(f, path, StringComparison.Ordinal)).Skip(1));
            Report(include, include.Path, way.Length == 0 ? "a file cannot include itself" : $"it includes this file already, by way of {way}");
        }
        else if (_files.Count >= MostFiles)
        {
            Report(include, include.Path, $"a model is made of at most {MostFiles} files");
        }
        else if (!_taken.Contains(path))
        {
            IncludedFile file = _read(path);
            if (file.Text is null)
            {
                Report(include, include.Path, file.Problem ?? $"there is no file {path}; the path is relative to the folder of the file that includes it");
            }
            else
            {
                Add(path, file.Path, new Parser(file.Text, _spans.Count).Run());
            }
        }
    }

    private void Report(SyntaxNode node, string subject, string hint) => _problems.Add(new(DiagnosticKind.BadInclude, node.Id, null, subject, hint));
}
