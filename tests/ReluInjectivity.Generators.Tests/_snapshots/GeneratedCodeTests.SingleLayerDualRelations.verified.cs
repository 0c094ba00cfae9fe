/// <summary>ReLU layer, through its conjugate overlaps, level 3: relations derived from the stationarity of psi.</summary>
[global::System.CodeDom.Compiler.GeneratedCode("ReluInjectivity.Generators", "1")]
public sealed class SingleLayerDualLevel3Relations : Systems::IRelations
{
    private Systems::RelationsDescription? _description;

    /// <inheritdoc/>
    public Systems::RelationsDescription Description => global::System.Threading.LazyInitializer.EnsureInitialized(ref _description, Describe);

    private static Systems::RelationsDescription Describe() => new()
    {
        Model = "single-layer-dual",
        Title = "ReLU layer, through its conjugate overlaps",
        Sources = ["arXiv:2410.20646"],
        File = "equations/single-layer-dual.eq",
        Indices = [new(Systems::FamilyIndexKind.Level, "r", 3)],
        Objective = "psi",
        Over = ["q[1]", "q[2]", "q[3]", "Gamma[1]"],
        Arguments = ["p[2]", "p[3]", "q[1]", "q[2]", "q[3]"],
        Relations =
        [
            new(new("Gamma[3]", "Gamma", 3, 0.0, double.PositiveInfinity, Systems::Ordering.Decreasing, "multiplier of the spherical constraint"),
                "\\Gamma_{3}", "sqrt(q[3]/p[3])", "\\sqrt{\\frac{q_{3}}{p_{3}}}", "sqrt(q[3]/p[3])", "\\sqrt{\\frac{q_{3}}{p_{3}}}", "d psi/d q[3] = 0"),
            new(new("Gamma[2]", "Gamma", 2, 0.0, double.PositiveInfinity, Systems::Ordering.Decreasing, "multiplier of the spherical constraint"),
                "\\Gamma_{2}", "(q[2] - q[3])/(Gamma[3]*(p[2] - p[3]))", "\\frac{q_{2} - q_{3}}{\\Gamma_{3} \\, \\left(p_{2} - p_{3}\\right)}",
                "(q[2] - q[3])*sqrt(p[3]/q[3])/(p[2] - p[3])", "\\frac{\\left(q_{2} - q_{3}\\right) \\, \\sqrt{\\frac{p_{3}}{q_{3}}}}{p_{2} - p_{3}}",
                "d psi/d q[2] = 0"),
            new(new("c[3]", "c", 3, 0.0, double.PositiveInfinity, Systems::Ordering.Decreasing, "lifting exponent"), "c_{3}",
                "(Gamma[2] - Gamma[3])/(q[2] - q[3])", "\\frac{\\Gamma_{2} - \\Gamma_{3}}{q_{2} - q_{3}}",
                "sqrt(p[3]/q[3])/(p[2] - p[3]) - sqrt(q[3]/p[3])/(q[2] - q[3])",
                "\\frac{\\sqrt{\\frac{p_{3}}{q_{3}}}}{p_{2} - p_{3}} - \\frac{\\sqrt{\\frac{q_{3}}{p_{3}}}}{q_{2} - q_{3}}", "the definition of Gamma[3]"),
            new(new("Gamma[1]", "Gamma", 1, 0.0, double.PositiveInfinity, Systems::Ordering.Decreasing, "multiplier of the spherical constraint"),
                "\\Gamma_{1}", "(q[1] - q[2])/(Gamma[2]*(1 - p[2]))", "\\frac{q_{1} - q_{2}}{\\Gamma_{2} \\, \\left(1 - p_{2}\\right)}",
                "(p[2] - p[3])*(q[1] - q[2])*sqrt(q[3]/p[3])/((1 - p[2])*(q[2] - q[3]))",
                "\\frac{\\left(p_{2} - p_{3}\\right) \\, \\left(q_{1} - q_{2}\\right) \\, \\sqrt{\\frac{q_{3}}{p_{3}}}}{\\left(1 - p_{2}\\right) \\, " +
                "\\left(q_{2} - q_{3}\\right)}", "d psi/d Gamma[1] = 0"),
            new(new("c[2]", "c", 2, 0.0, double.PositiveInfinity, Systems::Ordering.Decreasing, "lifting exponent"), "c_{2}",
                "(Gamma[1] - Gamma[2])/(q[1] - q[2])", "\\frac{\\Gamma_{1} - \\Gamma_{2}}{q_{1} - q_{2}}",
                "(p[2] - p[3])*sqrt(q[3]/p[3])/((1 - p[2])*(q[2] - q[3])) - (q[2] - q[3])*sqrt(p[3]/q[3])/((p[2] - p[3])*(q[1] - q[2]))",
                "\\frac{\\left(p_{2} - p_{3}\\right) \\, \\sqrt{\\frac{q_{3}}{p_{3}}}}{\\left(1 - p_{2}\\right) \\, \\left(q_{2} - q_{3}\\right)} - " +
                "\\frac{\\left(q_{2} - q_{3}\\right) \\, \\sqrt{\\frac{p_{3}}{q_{3}}}}{\\left(p_{2} - p_{3}\\right) \\, \\left(q_{1} - q_{2}\\right)}",
                "the definition of Gamma[2]"),
            new(new("chi", "chi", null, 0.0, double.PositiveInfinity, Systems::Ordering.None, "susceptibility"), "\\chi", "1/Gamma[1]",
                "\\frac{1}{\\Gamma_{1}}", "(1 - p[2])*(q[2] - q[3])*sqrt(p[3]/q[3])/((p[2] - p[3])*(q[1] - q[2]))",
                "\\frac{\\left(1 - p_{2}\\right) \\, \\left(q_{2} - q_{3}\\right) \\, \\sqrt{\\frac{p_{3}}{q_{3}}}}{\\left(p_{2} - p_{3}\\right) \\, " +
                "\\left(q_{1} - q_{2}\\right)}", "d psi/d q[1] = 0"),
        ],
        Failure = null,
        Pattern =
        [
            new("Gamma[r] = sqrt(q[r]/p[r])", "\\Gamma_{r} = \\sqrt{\\frac{q_{r}}{p_{r}}}", null),
            new("Gamma[k] = (q[k] - q[k+1])/(Gamma[k+1]*(p[k] - p[k+1]))",
                "\\Gamma_{k} = \\frac{q_{k} - q_{k+1}}{\\Gamma_{k+1} \\, \\left(p_{k} - p_{k+1}\\right)}", "k = 1..r-1"),
            new("c[k] = (Gamma[k-1] - Gamma[k])/(q[k-1] - q[k])", "c_{k} = \\frac{\\Gamma_{k-1} - \\Gamma_{k}}{q_{k-1} - q_{k}}", "k = 2..r"),
            new("chi = 1/Gamma[1]", "\\chi = \\frac{1}{\\Gamma_{1}}", null),
        ],
        PatternLevels = [1, 2, 3],
    };

