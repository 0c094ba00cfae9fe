using System.Globalization;
using System.Text;
using ReluInjectivity.Symbolics.Calculus;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Lowering;
using ReluInjectivity.Symbolics.Quadrature;

namespace ReluInjectivity.Symbolics.Scheduling;

/// <summary>A schedule as text, for readers: phase by phase, stage by stage, what is computed; results of loops are numbered.</summary>
public static class SchedulePrinter
{
    /// <summary>The text; every line ends in a line feed.</summary>
    public static string Print(ScheduledProgram program)
    {
        var text = new StringBuilder();
        Schedule schedule = program.Schedule;
        var results = new Dictionary<Expr, string>();
        foreach (Expr node in schedule.Nodes.Where(n => Derivatives.IsBarrier(n) || schedule.Stored.ContainsKey(n)))
        {
            if (!program.Names.ContainsKey(node))
            {
                results.Add(node, "#" + (results.Count + 1).ToString(CultureInfo.InvariantCulture));
            }
        }

        string? NameOf(Expr e) => program.Names.TryGetValue(e, out Definition d) ? d.Name.ToString() : results.TryGetValue(e, out string? name) ? name : null;
        string Assign(Expr e) => (NameOf(e) is { } name ? name + " = " : string.Empty) + ExprPrinter.Print(e, NameOf);
        foreach (Phase phase in (Phase[])Enum.GetValues(typeof(Phase)))
        {
            text.Append(phase.ToString()).Append('\n');
            int last = schedule.Loops.Keys.Where(l => l.Phase == phase).Select(l => l.Stage)
                .Concat(schedule.Stages.Where(s => schedule.PhaseOf(s.Key) == phase).Select(s => s.Value)).DefaultIfEmpty(-1).Max();
            for (int stage = 0; stage <= last; stage++)
            {
                bool IsHere(Expr e) => schedule.Phases.ContainsKey(e) && schedule.PhaseOf(e) == phase && schedule.StageOf(e, phase) == stage;
                foreach (Expr node in schedule.Nodes.Where(n => n.Domain is null && n is not Reduction && program.Names.ContainsKey(n) && IsHere(n)))
                {
                    text.Append("  ").Append(Assign(node)).Append('\n');
                }

                foreach (KeyValuePair<Loop, EquatableArray<Expr>> loop in schedule.Loops.Where(l => l.Key.Phase == phase && l.Key.Stage == stage))
                {
                    text.Append("  for ").Append(ProgramPrinter.Describe(loop.Key.Domain)).Append('\n');
                    foreach (Expr node in loop.Value)
                    {
                        text.Append("    ").Append(Assign(node)).Append('\n');
                    }
                }

                foreach (Expr node in schedule.Nodes.Where(n => n is GaussianConvolution or GaussianConvolutionAdjoint && IsHere(n)))
                {
                    text.Append("  ").Append(Assign(node)).Append('\n');
                }
            }

            if (schedule.Roots.TryGetValue(phase, out EquatableArray<Expr> roots))
            {
                foreach (Expr root in roots)
                {
                    text.Append("  -> ").Append(NameOf(root) ?? ExprPrinter.Print(root, NameOf)).Append('\n');
                }
            }
        }

        return text.ToString();
    }
}
