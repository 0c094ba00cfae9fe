using ReluInjectivity.Symbolics.Binding;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>What is unrolled.</summary>
/// <param name="Model">The model, bound without errors.</param>
/// <param name="Member">The member of its family; one of <see cref="Family.Members"/>.</param>
public sealed record UnrollInput(BoundModel Model, FamilyMember Member);

/// <summary>What unrolling gives.</summary>
/// <param name="Model">The flat model; null where there are errors.</param>
/// <param name="Diagnostics">What is wrong, in the order of the nodes concerned.</param>
public sealed record UnrollResult(FlatModel? Model, EquatableArray<Diagnostic> Diagnostics);

/// <summary>
/// From a model for all members of its family to one of them: ranges, sums and products are written out, and every index becomes a number.
/// </summary>
/// <example>
/// At <c>r = 3</c>, <c>let lambda[k] = lambda[k+1] + c[k] for k = 1..r-1</c> becomes the definitions <c>lambda[2] = lambda[3] + c[2]</c> and
/// <c>lambda[1] = lambda[2] + c[1]</c>, in this order, as the second uses the first.
/// </example>
public static class Unroll
{
    /// <summary>Unrolls one member. Never throws: what is wrong is in <see cref="UnrollResult.Diagnostics"/>.</summary>
    public static UnrollResult Run(UnrollInput input)
    {
        var problems = new Problems(input.Member);
        FlatModel model = new MemberUnroller(input.Model, input.Member, problems).Run();
        return new UnrollResult(problems.IsEmpty ? model : null, problems.Sorted);
    }
}
