namespace ReluInjectivity.Symbolics.Functions;

/// <summary>The functions of the language by name. <see cref="CauchyTails"/> comes out of integrals only.</summary>
public static class Registry
{
    /// <summary>All built-in functions.</summary>
    public static IReadOnlyList<BuiltInFunction> All { get; } =
    [
        Exponentials.Exp, Exponentials.Log, Exponentials.Expm1, Exponentials.Log1p, Exponentials.Logistic,
        Trigonometric.Sin, Trigonometric.Cos, Trigonometric.Tan, Trigonometric.Atan,
        Trigonometric.Sinh, Trigonometric.Cosh, Trigonometric.Tanh,
        Normal.Density, Normal.Distribution, Normal.Between,
        ErrorFunctions.Erf, ErrorFunctions.Erfc, ErrorFunctions.Erfcx,
    ];

    /// <summary>The function of a name, or null.</summary>
    public static BuiltInFunction? Find(string name) => All.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.Ordinal));
}
