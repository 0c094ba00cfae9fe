namespace ReluInjectivity.Weights.Onnx.Tracing;

/// <summary>Upper bounds of Lipschitz constants: of a matrix from norms of powers, of nodes of each number by their slopes.</summary>
internal static class LipschitzBound
{
    // |M|^2 is at most the 4096th root of |(M'M)^4096| by any norm, for n equal singular values n^(1/8192) too much; a squaring adds some n roundings to the root, which stay below this.
    private const int Squarings = 12;
    private const double Rounding = 1 + 1e-6;
    private const int MostColumns = 256;

    /// <summary>Of a node that acts on each number by itself; null for others, and where none is known.</summary>
    public static double? OfEach(OnnxNode node) => node.Operation switch
    {
        "Relu" or "Abs" or "Tanh" or "Softplus" or "Clip" => 1,
        "Sigmoid" => 0.25,
        "LeakyRelu" => Math.Max(1, Math.Abs(node.Float("alpha", 0.01f))),
        "Elu" => Math.Max(1, Math.Abs(node.Float("alpha", 1))),
        _ => null,
    };

    /// <summary>Of an affine map: its matrix in the Euclidean norm, never less than that.</summary>
    /// <param name="forms">The outputs in the inputs' numbers.</param>
    /// <param name="inputs">How many inputs there are.</param>
    public static double OfMatrix(IReadOnlyList<LinearForm> forms, int inputs)
    {
        // Over the largest factor no square underflows or overflows: a bound of zero would make any product of bounds small.
        double largest = forms.SelectMany(form => form.Terms).Select(term => Math.Abs(term.Factor)).DefaultIfEmpty(0).Max();
        double frobenius = largest > 0 ? largest * Math.Sqrt(forms.Sum(form => form.Terms.Sum(term => term.Factor / largest * (term.Factor / largest)))) : 0;
        if (inputs > MostColumns || !(frobenius > 0) || !double.IsFinite(frobenius))
        {
            return frobenius * Rounding;
        }

        // Over the Frobenius norm all powers have entries of at most 1; their logarithms are kept apart.
        double[,] power = new double[inputs, inputs];
        foreach (LinearForm form in forms)
        {
            foreach ((int i, double a) in form.Terms.Select(term => (term.Place, term.Factor / frobenius)))
            {
                foreach ((int j, double b) in form.Terms.Select(term => (term.Place, term.Factor / frobenius)))
                {
                    power[i, j] += a * b;
                }
            }
        }

        double log = 0;
        for (int k = 0; k < Squarings; k++)
        {
            power = Squared(power);
            double size = Norm(power);
            if (!(size > 0))
            {
                return frobenius * Rounding;
            }

            Scale(power, 1 / size);
            log = (2 * log) + Math.Log(size);
        }

        return frobenius * Math.Exp(log / (1 << (Squarings + 1))) * Rounding;
    }

    private static double[,] Squared(double[,] matrix)
    {
        int n = matrix.GetLength(0);
        double[,] product = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int k = 0; k < n; k++)
            {
                for (int j = 0; matrix[i, k] != 0 && j < n; j++)
                {
                    product[i, j] += matrix[i, k] * matrix[k, j];
                }
            }
        }

        return product;
    }

    private static double Norm(double[,] matrix) => Math.Sqrt(matrix.Cast<double>().Sum(v => v * v));

    private static void Scale(double[,] matrix, double factor)
    {
        for (int i = 0; i < matrix.GetLength(0); i++)
        {
            for (int j = 0; j < matrix.GetLength(1); j++)
            {
                matrix[i, j] *= factor;
            }
        }
    }
}
