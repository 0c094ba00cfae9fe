using System.Collections.Concurrent;
using FsCheck;
using FsCheck.Fluent;
using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.TestKit.Evaluation;

namespace ReluInjectivity.Symbolics.Tests.Expressions;

/// <summary>
/// A random expression before it becomes canonical: evaluated as written, and built into expressions with its operands in any order.
/// </summary>
internal abstract record Tree
{
    /// <summary>The variables; the first two are positive.</summary>
    public static readonly string[] Variables = ["x", "y", "u", "v"];

    /// <summary>Points that keep values moderate.</summary>
    public static Gen<double[]> Points =>
        from x in Gen.Choose(400, 2000) from y in Gen.Choose(400, 2000) from u in Gen.Choose(-2000, 2000) from v in Gen.Choose(-2000, 2000)
        select new[] { x / 1000.0, y / 1000.0, u / 1000.0, v / 1000.0 };

    /// <summary>Rational arithmetic with square roots, exponentials and logarithms of positive expressions.</summary>
    public static Gen<Tree> Arithmetic => Gen.Sized(size => Any(Math.Min(size, 24), isComposite: false));

    /// <summary>The same with all built-in functions and conditions.</summary>
    public static Gen<Tree> Composite => Gen.Sized(size => Any(Math.Min(size, 24), isComposite: true));

    /// <summary>The symbols of a factory.</summary>
    public static Symbol[] Symbols(ExprFactory factory) => [.. Variables.Select((v, i) => factory.Symbol(v, i < 2 ? Sign.Positive : Sign.Unknown))];

    /// <summary>A point for the symbols of a factory.</summary>
    public static Dictionary<Symbol, double> At(ExprFactory factory, double[] point) => Symbols(factory).Zip(point).ToDictionary(p => p.First, p => p.Second);

    /// <summary>The value as written, with its error bound.</summary>
    public abstract BoundedNumber Evaluate(double[] point);

    /// <summary>The expression; a source of randomness shuffles operands and the order they are built in.</summary>
    public abstract Expr Build(ExprFactory f, Random? shuffle = null);

    private static readonly BoundedNumber.Arithmetic Numbers = new();

    // Each generator is built once: built on every use, their number would grow with the size to a high power.
    private static readonly ConcurrentDictionary<(int Size, bool IsComposite, bool IsPositive), Gen<Tree>> Generators = new();

    private static Gen<Tree> Positive(int size, bool isComposite) => Generators.GetOrAdd((size, isComposite, true), _ => PositiveTree(size, isComposite));

    private static Gen<Tree> Any(int size, bool isComposite) => Generators.GetOrAdd((size, isComposite, false), _ => AnyTree(size, isComposite));

    private static Gen<Tree> Leaf(bool isPositive) => Gen.OneOf(
        Gen.Choose(0, isPositive ? 1 : 3).Select(i => (Tree)new Variable(i)),
        from n in Gen.Choose(1, 6) from d in Gen.Elements(1, 1, 2, 3, 4) from s in Gen.Elements(1, -1) select (Tree)new Constant(new Rational(isPositive ? n : n * s, d)));

    private static Gen<Tree> PositiveTree(int size, bool isComposite) => size <= 1
        ? Leaf(isPositive: true)
        : Gen.Frequency(
            (2, Leaf(isPositive: true)),
            (2, Several(Positive(size / 2, isComposite)).Select(o => (Tree)new Fold(false, o))),
            (3, Several(Positive(size / 2, isComposite)).Select(o => (Tree)new Fold(true, o))),
            (2, from b in Positive(size / 2, isComposite) from e in Gen.Elements(-2, -1, 2, 3) select (Tree)new Raise(b, e)),
            (1, from b in Positive(size / 2, isComposite) from e in Gen.Elements(-3, -1, 1, 3) select (Tree)new Raise(b, new Rational(e, 2))),
            (1, Any(size / 2, isComposite).Select(a => (Tree)new Apply("exp", [a]))),
            (isComposite ? 1 : 0, from name in Gen.Elements("Phi", "phi", "erfc", "logistic", "cosh") from a in Any(size / 2, isComposite) select (Tree)new Apply(name, [a])));

