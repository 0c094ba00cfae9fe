namespace ReluInjectivity.Symbolics.Expressions;

/// <summary>Truth values as objects, each once, for tags that are compared often.</summary>
internal static class Boxed
{
    private static readonly object True = true;
    private static readonly object False = false;

    /// <summary>The object that is the value.</summary>
    public static object Of(bool value) => value ? True : False;
}
