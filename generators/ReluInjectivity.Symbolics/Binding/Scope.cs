namespace ReluInjectivity.Symbolics.Binding;

/// <summary>The index variables and the real variables in scope.</summary>
internal sealed class Scope
{
    public static readonly Scope Empty = new([], []);

    private Scope(HashSet<string> indices, HashSet<string> variables)
    {
        Indices = indices;
        Variables = variables;
    }

    public HashSet<string> Indices { get; }

    public HashSet<string> Variables { get; }

    public Scope WithIndex(string name) => new(new(Indices, StringComparer.Ordinal) { name }, Variables);

    public Scope WithVariable(string name) => new(Indices, new(Variables, StringComparer.Ordinal) { name });
}