    private static Gen<Tree> AnyTree(int size, bool isComposite) => size <= 1
        ? Leaf(isPositive: false)
        : Gen.Frequency(
            (2, Leaf(isPositive: false)),
            (4, Several(Any(size / 2, isComposite)).Select(o => (Tree)new Fold(false, o))),
            (4, Several(Any(size / 2, isComposite)).Select(o => (Tree)new Fold(true, o))),
            (2, from b in Any(size / 2, isComposite) from e in Gen.Elements(2, 3, 4) select (Tree)new Raise(b, e)),
            (1, from b in Positive(size / 2, isComposite) from e in Gen.Elements(-2, -1, 2) select (Tree)new Raise(b, e)),
            (2, Positive(size / 2, isComposite)),
            (1, Positive(size / 2, isComposite).Select(a => (Tree)new Apply("log", [a]))),
            (isComposite ? 4 : 0,
                from name in Gen.Elements("sin", "cos", "atan", "tanh", "sinh", "erf", "expm1", "phi", "Phi", "erfcx", "logistic")
                from a in Any(size / 2, isComposite)
                select (Tree)new Apply(name, [a])),
            (isComposite ? 1 : 0, from a in Any(size / 2, isComposite) from b in Any(size / 2, isComposite) select (Tree)new Apply("PhiBetween", [a, b])),
            (isComposite ? 1 : 0, from a in Positive(size / 2, isComposite) select (Tree)new Apply("log1p", [a])),
            (isComposite ? 2 : 0,
                from a in Any(size / 3, isComposite) from b in Any(size / 3, isComposite) from c in Any(size / 3, isComposite) from d in Any(size / 3, isComposite)
                select (Tree)new Choice(a, b, c, d)));

    private static Gen<Tree[]> Several(Gen<Tree> operand) => from n in Gen.Choose(2, 3) from list in operand.ListOf(n) select list.ToArray();

    public sealed record Variable(int Index) : Tree
    {
        public override BoundedNumber Evaluate(double[] point) => Numbers.Constant(point[Index]);

        public override Expr Build(ExprFactory f, Random? shuffle = null) => Symbols(f)[Index];
    }

    public sealed record Constant(Rational Value) : Tree
    {
        public override BoundedNumber Evaluate(double[] point) => Numbers.Constant((double)Value.Numerator / (double)Value.Denominator);

        public override Expr Build(ExprFactory f, Random? shuffle = null) => f.Number(Value);
    }

    public sealed record Fold(bool IsProduct, Tree[] Operands) : Tree
    {
        public override BoundedNumber Evaluate(double[] point) =>
            Operands.Select(o => o.Evaluate(point)).Aggregate(IsProduct ? Numbers.Multiply : Numbers.Add);

        public override Expr Build(ExprFactory f, Random? shuffle = null)
        {
            Tree[] order = [.. Operands];
            shuffle?.Shuffle(order);
            Expr[] built = [.. order.Select(o => o.Build(f, shuffle))];
            return IsProduct ? f.Multiply(built) : f.Add(built);
        }

        public override string ToString() => "(" + string.Join(IsProduct ? " * " : " + ", Operands.Select(o => o.ToString())) + ")";
    }

    public sealed record Raise(Tree Base, Rational Exponent) : Tree
    {
        public override BoundedNumber Evaluate(double[] point) =>
            Numbers.Power(Base.Evaluate(point), new((double)Exponent.Numerator / (double)Exponent.Denominator, 0));

        public override Expr Build(ExprFactory f, Random? shuffle = null) => f.Power(Base.Build(f, shuffle), f.Number(Exponent));
    }

    public sealed record Apply(string Name, Tree[] Arguments) : Tree
    {
        public override BoundedNumber Evaluate(double[] point) => Numbers.Call(Name, [.. Arguments.Select(a => a.Evaluate(point))]);

        public override Expr Build(ExprFactory f, Random? shuffle = null) => f.Call(Registry.Find(Name)!, [.. Arguments.Select(a => a.Build(f, shuffle))]);

        public override string ToString() => Name + "(" + string.Join<Tree>(", ", Arguments) + ")";
    }

    public sealed record Choice(Tree Left, Tree Right, Tree Then, Tree Else) : Tree
    {
        public override BoundedNumber Evaluate(double[] point)
        {
            (BoundedNumber left, BoundedNumber right) = (Left.Evaluate(point), Right.Evaluate(point));
            BoundedNumber value = left.Value < right.Value ? Then.Evaluate(point) : Else.Evaluate(point);
            return Math.Abs(left.Value - right.Value) > left.Error + right.Error ? value : new(value.Value, double.PositiveInfinity);
        }

        public override Expr Build(ExprFactory f, Random? shuffle = null) => f.Piecewise(
            f.Compare(Left.Build(f, shuffle), Right.Build(f, shuffle), isStrict: true), Then.Build(f, shuffle), Else.Build(f, shuffle));
    }
}
