using System.Text;

namespace ReluInjectivity.Symbolics.Language;

/// <summary>The expressions of <see cref="SyntaxPrinter"/>. Sums in indices and ranges are tight: <c>q[k+1]</c>, <c>1..r-1</c>.</summary>
internal sealed class ExpressionPrinter
{
    private readonly StringBuilder _text = new();
    private bool _isTight;

    private enum Precedence
    {
        Sum,
        Product,
        Sign,
        Power,
        Primary,
    }

    /// <summary>An expression.</summary>
    public static string Print(ExpressionSyntax expression, bool isTight)
    {
        ExpressionPrinter printer = new() { _isTight = isTight };
        printer.Write(expression, Precedence.Sum);
        return printer._text.ToString();
    }

    /// <summary>Index brackets; nothing without indices.</summary>
    public static string Indices(EquatableArray<ExpressionSyntax> indices) =>
        indices.Count == 0 ? "" : $"[{string.Join(", ", indices.Select(static i => Print(i, isTight: true)))}]";

    /// <summary><c>k = a..b</c>.</summary>
    public static string Range(RangeSyntax range) =>
        $"{range.Index} = {Print(range.From, isTight: true)}..{Print(range.To, isTight: true)}";

    /// <summary><c> in (lo, hi)</c>; nothing without an interval.</summary>
    public static string Interval(IntervalSyntax? interval) =>
        interval is null ? "" : $" in ({Print(interval.Lower, isTight: false)}, {Print(interval.Upper, isTight: false)})";

    /// <summary>A condition.</summary>
    public static string Print(ConditionSyntax condition)
    {
        ExpressionPrinter printer = new();
        printer.WriteCondition(condition);
        return printer._text.ToString();
    }

    private static Precedence PrecedenceOf(ExpressionSyntax expression) => expression switch
    {
        BinarySyntax { Operator: '+' or '-' } => Precedence.Sum,
        BinarySyntax { Operator: '*' or '/' } => Precedence.Product,
        BinarySyntax => Precedence.Power,
        NegateSyntax => Precedence.Sign,
        _ => Precedence.Primary,
    };

    private void Write(ExpressionSyntax expression, Precedence weakest)
    {
        if (PrecedenceOf(expression) < weakest)
        {
            _text.Append('(');
            Write(expression, Precedence.Sum);
            _text.Append(')');
            return;
        }

        switch (expression)
        {
            case NumberSyntax number:
                _text.Append(number.Text);
                break;
            case ReferenceSyntax reference:
                WriteReference(reference);
                break;
            case NegateSyntax negate:
                _text.Append('-');
                Write(negate.Operand, Precedence.Sign);
                break;
            case BinarySyntax binary:
                WriteBinary(binary);
                break;
            case ExpectationSyntax expectation:
                _text.Append("E(").Append(expectation.Variable).Append(", ");
                Write(expectation.Body, Precedence.Sum);
                _text.Append(')');
                break;
            case RangeFoldSyntax fold:
                _text.Append(fold.IsProduct ? "product(" : "sum(").Append(Range(fold.Range)).Append(", ");
                Write(fold.Body, Precedence.Sum);
                _text.Append(')');
                break;
            case PiecewiseSyntax piecewise:
                WritePiecewise(piecewise);
                break;
            case MaximumSyntax maximum:
                _text.Append("maximum(").Append(maximum.Variable).Append(Interval(maximum.Interval)).Append(", ");
                Write(maximum.Body, Precedence.Sum);
                _text.Append(')');
                break;
            case DerivativeSyntax derivative:
                _text.Append("diff(");
                Write(derivative.Body, Precedence.Sum);
                _text.Append(", ");
                WriteReference(derivative.Variable);
                _text.Append(')');
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(expression), expression.GetType().Name, "No form for this expression.");
        }
    }

    private void WriteReference(ReferenceSyntax reference)
    {
        _text.Append(reference.Name).Append(Indices(reference.Indices));
        if (reference.Arguments is not { } arguments)
        {
            return;
        }

        for (int i = 0; i < arguments.Count; i++)
        {
            _text.Append(i == 0 ? "(" : ", ");
            Write(arguments[i], Precedence.Sum);
        }

        _text.Append(')');
    }

    /// <summary>The weakest operands an operator takes without brackets.</summary>
    private static (Precedence Left, Precedence Right) OperandsOf(BinarySyntax binary) => binary.Operator switch
    {
        '+' or '-' => (Precedence.Sum, Precedence.Product),
        '*' or '/' => (Precedence.Product, Precedence.Power),
        _ => (Precedence.Primary, Precedence.Sign),
    };

    /// <summary>A chain <c>a + b + c</c> is written from its first operand on, so that its length costs no stack.</summary>
    private void WriteBinary(BinarySyntax last)
    {
        Stack<BinarySyntax> chain = new();
        chain.Push(last);
        while (chain.Peek() is { Left: BinarySyntax left } binary && PrecedenceOf(left) >= OperandsOf(binary).Left)
        {
            chain.Push(left);
        }

        int factor = _text.Length;
        Write(chain.Peek().Left, OperandsOf(chain.Peek()).Left);
        foreach (BinarySyntax binary in chain)
        {
            // x^1/2 is not read, as a root may be meant.
            if (binary.Operator is '/' && _text.ToString(factor, _text.Length - factor).EndsWith("^1", StringComparison.Ordinal))
            {
                _text.Insert(factor, '(').Append(')');
            }

            int start = _text.Length;
            factor = binary.Operator is '^' ? factor : start + 1;
            Write(binary.Right, OperandsOf(binary).Right);

            // Unspaced, '+' before a sign would read as the '+-' of a tolerance.
            bool isSpaced = binary.Operator is '+' or '-' && (!_isTight || _text[start] == '-');
            _text.Insert(start, isSpaced ? $" {binary.Operator} " : binary.Operator.ToString());
        }
    }

    private void WriteCondition(ConditionSyntax condition)
    {
        Write(condition.Operands[0], Precedence.Sum);
        for (int i = 0; i < condition.Operators.Count; i++)
        {
            _text.Append(' ').Append(condition.Operators[i]).Append(' ');
            Write(condition.Operands[i + 1], Precedence.Sum);
        }
    }

    private void WritePiecewise(PiecewiseSyntax piecewise)
    {
        _text.Append("piecewise(");
        foreach (BranchSyntax branch in piecewise.Branches)
        {
            WriteCondition(branch.Condition);
            _text.Append(": ");
            Write(branch.Value, Precedence.Sum);
            _text.Append("; ");
        }

        _text.Append("else: ");
        Write(piecewise.Otherwise, Precedence.Sum);
        _text.Append(')');
    }
}