    /// <summary><c>Gamma[3] = sqrt(q[3]/p[3])</c>, from d psi/d q[3] = 0.</summary>
    /// <param name="p_3">overlap, <c>p[3]</c> in (0, 1).</param>
    /// <param name="q_3">conjugate overlap, <c>q[3]</c> in (0, inf).</param>
    /// <returns>multiplier of the spherical constraint, <c>Gamma[3]</c>.</returns>
    public static double Gamma_3(double p_3, double q_3)
    {
        return global::System.Math.Sqrt(q_3 / p_3);
    }

    /// <summary><c>Gamma[2] = (q[2] - q[3])*sqrt(p[3]/q[3])/(p[2] - p[3])</c>, from d psi/d q[2] = 0.</summary>
    /// <param name="p_2">overlap, <c>p[2]</c> in (0, 1).</param>
    /// <param name="p_3">overlap, <c>p[3]</c> in (0, 1).</param>
    /// <param name="q_2">conjugate overlap, <c>q[2]</c> in (0, inf).</param>
    /// <param name="q_3">conjugate overlap, <c>q[3]</c> in (0, inf).</param>
    /// <returns>multiplier of the spherical constraint, <c>Gamma[2]</c>.</returns>
    public static double Gamma_2(double p_2, double p_3, double q_2, double q_3)
    {
        double Gamma_3 = global::System.Math.Sqrt(q_3 / p_3);
        return (q_2 - q_3) / (Gamma_3 * (p_2 - p_3));
    }

    /// <summary><c>c[3] = sqrt(p[3]/q[3])/(p[2] - p[3]) - sqrt(q[3]/p[3])/(q[2] - q[3])</c>, from the definition of Gamma[3].</summary>
    /// <param name="p_2">overlap, <c>p[2]</c> in (0, 1).</param>
    /// <param name="p_3">overlap, <c>p[3]</c> in (0, 1).</param>
    /// <param name="q_2">conjugate overlap, <c>q[2]</c> in (0, inf).</param>
    /// <param name="q_3">conjugate overlap, <c>q[3]</c> in (0, inf).</param>
    /// <returns>lifting exponent, <c>c[3]</c>.</returns>
    public static double c_3(double p_2, double p_3, double q_2, double q_3)
    {
        double Gamma_3 = global::System.Math.Sqrt(q_3 / p_3);
        double Gamma_2 = (q_2 - q_3) / (Gamma_3 * (p_2 - p_3));
        return (Gamma_2 - Gamma_3) / (q_2 - q_3);
    }

