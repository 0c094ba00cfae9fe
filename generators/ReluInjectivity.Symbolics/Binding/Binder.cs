using ReluInjectivity.Symbolics.Functions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Binding;

/// <summary>Checks the names of one file; <see cref="Bind"/> says what for.</summary>
internal sealed partial class Binder
{
    private readonly BoundModel _model;
    private readonly List<Diagnostic> _problems;
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly HashSet<string> _usedLocals = new(StringComparer.Ordinal);
    private bool _isReferenceValue;

    /// <summary>Prepares to check.</summary>
    /// <param name="model">The statements of the file.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public Binder(BoundModel model, List<Diagnostic> problems)
    {
        _model = model;
        _problems = problems;
    }

    /// <summary>Checks the file: what it declares, then what it refers to, then what it never refers to.</summary>
    public void Run()
    {
        Declare();
        Check();
        CheckUse();
    }

    private void Declare()
    {
        foreach (GivenSyntax given in _model.Givens)
        {
            DeclareFamily(given, given.Name, new Entry(given, EntryKind.Given, given.Indices.Count, null));
        }

        foreach (UnknownSyntax unknown in _model.Unknowns)
        {
            DeclareFamily(unknown, unknown.Name, new Entry(unknown, EntryKind.Unknown, unknown.Indices.Count, null));
        }

        foreach (LetSyntax let in _model.Lets)
        {
            var entry = new Entry(let, EntryKind.Let, let.Indices.Count, let.Parameters?.Count);

            // Several statements may define one name at different indices, and fix an indexed unknown beyond its range.
            if (let.Indices.Count > 0 && _entries.TryGetValue(let.Name, out Entry? other) && other.Kind is EntryKind.Let or EntryKind.Unknown)
            {
                if (other.Indices != entry.Indices || other.Parameters != entry.Parameters)
                {
                    Report(DiagnosticKind.WrongArity, let, let.Name, "every definition of one name takes the same indices and parameters");
                }
            }
            else
            {
                Declare(let, let.Name, entry);
            }
        }

        foreach (GoalSyntax goal in _model.Goals)
        {
            if (goal.Value is not null)
            {
                Declare(goal, goal.Name, new Entry(goal, EntryKind.Goal, 0, null));
            }
        }

        foreach (OutputSyntax output in _model.Outputs)
        {
            if (output.Value is not null)
            {
                Declare(output, output.Name, new Entry(output, EntryKind.Goal, 0, null));
            }
        }
    }

    /// <summary>Several statements may declare members of one family, as the unrolled text of a family whose defaults differ does.</summary>
    private void DeclareFamily(SyntaxNode node, string name, Entry entry)
    {
        if (entry.Indices == 0 || !_entries.TryGetValue(name, out Entry? other) || other.Kind != entry.Kind || other.Indices == 0)
        {
            Declare(node, name, entry);
        }
        else if (entry.Indices != other.Indices)
        {
            Report(DiagnosticKind.WrongArity, node, name, "every declaration of one family takes the same indices");
        }
        else if (node is UnknownSyntax unknown && other.Node is UnknownSyntax first && unknown.Ordering != first.Ordering)
        {
            Report(DiagnosticKind.WrongUse, unknown, name, "every declaration of one family states the same order");
        }
    }

    private void Declare(SyntaxNode node, string name, Entry entry)
    {
        if (Registry.Find(name) is not null || SpecialForms.Find(name) is not null)
        {
            Report(DiagnosticKind.DuplicateName, node, name, "this name is built in; choose another");
        }
        else if (_entries.TryGetValue(name, out Entry? other))
        {
            Report(DiagnosticKind.DuplicateName, node.Id > other.Node.Id ? node : other.Node, name, "this name is declared above; choose another");
        }
        else
        {
            _entries.Add(name, entry);
        }
    }

    private void Report(DiagnosticKind kind, SyntaxNode node, string subject, string hint) => _problems.Add(new(kind, node.Id, null, subject, hint));

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.Ordinal);

    private enum EntryKind
    {
        Given,
        Unknown,
        Let,
        Goal,
    }

    /// <param name="Node">Where the name is declared.</param>
    /// <param name="Kind">What the name is.</param>
    /// <param name="Indices">How many indices it takes.</param>
    /// <param name="Parameters">How many arguments it takes; null for a quantity.</param>
    private sealed record Entry(SyntaxNode Node, EntryKind Kind, int Indices, int? Parameters);
}
