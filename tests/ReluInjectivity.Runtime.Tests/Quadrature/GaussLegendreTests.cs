using System.Globalization;
using ReluInjectivity.Runtime.Quadrature;
using ReluInjectivity.Runtime.Tests.SpecialFunctions;

namespace ReluInjectivity.Runtime.Tests.Quadrature;

public sealed class GaussLegendreTests
{
    /// <summary>Lines "n index node weight": mpmath, Newton's iteration at 50 digits, rounded to 25 digits.</summary>
    private const string Reference = """
        2 0 -5.773502691896257645091488e-1 1.0
        2 1 5.773502691896257645091488e-1 1.0
        3 0 -7.745966692414833770358531e-1 5.555555555555555555555556e-1
        3 1 0e0 8.888888888888888888888889e-1
        3 2 7.745966692414833770358531e-1 5.555555555555555555555556e-1
        5 0 -9.061798459386639927976269e-1 2.36926885056189087514264e-1
        5 1 -5.384693101056830910363144e-1 4.786286704993664680412915e-1
        5 2 0e0 5.688888888888888888888889e-1
        5 3 5.384693101056830910363144e-1 4.786286704993664680412915e-1
        5 4 9.061798459386639927976269e-1 2.36926885056189087514264e-1
        20 10 7.652652113349733375464041e-2 1.527533871307258506980843e-1
        20 11 2.277858511416450780804962e-1 1.491729864726037467878287e-1
        20 12 3.737060887154195606725482e-1 1.420961093183820513292983e-1
        20 13 5.108670019508270980043641e-1 1.316886384491766268984945e-1
        20 14 6.360536807265150254528367e-1 1.181945319615184173123774e-1
        20 15 7.463319064601507926143051e-1 1.019301198172404350367501e-1
        20 16 8.391169718222188233945291e-1 8.327674157670474872475814e-2
        20 17 9.122344282513259058677524e-1 6.267204833410906356950654e-2
        20 18 9.639719272779137912676661e-1 4.060142980038694133103995e-2
        20 19 9.931285991850949247861224e-1 1.761400713915211831186196e-2
        48 40 8.765720202742478859056936e-1 3.116722783279808890206576e-2
        48 41 9.058791367155696728220748e-1 2.742650970835694820007384e-2
        48 42 9.313866907065543331141744e-1 2.35707608393243791405193e-2
        48 43 9.529877031604308607229607e-1 1.961616045735552781446072e-2
        48 44 9.70591592546247250461412e-1 1.557931572294384872817696e-2
        48 45 9.841245837228268577445836e-1 1.147723457923453948959267e-2
        48 46 9.935301722663507575479288e-1 7.32755390127626210238398e-3
        48 47 9.987710072524261186005415e-1 3.153346052305838632677312e-3
        101 51 3.094633456489820431123907e-2 3.093645168859741833650963e-2
        101 75 6.988435610874445357152605e-1 2.213840376239820965407035e-2
        101 99 9.985215119897575082538952e-1 1.675892760499028879910832e-3
        101 100 9.997193395297702757683986e-1 7.202317064018637017655461e-4
        200 100 7.834291142306369277408336e-3 1.566826171583225480756639e-2
        200 150 7.112471550912779054493364e-1 1.1014182504056334597677e-2
        200 190 9.883501613607612995868106e-1 2.384425112004892587818451e-3
        200 199 9.999280712850699770492629e-1 1.845900974712974439676277e-4
        """;

    [Fact]
    public void Rule_AgreesWithReferenceValues()
    {
        int points = 0;
        foreach (string row in Reference.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] fields = row.Split(' ');
            QuadratureRule rule = GaussLegendre.Rule(int.Parse(fields[0], CultureInfo.InvariantCulture));
            int i = int.Parse(fields[1], CultureInfo.InvariantCulture);
            Assert.True(UlpError.Of(rule.Nodes[i], fields[2]) <= 0.51, $"node {row}: {rule.Nodes[i]:R}");
            Assert.True(UlpError.Of(rule.Weights[i], fields[3]) <= 0.51, $"weight {row}: {rule.Weights[i]:R}");
            points++;
        }

        Assert.True(points >= 30);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(33)]
    public void Rule_IntegratesEvenMonomialsUpToItsDegree(int n)
    {
        QuadratureRule rule = GaussLegendre.Rule(n);
        for (int power = 0; power <= 2 * n - 1; power += 2)
        {
            Assert.Equal(2.0 / (power + 1), Integrate(rule, x => Math.Pow(x, power)), 1e-14);
        }

        double beyond = Integrate(rule, x => Math.Pow(x, 2 * n));
        Assert.True(n > 20 || Math.Abs(beyond - (2.0 / (2 * n + 1))) > 1e-13, "degree 2n is not integrated exactly");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(48)]
    [InlineData(101)]
    [InlineData(200)]
    public void Rule_IsSymmetricSortedAndSumsToTwo(int n)
    {
        QuadratureRule rule = GaussLegendre.Rule(n);
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            Assert.Equal(-rule.Nodes[n - 1 - i], rule.Nodes[i]);
            Assert.Equal(rule.Weights[n - 1 - i], rule.Weights[i]);
            Assert.True(i == 0 || rule.Nodes[i] > rule.Nodes[i - 1]);
            sum += rule.Weights[i];
        }

        Assert.Equal(n, rule.Count);
        Assert.Equal(2, sum, 4e-15);
    }

    [Fact]
    public void Rule_IsCached() => Assert.Same(GaussLegendre.Rule(12), GaussLegendre.Rule(12));

    [Fact]
    public void Rule_RejectsOrdersBelowOne() => Assert.Throws<ArgumentOutOfRangeException>(() => GaussLegendre.Rule(0));

    private static double Integrate(QuadratureRule rule, Func<double, double> f)
    {
        double sum = 0;
        for (int i = 0; i < rule.Count; i++)
        {
            sum += rule.Weights[i] * f(rule.Nodes[i]);
        }

        return sum;
    }
}
