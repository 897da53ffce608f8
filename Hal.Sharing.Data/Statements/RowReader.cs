using System.Linq.Expressions;
using System.Reflection;

namespace Hal.Sharing.Data.Statements;

/// <summary>
/// Reads one row from columns side by side: a record from as many as its constructor has parameters, in their order; any other type from
/// one. Compiled once per type, it costs what the constructor and the reads of its columns cost: no boxing, no search for names or types.
/// </summary>
internal static class RowReader<TRow>
{
    private static readonly ParameterInfo[] Parameters =
        typeof(TRow).Namespace is nameof(System) ? [] : typeof(TRow).GetConstructors().Single().GetParameters();

    public static readonly int Columns = Math.Max(1, Parameters.Length);

    /// <summary>The arguments are the reader, on a line, and the first column.</summary>
    public static readonly Func<NpgsqlDataReader, int, TRow> Read = Compile();

    /// <summary>Compares the columns' names with the record's: a select list and the record that it fills cannot diverge.</summary>
    /// <exception cref="InvalidOperationException">A column has another name than the parameter in its place.</exception>
    public static void CheckNames(NpgsqlDataReader reader, int start)
    {
        for (var i = 0; i < Parameters.Length; i++)
        {
            var (column, name) = (reader.GetName(start + i), Parameters[i].Name);
            if (!string.Equals(column.Replace("_", "", StringComparison.Ordinal), name, StringComparison.OrdinalIgnoreCase))
                throw new InvalidOperationException($"The column {column} is in the place of {typeof(TRow).Name}.{name}.");
        }
    }

    private static Func<NpgsqlDataReader, int, TRow> Compile()
    {
        var (reader, start) = (Expression.Parameter(typeof(NpgsqlDataReader)), Expression.Parameter(typeof(int)));
        var nullability = new NullabilityInfoContext();
        Expression body = Parameters.Length == 0
            ? Column(typeof(TRow), 0, canBeNull: default(TRow) is null)
            : Expression.New(
                typeof(TRow).GetConstructors().Single(),
                Parameters.Select((parameter, place) => Column(
                    parameter.ParameterType, place, nullability.Create(parameter).ReadState is NullabilityState.Nullable)));
        return Expression.Lambda<Func<NpgsqlDataReader, int, TRow>>(body, reader, start).Compile();

        Expression Column(Type type, int place, bool canBeNull)
        {
            var column = Expression.Add(start, Expression.Constant(place));
            var value = Expression.Convert(Expression.Call(reader, Getter(Nullable.GetUnderlyingType(type) ?? type), column), type);
            return canBeNull
                ? Expression.Condition(
                    Expression.Call(reader, nameof(NpgsqlDataReader.IsDBNull), null, column), Expression.Default(type), value)
                : value;
        }
    }

    private static MethodInfo Getter(Type type)
    {
        var stored = type.IsEnum ? Enum.GetUnderlyingType(type) : type;
        return typeof(NpgsqlDataReader).GetMethod($"Get{stored.Name}", [typeof(int)])
            ?? typeof(NpgsqlDataReader).GetMethod(nameof(NpgsqlDataReader.GetFieldValue))!.MakeGenericMethod(stored);
    }
}
