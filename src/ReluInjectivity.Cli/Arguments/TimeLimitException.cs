namespace ReluInjectivity.Cli.Arguments;

/// <summary>The time limit came before a command had anything to report: one line, and the exit code of what is undecided.</summary>
internal sealed class TimeLimitException(string message, Exception cause) : Exception(message, cause);
