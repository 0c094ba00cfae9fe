namespace System.Diagnostics.CodeAnalysis;

/// <summary>A warning of trimming that does not apply.</summary>
[AttributeUsage(AttributeTargets.All, Inherited = false, AllowMultiple = true)]
internal sealed class UnconditionalSuppressMessageAttribute(string category, string checkId) : Attribute
{
    /// <summary>The category.</summary>
    public string Category { get; } = category;

    /// <summary>The warning.</summary>
    public string CheckId { get; } = checkId;

    /// <summary>Why it does not apply.</summary>
    public string? Justification { get; set; }
}
