namespace ReluInjectivity.Weights.Formats;

/// <summary>Names from files in messages.</summary>
internal static class Names
{
    private const int Shown = 80;

    /// <summary>A name cut to a length that fits a message; <see cref="WeightFileException"/> replaces what cannot be printed.</summary>
    public static string Short(string name) => name.Length <= Shown ? name : name[..Shown] + "...";
}
