using System.Runtime.Intrinsics;
using ReluInjectivity.Runtime.Numbers;

namespace ReluInjectivity.Runtime.Systems;

/// <summary>A routine applied to numbers of one type.</summary>
/// <typeparam name="T">The numbers.</typeparam>
/// <param name="routine">The routine.</param>
public sealed class RoutineOver<T>(Routine routine)
    where T : struct, IReal<T>
{
    private T[] _arguments = [];

    /// <summary>The value at some arguments.</summary>
    public T Value(params ReadOnlySpan<T> arguments)
    {
        Span<double> values = stackalloc double[arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            values[i] = (double)arguments[i];
        }

        double value = routine.Value(values);
        if (!T.HasTangents)
        {
            return value;
        }

        _arguments = arguments.ToArray();
        return With(value, routine.Derivative, null);
    }

    /// <summary>The derivative by a parameter, at the arguments of the last value.</summary>
    public T Derivative(int parameter)
    {
        double value = routine.Derivative(parameter);
        return T.HasTangents ? With(value, other => routine.Derivative(parameter, other), parameter) : value;
    }

    /// <summary>A value with its tangent, by the chain rule; a bound on rounding holds that of the routine itself, too.</summary>
    private T With(double value, Func<int, double> slope, int? parameter)
    {
        bool isBound = typeof(T) == typeof(Rounded);
        Vector512<double> tangent = isBound ? Vector512.CreateScalar(routine.Rounding(parameter)) : Vector512<double>.Zero;
        for (int i = 0; i < _arguments.Length; i++)
        {
            if (T.Tangent(_arguments[i]) is var along && along != Vector512<double>.Zero)
            {
                tangent += Jet.Times(isBound ? Math.Abs(slope(i)) : slope(i), along);
            }
        }

        return T.Create(value, tangent);
    }
}
