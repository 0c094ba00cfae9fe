using System.Globalization;

namespace ReluInjectivity.TestKit;

/// <summary>How many random cases the property tests draw: <c>.ci/long</c> draws more of the same.</summary>
public static class Draws
{
    /// <summary>The environment variable that multiplies all draws.</summary>
    public const string Variable = "RELU_INJECTIVITY_DRAWS";

    private static readonly int Factor = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : 1;

    /// <summary>A number of cases, times what the environment asks for.</summary>
    /// <param name="cases">The number where it asks for nothing.</param>
    public static int Of(int cases) => checked(cases * Factor);
}
