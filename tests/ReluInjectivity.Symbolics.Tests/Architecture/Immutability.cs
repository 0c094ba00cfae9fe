using System.Collections;
using System.Numerics;
using System.Reflection;
using ReluInjectivity.Symbolics.Algebra;
using ReluInjectivity.Symbolics.Expressions;
using ReluInjectivity.Symbolics.Functions;

namespace ReluInjectivity.Symbolics.Tests.Architecture;

/// <summary>Walks over all that a type can hold, field by field, to find what could change.</summary>
internal sealed class Immutability
{
    /// <summary>What may hold a collection in a private field: it is never handed out, which tests of their own and review keep so.</summary>
    private static readonly Type[] Containers = [typeof(EquatableArray<>), typeof(EquatableMap<,>), typeof(ExprFactory), typeof(Monomial)];

    private static readonly Type[] Values = [typeof(string), typeof(object), typeof(BigInteger), typeof(decimal), typeof(Type)];

    private readonly HashSet<Type> _seen = [];
    private readonly List<string> _faults = [];

    /// <summary>The fields that could change, or hold what could, as <c>Type.Field</c>.</summary>
    public static IReadOnlyList<string> Faults(IEnumerable<Type> roots, out IReadOnlyCollection<Type> reached)
    {
        var walk = new Immutability();
        foreach (Type root in roots)
        {
            walk.Visit(root);
        }

        reached = walk._seen;
        return [.. walk._faults.Distinct().Order(StringComparer.Ordinal)];
    }

    private void Visit(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            Visit(inner);
            return;
        }

        if (type.IsPrimitive || type.IsEnum || type.DeclaringType == typeof(ExprFactory) || Values.Contains(type) || type.IsGenericParameter || !_seen.Add(type))
        {
            return;
        }

        foreach (Type argument in type.GetGenericArguments())
        {
            Visit(argument);
        }

        // Whatever stands where a base is declared may be any of the classes derived from it.
        foreach (Type derived in typeof(Compiler).Assembly.GetTypes().Where(t => t != type && !t.ContainsGenericParameters && type.Assembly == t.Assembly && type.IsAssignableFrom(t)))
        {
            Visit(derived);
        }

        for (Type? part = type; part is not null && part.Assembly == type.Assembly && IsOurs(part); part = part.BaseType)
        {
            foreach (FieldInfo field in part.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Visit(part, field);
            }
        }

        if (!IsOurs(type) && !(type.IsValueType && IsTupleOrPair(type)))
        {
            _faults.Add(type + " is not known to be immutable");
        }
    }

    private void Visit(Type owner, FieldInfo field)
    {
        string name = owner.Name + "." + field.Name;
        if (!field.IsInitOnly)
        {
            _faults.Add(name + " can be assigned");
        }

        Type definition = owner.IsGenericType ? owner.GetGenericTypeDefinition() : owner;
        if (typeof(Delegate).IsAssignableFrom(field.FieldType))
        {
            // What a function is made of; that none of it has a state is checked on the values.
            if (owner.Namespace != typeof(BuiltInFunction).Namespace)
            {
                _faults.Add(name + " is a delegate, which may have a state");
            }

            return;
        }

        bool isCollection = field.FieldType != typeof(string) && typeof(IEnumerable).IsAssignableFrom(field.FieldType)
            && !(field.FieldType.IsGenericType && Containers.Contains(field.FieldType.GetGenericTypeDefinition()));
        if (isCollection)
        {
            if (!Containers.Contains(definition))
            {
                _faults.Add(name + " is a collection that could change");
            }

            return;
        }

        Visit(field.FieldType);
    }

    private static bool IsOurs(Type type) => type.Namespace?.StartsWith("ReluInjectivity.", StringComparison.Ordinal) == true;

    private static bool IsTupleOrPair(Type type) => type.IsGenericType
        && (type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal) || type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>));
}
