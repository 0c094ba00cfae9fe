using ReluInjectivity.Runtime.Solving;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Studies;

/// <summary>A member solved at a point of a study, as it is kept.</summary>
/// <param name="Part">The part, from 0.</param>
/// <param name="Point">The point, from 0.</param>
/// <param name="Member">The place of the member among those of the part, from 0.</param>
/// <param name="Model">The model.</param>
/// <param name="Goal">The goal.</param>
/// <param name="Depth">The depth; null where the model has none.</param>
/// <param name="Level">The level; null where the model has none.</param>
/// <param name="Status">How the solve ended.</param>
/// <param name="Value">The goal's value; NaN where there is none.</param>
/// <param name="ErrorEstimate">A bound on its error, in the units of the value; NaN or infinite where there is none.</param>
/// <param name="Given">The givens by name, in the order of the system.</param>
/// <param name="Unknowns">The unknowns by name, in that order.</param>
/// <param name="Outputs">The outputs by name, in that order.</param>
/// <param name="Message">What there is to say; null: nothing.</param>
/// <param name="Iterations">Newton iterations.</param>
/// <param name="Pass">How many times it was tried again.</param>
public sealed record StudyRow(
    int Part,
    int Point,
    int Member,
    string Model,
    string Goal,
    int? Depth,
    int? Level,
    SolveStatus Status,
    double Value,
    double ErrorEstimate,
    IReadOnlyList<KeyValuePair<string, double>> Given,
    IReadOnlyList<KeyValuePair<string, double>> Unknowns,
    IReadOnlyList<KeyValuePair<string, double>> Outputs,
    string? Message,
    int Iterations,
    int Pass)
{
    /// <summary>The Hessian that other points start with, column by column; null where none does.</summary>
    internal IReadOnlyList<double>? Hessian { get; init; }

    /// <summary>Whether the status vouches for the value.</summary>
    public bool IsGood => Status is SolveStatus.Solved or SolveStatus.AtBoundary or SolveStatus.Flat;

    /// <summary>What is kept of a result.</summary>
    internal static StudyRow Of(int part, int point, int member, SolveResult result, IReadOnlyList<double>? hessian, int pass)
    {
        SystemDescription system = result.System;
        return new(
            part, point, member, system.Model, system.Goal, system.Indices.ValueOf(FamilyIndexKind.Depth), system.Indices.ValueOf(FamilyIndexKind.Level),
            result.Status, result.Value, result.ErrorEstimate,
            [.. system.Givens.Zip(result.Given, static (g, v) => KeyValuePair.Create(g.Name, v))],
            [.. system.Unknowns.Zip(result.Unknowns, static (u, v) => KeyValuePair.Create(u.Name, v))],
            [.. system.Outputs.Zip(result.Outputs, static (o, v) => KeyValuePair.Create(o.Name, v))],
            result.Message, result.Iterations, pass) { Hessian = hessian };
    }
}
