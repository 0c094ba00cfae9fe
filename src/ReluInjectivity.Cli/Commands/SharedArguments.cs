using System.CommandLine;

namespace ReluInjectivity.Cli.Commands;

/// <summary>Arguments that several commands take. Values stay text here; <c>Arguments/</c> checks them against the models.</summary>
internal static class SharedArguments
{
    /// <summary>The model.</summary>
    public static Argument<string> Model() => new("MODEL") { Description = "A model, as 'relu-injectivity models' lists it, or an equation file (.eq), or a folder of them" };

    /// <summary>The models, of commands that take several.</summary>
    public static Argument<string[]> Models() => new("MODEL")
    {
        Description = "A model, as 'relu-injectivity models' lists it, or equation files (.eq) and folders of them",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>The levels.</summary>
    public static Option<string?> Level() => new("--level")
    {
        Description = "A level (3), a range (1..4) or a list (1,2,4) [default: every one]",
        HelpName = "LEVELS",
    };

    /// <summary>The depths.</summary>
    public static Option<string?> Depth() => new("--depth")
    {
        Description = "The same for depths",
        HelpName = "DEPTHS",
    };

    /// <summary>The goal.</summary>
    public static Option<string?> Goal() => new("--goal")
    {
        Description = "One goal of a model with several, or 'all' [default: the first]",
        HelpName = "NAME",
    };

    /// <summary>Values of givens.</summary>
    public static Option<string[]> Set() => new("--set") { Description = "A given's value, or NAME=[V1,V2,...] for NAME[1], NAME[2], ...; may be repeated", HelpName = "NAME=VALUE" };

    /// <summary>The tolerance of a solve.</summary>
    public static Option<string?> Tolerance() => new("--tolerance")
    {
        Description = "The absolute error allowed in the value, 1e-14 to 1e-2 [default: 1e-10]",
        HelpName = "ERROR",
    };

    /// <summary>The root of one equation in one unknown.</summary>
    public static Option<int> Root() => new("--root")
    {
        Description = "Which root of one equation in one unknown, ascending, where there are several",
        HelpName = "K",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>The time that all solves of a command may take.</summary>
    public static Option<string?> TimeLimit() => new("--time-limit")
    {
        Description = "Seconds after which what is not solved ends as 'budget' [default: none]",
        HelpName = "SECONDS",
    };

    /// <summary>The format; the first is the default.</summary>
    public static Option<string> Format(params IReadOnlyList<string> choices) => new("--format")
    {
        Description = "How the report is written",
        HelpName = string.Join('|', choices),
        DefaultValueFactory = _ => choices[0],
    };

    /// <summary>The page of the results.</summary>
    public static Option<string?> Report() => new("--report")
    {
        Description = "A page of the results with their equations, .html, that works without a network",
        HelpName = "FILE",
    };
}
