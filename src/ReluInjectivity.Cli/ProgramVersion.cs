using System.Reflection;

namespace ReluInjectivity.Cli;

/// <summary>The version of the program.</summary>
internal static class ProgramVersion
{
    /// <summary>With the commit that it was built from, such as <c>0.1.0+73a3354e5eef</c>; where that is not known, as <see cref="Short"/>.</summary>
    public static string Full { get; } = typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Such as <c>0.1.0</c>.</summary>
    public static string Short { get; } = Full.Split('+')[0];
}
