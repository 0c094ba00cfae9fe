namespace ReluInjectivity.Runtime.Solving;

/// <summary>What results say of themselves.</summary>
internal static class Remarks
{
    /// <summary>Two remarks in a row; either may be null.</summary>
    public static string? Joined(string? first, string? second) => first is null || second is null ? first ?? second : first + "; " + second;
}
