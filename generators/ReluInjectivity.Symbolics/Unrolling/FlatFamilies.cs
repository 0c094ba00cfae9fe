using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>Puts members of one family that differ in their index alone into one statement with a range, as the file had them.</summary>
internal static class FlatFamilies
{
    /// <summary>The parameters as statements.</summary>
    public static IEnumerable<GivenSyntax> Givens(IReadOnlyList<FlatGiven> givens)
    {
        foreach (List<FlatGiven> run in Runs(givens, g => g.Name, (a, b) => a with { Name = b.Name } == b))
        {
            RangeSyntax? range = Range(run[0].Id, run[0].Variables, run[0].Name, run[run.Count - 1].Name);
            yield return Given(run[0]) with { Indices = Variables(range), Range = range };
        }
    }

    /// <summary>The unknowns as statements.</summary>
    public static IEnumerable<UnknownSyntax> Unknowns(IReadOnlyList<FlatUnknown> unknowns)
    {
        foreach (List<FlatUnknown> run in Runs(unknowns, u => u.Name, (a, b) => a with { Name = b.Name } == b))
        {
            FlatUnknown first = run[0];
            RangeSyntax? range = Range(first.Id, first.Variables, first.Name, run[run.Count - 1].Name);
            ExpressionSyntax? start = first.Start is null ? null : Written.Of(first.Start);
            yield return new UnknownSyntax(first.Id, first.Name.Stem, Variables(range), start, range, first.Ordering, Written.Of(first.Interval), first.Text);
        }
    }

    /// <summary>A parameter without an index.</summary>
    public static GivenSyntax Given(FlatGiven given) =>
        new(given.Id, given.Name.Stem, [], Written.Of(given.Default), null, Written.Of(given.Interval), given.Text);

    /// <summary>The unknowns of a stationary objective: <c>q[1..3], chi</c>.</summary>
    public static IEnumerable<OverSyntax> Over(FlatRelations relations)
    {
        int id = relations.Id;
        return Runs(relations.Over, n => n, (_, _) => true).Select(run => new OverSyntax(
            id,
            run[0].Stem,
            run[0].Index is { } from ? IndexArithmetic.Write(id, from) : null,
            run.Count > 1 ? IndexArithmetic.Write(id, run[run.Count - 1].Index!.Value) : null));
    }

    /// <summary>Neighbours whose indices follow each other and that are otherwise alike.</summary>
    private static List<List<T>> Runs<T>(IReadOnlyList<T> items, Func<T, IndexedName> nameOf, Func<T, T, bool> isAlike)
    {
        var runs = new List<List<T>>();
        foreach (T item in items)
        {
            List<T>? run = runs.Count > 0 ? runs[runs.Count - 1] : null;
            if (run is not null && nameOf(run[run.Count - 1]) is { Index: { } last } previous && isAlike(run[0], item)
                && nameOf(item) == previous.At(last + 1))
            {
                run.Add(item);
            }
            else
            {
                runs.Add([item]);
            }
        }

        return runs;
    }

    private static EquatableArray<string> Variables(RangeSyntax? range) => (range?.Nested().Select(static r => r.Index) ?? []).ToEquatableArray();

    /// <summary>A range for each index: all but the last have one value.</summary>
    private static RangeSyntax? Range(int id, EquatableArray<string> variables, IndexedName first, IndexedName last)
    {
        RangeSyntax? range = null;
        for (int i = first.Indices.Count - 1; i >= 0; i--)
        {
            string variable = i < variables.Count ? variables[i] : "k";
            range = new RangeSyntax(id, variable, IndexArithmetic.Write(id, first.Indices[i]), IndexArithmetic.Write(id, last.Indices[i]), range);
        }

        return range;
    }
}
