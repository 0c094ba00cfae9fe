namespace ReluInjectivity.Weights.Onnx.Tracing;

/// <summary>One entry of a tensor as an affine function of the numbers that the layers so far give: the sum of factors times numbers, and a constant.</summary>
internal sealed class LinearForm
{
    private readonly int[] _places;
    private readonly double[] _factors;

    private LinearForm(int[] places, double[] factors, double constant) => (_places, _factors, Constant) = (places, factors, constant);

    /// <summary>The constant.</summary>
    public double Constant { get; }

    /// <summary>Whether it depends on no number.</summary>
    public bool IsConstant => _places.Length == 0;

    /// <summary>Places of the numbers it depends on, and their factors.</summary>
    public IEnumerable<(int Place, double Factor)> Terms => _places.Zip(_factors);

    /// <summary>How many numbers it depends on.</summary>
    public int Count => _places.Length;

    /// <summary>Equal for equal forms only.</summary>
    public string Key => string.Join(' ', Terms.Select(term => $"{term.Place}:{BitConverter.DoubleToInt64Bits(term.Factor):x}")) + "+" + BitConverter.DoubleToInt64Bits(Constant + 0.0).ToString("x", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A constant.</summary>
    public static LinearForm Of(double constant) => new([], [], constant);

    /// <summary>One of the numbers.</summary>
    public static LinearForm Number(int place) => new([place], [1.0], 0);

    /// <summary>The value where the numbers are known.</summary>
    public double At(IReadOnlyList<double> numbers)
    {
        double sum = Constant;
        for (int k = 0; k < _places.Length; k++)
        {
            sum += _factors[k] * numbers[_places[k]];
        }

        return sum;
    }

    /// <summary>Whether it is never negative where some numbers are not.</summary>
    public bool IsNonNegative(IReadOnlyList<bool> isNonNegative) => Constant >= 0 && Terms.All(term => term.Factor >= 0 && isNonNegative[term.Place]);

    /// <summary>A sum that notices whether doubles hold it without rounding.</summary>
    internal sealed class Sum
    {
        private readonly SortedDictionary<int, double> _terms = [];
        private double _constant;
        private bool _isExact = true;

        /// <summary>Adds a multiple of a form.</summary>
        public Sum Add(LinearForm form, double factor = 1)
        {
            if (!_isExact)
            {
                return this;
            }

            _constant = Added(_constant, Multiplied(form.Constant, factor));
            for (int k = 0; factor != 0 && k < form._places.Length; k++)
            {
                double term = Multiplied(form._factors[k], factor);
                _terms[form._places[k]] = _terms.TryGetValue(form._places[k], out double before) ? Added(before, term) : term;
            }

            return this;
        }

        /// <summary>Adds a number.</summary>
        public Sum Add(double number)
        {
            _constant = Added(_constant, number);
            return this;
        }

        /// <summary>The sum; null where doubles do not hold it.</summary>
        public LinearForm? Form()
        {
            KeyValuePair<int, double>[] terms = [.. _terms.Where(term => term.Value != 0)];
            return _isExact ? new LinearForm([.. terms.Select(term => term.Key)], [.. terms.Select(term => term.Value)], _constant) : null;
        }

        private double Multiplied(double a, double b)
        {
            double product = a * b;
            bool isSafe = Math.Abs(b) == 1 || Math.Abs(a) == 1 || a == 0 || b == 0 || (Math.Abs(product) > 1e-280 && Math.FusedMultiplyAdd(a, b, -product) == 0);
            _isExact &= isSafe && double.IsFinite(product);
            return product;
        }

        private double Added(double a, double b)
        {
            // What rounding takes from a sum is a number again: (a - (s - t)) + (b - t).
            double sum = a + b;
            double part = sum - a;
            _isExact &= (a - (sum - part)) + (b - part) == 0 && double.IsFinite(sum);
            return sum;
        }
    }
}
