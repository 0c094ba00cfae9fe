using ReluInjectivity.Runtime.Solving;

namespace ReluInjectivity.Cli.Arguments;

/// <summary>The argument <c>--tolerance</c>.</summary>
internal static class Tolerance
{
    private const string Argument = "--tolerance";

    /// <summary>Options with the tolerance typed, or the defaults.</summary>
    /// <exception cref="BadArgumentException">It is no number, or out of range.</exception>
    public static SolveOptions Parse(string? typed)
    {
        if (typed is null)
        {
            return SolveOptions.Default;
        }

        SolveOptions options = new() { Tolerance = NumberArgument.Parse(Argument, typed) };
        try
        {
            options.Validate();
        }
        catch (ArgumentException problem)
        {
            throw new BadArgumentException($"{Argument}: {typed} is out of range; an absolute error from 1e-14 to 1e-2 can be asked for", problem);
        }

        return options;
    }
}
