using System.Runtime.CompilerServices;

namespace ReluInjectivity.Runtime.Quadrature;

/// <summary>How loops are compiled: at once with all optimisations where nothing has compiled them ahead.</summary>
internal static class Compiled
{
    /// <summary>For methods that are loops over nodes.</summary>
#if COMPILED_AHEAD
    public const MethodImplOptions Loop = MethodImplOptions.NoInlining;
#else
    public const MethodImplOptions Loop = MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization;
#endif
}