    /// <summary><c>Gamma[1] = (p[2] - p[3])*(q[1] - q[2])*sqrt(q[3]/p[3])/((1 - p[2])*(q[2] - q[3]))</c>, from d psi/d Gamma[1] = 0.</summary>
    /// <param name="p_2">overlap, <c>p[2]</c> in (0, 1).</param>
    /// <param name="p_3">overlap, <c>p[3]</c> in (0, 1).</param>
    /// <param name="q_1">conjugate overlap, <c>q[1]</c> in (0, inf).</param>
    /// <param name="q_2">conjugate overlap, <c>q[2]</c> in (0, inf).</param>
    /// <param name="q_3">conjugate overlap, <c>q[3]</c> in (0, inf).</param>
    /// <returns>multiplier of the spherical constraint, <c>Gamma[1]</c>.</returns>
    public static double Gamma_1(double p_2, double p_3, double q_1, double q_2, double q_3)
    {
        double Gamma_3 = global::System.Math.Sqrt(q_3 / p_3);
        double Gamma_2 = (q_2 - q_3) / (Gamma_3 * (p_2 - p_3));
        return (q_1 - q_2) / (Gamma_2 * (1.0 - p_2));
    }

    /// <summary><c>c[2] = (p[2] - p[3])*sqrt(q[3]/p[3])/((1 - p[2])*(q[2] - q[3])) - (q[2] - q[3])*sqrt(p[3]/q[3])/((p[2] - p[3])*(q[1] - q[2]))</c>, from
    /// the definition of Gamma[2].</summary>
    /// <param name="p_2">overlap, <c>p[2]</c> in (0, 1).</param>
    /// <param name="p_3">overlap, <c>p[3]</c> in (0, 1).</param>
    /// <param name="q_1">conjugate overlap, <c>q[1]</c> in (0, inf).</param>
    /// <param name="q_2">conjugate overlap, <c>q[2]</c> in (0, inf).</param>
    /// <param name="q_3">conjugate overlap, <c>q[3]</c> in (0, inf).</param>
    /// <returns>lifting exponent, <c>c[2]</c>.</returns>
    public static double c_2(double p_2, double p_3, double q_1, double q_2, double q_3)
    {
        double Gamma_3 = global::System.Math.Sqrt(q_3 / p_3);
        double Gamma_2 = (q_2 - q_3) / (Gamma_3 * (p_2 - p_3));
        double Gamma_1 = (q_1 - q_2) / (Gamma_2 * (1.0 - p_2));
        return (Gamma_1 - Gamma_2) / (q_1 - q_2);
    }

    /// <summary><c>chi = (1 - p[2])*(q[2] - q[3])*sqrt(p[3]/q[3])/((p[2] - p[3])*(q[1] - q[2]))</c>, from d psi/d q[1] = 0.</summary>
    /// <param name="p_2">overlap, <c>p[2]</c> in (0, 1).</param>
    /// <param name="p_3">overlap, <c>p[3]</c> in (0, 1).</param>
    /// <param name="q_1">conjugate overlap, <c>q[1]</c> in (0, inf).</param>
    /// <param name="q_2">conjugate overlap, <c>q[2]</c> in (0, inf).</param>
    /// <param name="q_3">conjugate overlap, <c>q[3]</c> in (0, inf).</param>
    /// <returns>susceptibility, <c>chi</c>.</returns>
    public static double chi(double p_2, double p_3, double q_1, double q_2, double q_3)
    {
        double Gamma_3 = global::System.Math.Sqrt(q_3 / p_3);
        double Gamma_2 = (q_2 - q_3) / (Gamma_3 * (p_2 - p_3));
        double Gamma_1 = (q_1 - q_2) / (Gamma_2 * (1.0 - p_2));
        return 1.0 / Gamma_1;
    }

    /// <inheritdoc/>
    public double[] Evaluate(global::System.ReadOnlySpan<double> x)
    {
        if (x.Length != 5)
        {
            throw new global::System.ArgumentException("Give 5 values: p[2], p[3], q[1], q[2], q[3].", nameof(x));
        }

        double p_2 = x[0];
        double p_3 = x[1];
        double q_1 = x[2];
        double q_2 = x[3];
        double q_3 = x[4];
        double Gamma_3 = global::System.Math.Sqrt(q_3 / p_3);
        double Gamma_2 = (q_2 - q_3) / (Gamma_3 * (p_2 - p_3));
        double c_3 = (Gamma_2 - Gamma_3) / (q_2 - q_3);
        double Gamma_1 = (q_1 - q_2) / (Gamma_2 * (1.0 - p_2));
        double c_2 = (Gamma_1 - Gamma_2) / (q_1 - q_2);
        double chi = 1.0 / Gamma_1;
        return [Gamma_3, Gamma_2, c_3, Gamma_1, c_2, chi];
    }
}
