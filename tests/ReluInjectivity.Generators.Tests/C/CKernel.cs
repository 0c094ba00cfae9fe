using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using ReluInjectivity.Generators.Emission;
using ReluInjectivity.Generators.Emission.C;
using ReluInjectivity.Symbolics.Kernels;

namespace ReluInjectivity.Generators.Tests.C;

/// <summary>A kernel printed as C, compiled by gcc, and loaded into this process.</summary>
internal sealed class CKernel
{
    private const int ValueOffset = 16;
    private const int ResidualOffset = 24;

    private readonly nint _api;
    private readonly nint _kernel;
    private readonly int _unknowns;
    private readonly int _outputs;

    private CKernel(nint api, Kernel kernel)
    {
        _api = api;
        _kernel = Method<Create>(0)();
        _unknowns = kernel.Unknowns.Count;
        _outputs = kernel.Outputs;
    }

    private delegate nint Create();

    private delegate void TwoVectors(nint kernel, double[] x, double[] given);

    private delegate int Resolve(nint kernel, Resolution resolution);

    private delegate void Step(nint kernel);

    private delegate void Fill(nint kernel, double[] result);

    private delegate nint Name(nint kernel);

    /// <summary>The goal's value.</summary>
    public double Value => Marshal.PtrToStructure<double>(_kernel + ValueOffset);

    /// <summary>The gradient, or the residuals.</summary>
    public double[] Residual
    {
        get
        {
            double[] result = new double[_unknowns];
            Marshal.Copy(Marshal.ReadIntPtr(_kernel + ResidualOffset), result, 0, _unknowns);
            return result;
        }
    }

    /// <summary>Compiles the last of some kernels, which may apply those before it as routines.</summary>
    /// <exception cref="InvalidOperationException">gcc rejects the text.</exception>
    public static Func<CKernel> Compile(params (string Name, Kernel Kernel, IReadOnlyList<string> Routines)[] kernels)
    {
        string folder = Directory.CreateTempSubdirectory("kernel").FullName;
        try
        {
            string library = Path.Combine(folder, "kernel.so");
            File.WriteAllText(Path.Combine(folder, "kernel.c"), Print(kernels));
            Run("-std=c11", "-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", Path.Combine(folder, "kernel.c"), "-o", library, "-lm");
            nint api = Marshal.ReadIntPtr(NativeLibrary.GetExport(NativeLibrary.Load(library), "exported"));
            return () => new CKernel(api, kernels[^1].Kernel);
        }
        finally
        {
            // What is loaded stays mapped.
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Takes the unknowns and givens, and sizes the grids.</summary>
    public void Plan(double[] x, double[] given, double nodesPerWidth)
    {
        Method<TwoVectors>(1)(_kernel, x, given);
        Assert.Equal(1, Method<Resolve>(2)(_kernel, new Resolution(nodesPerWidth, Runtime.Quadrature.Resolution.DefaultReach)));
    }

    /// <summary>Value and residuals.</summary>
    public void Evaluate() => Method<Step>(3)(_kernel);

    /// <summary>The gradient.</summary>
    public void Gradient() => Method<Step>(4)(_kernel);

    /// <summary>The outputs.</summary>
    public double[] Outputs()
    {
        double[] result = new double[_outputs];
        Method<Fill>(5)(_kernel, result);
        return result;
    }

    /// <summary>The first named quantity that is not finite.</summary>
    public string? FirstNonFinite() => Marshal.PtrToStringUTF8(Method<Name>(6)(_kernel));

    /// <summary>A translation unit that exports the table of the last kernel's methods.</summary>
    private static string Print((string Name, Kernel Kernel, IReadOnlyList<string> Routines)[] kernels)
    {
        var writer = new IndentedWriter();
        foreach ((string name, Kernel kernel, IReadOnlyList<string> routines) in kernels)
        {
            CKernelPrinter.Write(writer, kernel, name, [.. routines.Select(r => r + "_create()")]);
        }

        return CLibrary.Includes + CLibrary.Kernels + CLibrary.Functions(kernels.Select(k => k.Kernel)) + writer.Finish() + $"const kernel_api *exported = &{kernels[^1].Name};\n";
    }

    private static void Run(params string[] arguments)
    {
        Process gcc;
        try
        {
            gcc = Process.Start(new ProcessStartInfo("gcc", arguments) { RedirectStandardError = true, UseShellExecute = false })!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("gcc does not start; install the apt packages 'gcc' and 'libc6-dev'.", e);
        }

        string errors = gcc.StandardError.ReadToEnd();
        gcc.WaitForExit();
        if (gcc.ExitCode != 0 || errors.Length > 0)
        {
            throw new InvalidOperationException("gcc says (if a header is missing, install the apt package 'libc6-dev'):\n" + errors);
        }
    }

    private T Method<T>(int index)
        where T : Delegate => Marshal.GetDelegateForFunctionPointer<T>(Marshal.ReadIntPtr(_api + (index * nint.Size)));

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Resolution(double Density, double Reach);
}
