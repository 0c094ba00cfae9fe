using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ReluInjectivity.Benchmarks;

/// <summary>The single-layer value and gradient written by hand in C++ (<c>Native/single_layer.cpp</c>), built with g++ on first use.</summary>
internal sealed unsafe class NativeKernel
{
    private static readonly string[] Options = ["-O3", "-march=native", "-fopenmp-simd", "-fno-math-errno", "-std=c++17", "-shared", "-fPIC"];

    private readonly nint _library;
    private readonly nint _kernel;
    private readonly delegate* unmanaged[Cdecl]<nint, void> _destroy;
    private readonly delegate* unmanaged[Cdecl]<nint, double*, double, double, void> _plan;
    private readonly delegate* unmanaged[Cdecl]<nint, double> _value;
    private readonly delegate* unmanaged[Cdecl]<nint, double*, void> _gradient;

    public NativeKernel(int level)
    {
        _library = NativeLibrary.Load(Build());
        var create = (delegate* unmanaged[Cdecl]<int, nint>)NativeLibrary.GetExport(_library, "create");
        _destroy = (delegate* unmanaged[Cdecl]<nint, void>)NativeLibrary.GetExport(_library, "destroy");
        _plan = (delegate* unmanaged[Cdecl]<nint, double*, double, double, void>)NativeLibrary.GetExport(_library, "plan");
        _value = (delegate* unmanaged[Cdecl]<nint, double>)NativeLibrary.GetExport(_library, "value");
        _gradient = (delegate* unmanaged[Cdecl]<nint, double*, void>)NativeLibrary.GetExport(_library, "gradient");
        _kernel = create(level);
        Residual = new double[(2 * level) - 1];
    }

    public double[] Residual { get; }

    public void Plan(double[] unknowns, double kappa, double nodesPerWidth)
    {
        fixed (double* x = unknowns)
        {
            _plan(_kernel, x, kappa, nodesPerWidth);
        }
    }

    public double Evaluate() => _value(_kernel);

    public void Gradient()
    {
        fixed (double* result = Residual)
        {
            _gradient(_kernel, result);
        }
    }

    public void Free()
    {
        _destroy(_kernel);
        NativeLibrary.Free(_library);
    }

    private static string Build()
    {
        string source = Path.Combine(AppContext.BaseDirectory, "Native", "single_layer.cpp");
        string library = Path.Combine(AppContext.BaseDirectory, "single_layer.so");
        try
        {
            using var compiler = Process.Start("g++", [.. Options, "-o", library, source]);
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? library : throw new InvalidOperationException($"g++ could not compile {source}.");
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("This benchmark needs g++ on the PATH.", e);
        }
    }
}
