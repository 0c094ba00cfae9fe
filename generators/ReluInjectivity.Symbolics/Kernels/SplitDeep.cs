namespace ReluInjectivity.Symbolics.Kernels;

/// <summary>
/// Spilling: computes parts of an expression before it, where it is nested so deeply, or has so many operands, that a compiler of the printed
/// text might run out of stack. Long sums and products keep their order from left to right, so that no value changes.
/// </summary>
public static class SplitDeep
{
    /// <summary>The levels of operations in one expression.</summary>
    internal const int MaximumDepth = 40;

    /// <summary>The operands of one operation.</summary>
    internal const int MaximumOperands = 64;

    /// <summary>Runs the pass; a kernel of modest expressions stays as it is.</summary>
    public static Kernel Apply(Kernel kernel) => kernel with { Methods = kernel.Methods.Select(Split).ToEquatableArray() };

    private static Method Split(Method method)
    {
        int parts = 0;
        return method with
        {
            Body = method.Body.Map(statement =>
            {
                var before = new List<Statement>();
                Statement rest = statement.With(e => Split(e, value =>
                {
                    var part = new Local(Name.Temporary("part", parts++));
                    before.Add(new Declare(part, null, value));
                    return part;
                }));
                return before.Count == 0 ? [statement] : [.. before, rest];
            }).ToEquatableArray(),
        };
    }

    /// <summary>Whether an expression is within the bounds.</summary>
    private static bool IsModest(KernelExpr expression, int depth)
    {
        EquatableArray<KernelExpr> operands = expression.Operands;
        if (depth >= MaximumDepth || operands.Count > MaximumOperands)
        {
            return false;
        }

        foreach (KernelExpr operand in operands)
        {
            if (!IsModest(operand, depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    private static KernelExpr Split(KernelExpr root, Func<KernelExpr, KernelExpr> spill) => IsModest(root, 0) ? root : root.Fold<(KernelExpr Value, int Depth)>((node, operands) =>
    {
        // A condition's sides count like other operands: what is not chosen is computed too, and does no harm.
        KernelExpr[] kept = [.. operands.Select(o => o.Depth < MaximumDepth ? o.Value : spill(o.Value))];
        int depth = operands.Count == 0 ? 0 : 1 + operands.Max(o => o.Depth < MaximumDepth ? o.Depth : 0);
        while (kept.Length > MaximumOperands && node is Addition or Multiplication or Extremum)
        {
            kept = [spill(node.With([.. kept.Take(MaximumOperands)])), .. kept.Skip(MaximumOperands)];
        }

        bool isSame = kept.Length == node.Operands.Count && kept.Zip(node.Operands, ReferenceEquals).All(same => same);
        return (isSame ? node : node.With(kept), depth);
    }).Value;
}
