namespace ReluInjectivity.Runtime.Systems;

/// <summary>A generated system. It never changes, so threads may share it; its kernels they may not.</summary>
public interface IEquationSystem
{
    /// <summary>What tells it from others, at less cost than all of <see cref="Description"/>, which is made when it is first asked for.</summary>
    SystemName Name => new(Description.Model, Description.Goal, Description.Indices);

    /// <summary>What it is.</summary>
    SystemDescription Description { get; }

    /// <summary>A kernel that evaluates it, with its own buffers; one kernel serves one thread.</summary>
    EquationKernel CreateKernel();
}
