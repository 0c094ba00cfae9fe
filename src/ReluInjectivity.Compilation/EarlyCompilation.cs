using System.Reflection;
using System.Runtime.CompilerServices;
using ReluInjectivity.Runtime.Systems;

namespace ReluInjectivity.Compilation;

/// <summary>
/// Translates the code of loaded systems to the processor's on another core, while the first of them are being solved. Nothing depends on it but the
/// time: what has not been translated when it is called is translated then.
/// </summary>
internal static class EarlyCompilation
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>Starts it, where there is another core.</summary>
    public static void Start(IReadOnlyList<IEquationSystem> systems)
    {
        if (Environment.ProcessorCount > 1)
        {
            // A thread of its own: timers need those of the pool.
            _ = Task.Factory.StartNew(() => Run(systems), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    /// <summary>Translates it all, goal by goal, since that is how systems are solved. Returns the number of methods.</summary>
    internal static int Run(IReadOnlyList<IEquationSystem> systems)
    {
        int count = 0;
        HashSet<(Type Numbers, Type Stretches)> looped = [];
        foreach (IEquationSystem system in systems.GroupBy(s => s.Name.Goal, StringComparer.Ordinal).SelectMany(g => g))
        {
            foreach (Type kernel in system.CreateKernel() is GeneratedKernel generated ? generated.Kinds : [])
            {
                Type[] numbers = kernel.GetGenericArguments();
                RuntimeTypeHandle[] handles = [.. numbers.Select(n => n.TypeHandle)];
                IEnumerable<MethodBase> methods = kernel.GetMembers(Declared).OfType<MethodBase>().Where(m => !m.IsAbstract);
                if (looped.Add((numbers[0], numbers[^1])))
                {
                    // Loops stand in static classes, for all kernels of a file.
                    methods = methods.Concat(kernel.Assembly.GetTypes().Where(t => t.IsAbstract && t.IsSealed).SelectMany(t => t.GetMembers(Declared)).OfType<MethodInfo>()
                        .Where(m => m.GetGenericArguments().Length == numbers.Length));
                }

                foreach (MethodBase method in methods)
                {
                    RuntimeHelpers.PrepareMethod(method.MethodHandle, handles);
                    count++;
                }
            }
        }

        return count;
    }
}
