namespace ReluInjectivity.Symbolics.Language;

/// <summary>A stretch of an equation file. Lines and columns count from 0, columns in UTF-16 units.</summary>
/// <param name="Start">First character, counted from the start of the file.</param>
/// <param name="Length">Number of characters.</param>
/// <param name="StartLine">Line of the first character.</param>
/// <param name="StartColumn">Column of the first character.</param>
/// <param name="EndLine">Line just after the last character.</param>
/// <param name="EndColumn">Column just after the last character.</param>
/// <param name="File">Which of the files read: 0 is the one asked for, others are included.</param>
public readonly record struct SourceSpan(int Start, int Length, int StartLine, int StartColumn, int EndLine, int EndColumn, int File = 0);
