using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Language;

namespace ReluInjectivity.Symbolics.Unrolling;

/// <summary>A definition at fixed indices: a <c>let</c>, or a goal or output that others refer to by its name. Unrolled when first used.</summary>
internal sealed class DefinitionInstance
{
    /// <summary>A definition that nobody has asked for yet.</summary>
    public DefinitionInstance(int id, int ordinal, IndexedName name, EquatableArray<ParameterSyntax>? parameters, ExpressionSyntax body, LocalScope scope)
    {
        Id = id;
        Ordinal = ordinal;
        Name = name;
        Parameters = parameters;
        Body = body;
        Scope = scope;
    }

    /// <summary>The statement.</summary>
    public int Id { get; }

    /// <summary>Its number among those of its statement.</summary>
    public int Ordinal { get; }

    /// <summary>The name with its index.</summary>
    public IndexedName Name { get; }

    /// <summary>The parameters; null for a quantity.</summary>
    public EquatableArray<ParameterSyntax>? Parameters { get; }

    /// <summary>The right side as the file has it.</summary>
    public ExpressionSyntax Body { get; }

    /// <summary>The values of the index variables in it.</summary>
    public LocalScope Scope { get; }

    /// <summary>What it refers to, once it is unrolled.</summary>
    public Uses? Uses { get; set; }

    /// <summary>It with its indices filled in, once it is unrolled.</summary>
    public FlatDefinition? Flat { get; set; }
}

/// <summary>The definitions that something refers to, each with the first reference to it.</summary>
internal sealed class Uses
{
    private readonly HashSet<DefinitionInstance> _seen = [];
    private readonly List<(DefinitionInstance Target, SyntaxNode At)> _items = [];

    /// <summary>In the order of the first references.</summary>
    public IReadOnlyList<(DefinitionInstance Target, SyntaxNode At)> Items => _items;

    /// <summary>Notes a reference.</summary>
    public void Add(DefinitionInstance target, SyntaxNode at)
    {
        if (_seen.Add(target))
        {
            _items.Add((target, at));
        }
    }
}
