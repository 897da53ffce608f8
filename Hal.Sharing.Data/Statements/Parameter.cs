using System.Collections.Concurrent;
using System.Reflection;
using NpgsqlTypes;

namespace Hal.Sharing.Data.Statements;

/// <summary>Makes parameters with a type, so that PostgreSQL need not guess it and null values have one.</summary>
internal static class Parameter
{
    public static NpgsqlParameter Of<T>(T value) => new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = TypeOf<T>.Value };

    private static class TypeOf<T>
    {
        public static readonly NpgsqlDbType Value = Find(Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T));

        private static NpgsqlDbType Find(Type type) =>
            type == typeof(string) ? NpgsqlDbType.Text
            : type == typeof(bool) ? NpgsqlDbType.Boolean
            : type == typeof(short) ? NpgsqlDbType.Smallint
            : type == typeof(int) ? NpgsqlDbType.Integer
            : type == typeof(long) ? NpgsqlDbType.Bigint
            : type == typeof(DateTime) ? NpgsqlDbType.TimestampTz
            : type == typeof(string[]) ? NpgsqlDbType.Array | NpgsqlDbType.Text
            : type == typeof(int[]) ? NpgsqlDbType.Array | NpgsqlDbType.Integer
            : type == typeof(byte[]) ? NpgsqlDbType.Bytea
            : throw new NotSupportedException($"Statements have no parameters of type {type}.");
    }
}

/// <summary>Finds the properties of a type of values once; after that, reading one is a call.</summary>
internal static class ParameterSources
{
    private static readonly ConcurrentDictionary<Type, Dictionary<string, ParameterSource>> Known = new();

    private static readonly MethodInfo Maker =
        typeof(ParameterSources).GetMethod(nameof(Make), BindingFlags.Static | BindingFlags.NonPublic)!;

    public static Dictionary<string, ParameterSource> Of(Type type) =>
        Known.GetOrAdd(type, static type => type.GetProperties().ToDictionary(
            property => property.Name,
            property => (ParameterSource)Maker.MakeGenericMethod(type, property.PropertyType).Invoke(null, [property])!));

    private static ParameterSource Make<TOwn, T>(PropertyInfo property)
        where TOwn : class
    {
        var get = property.GetMethod!.CreateDelegate<Func<TOwn, T>>();
        return (in values) => Parameter.Of(get((TOwn)values.Own!));
    }
}
