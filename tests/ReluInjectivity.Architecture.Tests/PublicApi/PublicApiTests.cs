using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ReluInjectivity.TestKit;

namespace ReluInjectivity.Architecture.Tests.PublicApi;

/// <summary>What users of the libraries can see: a change of it is a change of a file beside this one, for which the changelog has a line.</summary>
public sealed class PublicApiTests
{
    private static readonly SymbolDisplayFormat Types = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword);

    private static readonly SymbolDisplayFormat Members = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints,
        memberOptions: SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeConstantValue | SymbolDisplayMemberOptions.IncludeAccessibility,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeParamsRefOut
            | SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeExtensionThis,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    [Theory]
    [InlineData("Symbolics", typeof(Symbolics.Compiler))]
    [InlineData("Compilation", typeof(Compilation.EquationFileCompiler))]
    [InlineData("Runtime", typeof(Runtime.Systems.EquationKernel))]
    [InlineData("Frames", typeof(Frames.InjectivityCheck))]
    [InlineData("Networks", typeof(Networks.Network))]
    [InlineData("Weights", typeof(Weights.NetworkFile))]
    [InlineData("Pictures", typeof(Pictures.Plot))]
    [InlineData("Studies", typeof(Studies.StudyPlan))]
    [InlineData("Simulation", typeof(Simulation.FiniteSizeSimulation))]
    public void Library(string name, Type type)
    {
        string path = type.Assembly.Location;
        MetadataReference library = MetadataReference.CreateFromFile(path);
        var compilation = CSharpCompilation.Create("Reader", [], [.. SymbolicsSources.Platform, .. Others(path), library]);
        var text = new StringBuilder();
        foreach (INamedTypeSymbol visible in Visible(((IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(library)!).GlobalNamespace).OrderBy(Name, StringComparer.Ordinal))
        {
            Write(text, visible);
        }

        Snapshot.Match(text.ToString(), name, folder: "");
    }

    private static void Write(StringBuilder text, INamedTypeSymbol type)
    {
        string modifier = type switch
        {
            { TypeKind: not TypeKind.Class } => string.Empty,
            { IsStatic: true } => "static ",
            { IsAbstract: true } => "abstract ",
            { IsSealed: true } => "sealed ",
            _ => string.Empty,
        };
        IEnumerable<string> bases = new[] { type.TypeKind == TypeKind.Class && type.BaseType is { SpecialType: not SpecialType.System_Object } b ? b : null }
            .Concat(type.Interfaces).OfType<INamedTypeSymbol>().Select(static i => i.ToDisplayString(Members)).Where(static i => !i.StartsWith("IEquatable<", StringComparison.Ordinal));
        text.Append(modifier).Append(Name(type)).Append(string.Join(", ", bases) is { Length: > 0 } list ? " : " + list : string.Empty).Append('\n');
        foreach (string member in type.GetMembers().Where(static m => IsVisible(m) && !m.IsImplicitlyDeclared && !IsMadeByTheCompiler(m)).Select(static m => m.ToDisplayString(Members)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            text.Append("    ").Append(member).Append('\n');
        }

        text.Append('\n');
    }

    private static string Name(INamedTypeSymbol type) => type.ToDisplayString(Types);

    /// <summary>What every record or enumeration has says nothing of this one.</summary>
    private static bool IsMadeByTheCompiler(ISymbol member) => member switch
    {
        INamedTypeSymbol => true,
        IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove } => true,
        IMethodSymbol { ContainingType.TypeKind: TypeKind.Delegate } m => m.Name != "Invoke",
        _ => member.GetAttributes().Any(static a => a.AttributeClass?.Name == "CompilerGeneratedAttribute") && member is IMethodSymbol,
    };

    private static bool IsVisible(ISymbol symbol) => symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        && (symbol.ContainingType is null || symbol.DeclaredAccessibility == Accessibility.Public || !symbol.ContainingType.IsSealed);

    private static IEnumerable<INamedTypeSymbol> Visible(INamespaceOrTypeSymbol container) => container.GetMembers().SelectMany(static m => m switch
    {
        INamespaceSymbol inner => Visible(inner),
        INamedTypeSymbol type when IsVisible(type) => Visible(type).Prepend(type),
        _ => [],
    });

    private static IEnumerable<MetadataReference> Others(string path) => Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "*.dll")
        .Where(p => p != path && !Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal)).Select(static p => MetadataReference.CreateFromFile(p));
}
