namespace Hal.Sharing.Data.Freshness;

/// <summary>The part of every shared statement that reads the questions, and what it returns first for each of them.</summary>
internal static class SharedSql
{
    /// <summary>
    /// The number of the question, the start of the statement, and the facts of its caller. The noun's own columns must follow, then
    /// <see cref="End"/>.
    /// </summary>
    public const string Columns = $"q.number, statement_timestamp() as began, {CallerStatements.CallerColumns}";

    /// <summary>The last column: when all others of the row were known.</summary>
    public const string End = "clock_timestamp() as at";

    /// <summary>The questions q and their callers c: one row for each.</summary>
    public const string From = """
        from unnest($1::text[], $2::text[], $3::text[], $4::boolean[], $5::text[], $6::text[])
             with ordinality as q (caller, party, team, acted, name, part, number)
        cross join lateral caller_facts(q.caller, q.party, q.team, q.acted) c
        """;

    /// <summary>The same, and the integration i that each name identifies; its columns are null if the caller cannot read it.</summary>
    public const string FromIntegrations = $"""
        {From}
        left join lateral visible_integration(q.caller, c.is_superuser, q.team is not null, q.name) i on true
        """;

    /// <summary>The number of columns that precede the noun's own.</summary>
    public static readonly int Width = 2 + RowReader<CallerFacts>.Columns;

    /// <summary>The number of columns that precede the noun's own behind the facts of an integration.</summary>
    public static readonly int IntegrationWidth = Width + RowReader<IntegrationFacts>.Columns;

    public static (int Number, CallerFacts Facts) Read(NpgsqlDataReader reader) =>
        ((int)reader.GetInt64(0), RowReader<CallerFacts>.Read(reader, 2));

    public static (DateTime Began, DateTime At) ReadTimes(NpgsqlDataReader reader) =>
        (reader.GetDateTime(1), reader.GetDateTime(reader.FieldCount - 1));

    /// <summary>Reads the columns of an integration's facts; null if the caller cannot read the integration.</summary>
    public static IntegrationAccess? ReadAccess(NpgsqlDataReader reader, Question question, CallerFacts facts) =>
        ReadRow<IntegrationFacts>(reader, Width) is { } ties ? new(question.Caller, facts.IsSuperuser, ties) : null;

    /// <summary>Reads the columns of a row; null if the first of them is null.</summary>
    public static TRow? ReadRow<TRow>(NpgsqlDataReader reader, int start)
        where TRow : class =>
        reader.IsDBNull(start) ? null : RowReader<TRow>.Read(reader, start);
}
