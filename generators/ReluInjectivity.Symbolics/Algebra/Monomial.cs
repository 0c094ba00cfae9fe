namespace ReluInjectivity.Symbolics.Algebra;

/// <summary>
/// A product of powers of variables, which are numbers. The order is lexicographic: the variable of the smallest number decides first.
/// </summary>
public readonly struct Monomial : IEquatable<Monomial>
{
    private readonly int[]? _exponents;

    /// <summary>The monomial with these exponents, by variable; trailing zeros do not matter.</summary>
    private Monomial(int[] exponents)
    {
        int length = exponents.Length;
        while (length > 0 && exponents[length - 1] == 0)
        {
            length--;
        }

        _exponents = length == exponents.Length ? exponents : exponents.Take(length).ToArray();
    }

    /// <summary>The empty product.</summary>
    public static Monomial One => default;

    /// <summary>One more than the largest variable that occurs.</summary>
    public int Length => _exponents?.Length ?? 0;

    /// <summary>The exponent of a variable.</summary>
    public int this[int variable] => variable < Length ? _exponents![variable] : 0;

    /// <summary>A power of one variable.</summary>
    public static Monomial Of(int variable, int exponent = 1)
    {
        int[] exponents = new int[variable + 1];
        exponents[variable] = exponent;
        return new(exponents);
    }

    /// <summary>The product.</summary>
    public static Monomial operator *(Monomial a, Monomial b)
    {
        (Monomial longer, Monomial shorter) = a.Length >= b.Length ? (a, b) : (b, a);
        if (shorter.Length == 0)
        {
            return longer;
        }

        int[] exponents = (int[])longer._exponents!.Clone();
        for (int i = 0; i < shorter.Length; i++)
        {
            exponents[i] += shorter._exponents![i];
        }

        return new(exponents);
    }

    /// <summary>What divides both and is as large as can be.</summary>
    public static Monomial GreatestCommonDivisor(Monomial a, Monomial b)
    {
        int[] exponents = new int[Math.Min(a.Length, b.Length)];
        for (int i = 0; i < exponents.Length; i++)
        {
            exponents[i] = Math.Min(a[i], b[i]);
        }

        return new(exponents);
    }

    /// <summary>Whether <paramref name="divisor"/> divides; if so, the quotient.</summary>
    public bool TryDivide(Monomial divisor, out Monomial quotient)
    {
        quotient = this;
        if (divisor.Length > Length)
        {
            return false;
        }

        for (int i = 0; i < divisor.Length; i++)
        {
            if (_exponents![i] < divisor._exponents![i])
            {
                return false;
            }
        }

        if (divisor.Length > 0)
        {
            int[] exponents = (int[])_exponents!.Clone();
            for (int i = 0; i < divisor.Length; i++)
            {
                exponents[i] -= divisor._exponents![i];
            }

            quotient = new(exponents);
        }

        return true;
    }

    /// <summary>Without a variable.</summary>
    public Monomial Without(int variable)
    {
        if (this[variable] == 0)
        {
            return this;
        }

        int[] exponents = (int[])_exponents!.Clone();
        exponents[variable] = 0;
        return new(exponents);
    }

    /// <summary>Equality.</summary>
    public static bool operator ==(Monomial a, Monomial b) => a.Equals(b);

    /// <summary>Inequality.</summary>
    public static bool operator !=(Monomial a, Monomial b) => !a.Equals(b);

    /// <summary>The order: negative where the first is the smaller.</summary>
    public static int Compare(Monomial a, Monomial b)
    {
        for (int i = 0; i < Math.Max(a.Length, b.Length); i++)
        {
            int order = a[i].CompareTo(b[i]);
            if (order != 0)
            {
                return order;
            }
        }

        return 0;
    }

    /// <inheritdoc/>
    public bool Equals(Monomial other) => Compare(this, other) == 0;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Monomial other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = 17;
        for (int i = 0; i < Length; i++)
        {
            hash = unchecked((hash * 31) + this[i]);
        }

        return hash;
    }
}
