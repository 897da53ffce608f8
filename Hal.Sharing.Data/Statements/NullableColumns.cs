namespace Hal.Sharing.Data.Statements;

/// <summary>Reads columns that can be null.</summary>
internal static class NullableColumns
{
    public static string? TextOrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static int? Int32OrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    public static bool? BooleanOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetBoolean(column);

    public static TeamRole? RoleOrNull(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : (TeamRole)reader.GetInt16(column);
}
