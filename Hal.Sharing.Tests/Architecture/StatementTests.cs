using System.Text.RegularExpressions;
using Hal.Sharing.Tests.Support;
using Npgsql;
using NpgsqlTypes;

namespace Hal.Sharing.Tests.Architecture;

/// <summary>Every SQL constant of Data is valid on the migrated schema, and names its columns.</summary>
public sealed partial class StatementTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    public static TheoryData<string, string> Statements
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (name, sql) in SqlConstants.All())
                data.Add(name, sql);
            return data;
        }
    }

    [Fact]
    public void ThereAreStatements() => SqlConstants.All().Should().HaveCountGreaterThan(15);

    [Theory]
    [MemberData(nameof(Statements))]
    public async Task Statement_CanBePrepared(string name, string sql)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        var statements = End().Split(sql).Where(part => !string.IsNullOrWhiteSpace(part)).ToList();
        statements.Should().NotBeEmpty(name);
        foreach (var statement in statements)
        {
            var types = SqlConstants.Parameter().Matches(statement).Select(match => match.Groups[1].Value).Distinct()
                .ToDictionary(parameter => parameter, parameter => parameter == "now" ? NpgsqlDbType.TimestampTz : NpgsqlDbType.Unknown);
            while (await TryPrepareAsync(connection, statement, types) is { } undetermined)
                types[types.Keys.ElementAt(undetermined)] = NpgsqlDbType.Text;
        }
    }

    [Theory]
    [MemberData(nameof(Statements))]
    public void Statement_NamesItsColumns(string name, string sql)
    {
        // The query around a subquery names its columns, or the subquery does: no new column of a table reaches a reader.
        var named = Named().Matches(sql).Select(match => match.Groups[1].Value).ToHashSet();
        var stars =
            from Match star in Star().Matches(sql)
            where Depth(sql[..star.Index]) == 0 && !named.Contains(star.Groups["source"].Value)
            select $"{name}: {star.Value}";

        stars.Should().BeEmpty();
    }

    /// <summary>
    /// One plan serves pages of all sizes: without a constant size it would be made for a tenth of all rows. Functions that search are
    /// planned for their values and get them as arguments.
    /// </summary>
    [Theory]
    [MemberData(nameof(Statements))]
    public void StatementOfAPage_IsPlannedForTheLargest(string name, string sql)
    {
        const string largest = "limit largest_page())";
        var sizes = Size().Count(sql);

        Regex.Count(sql, Regex.Escape(largest)).Should().BeGreaterThanOrEqualTo(sizes, "{0} has {1} parameters that limit", name, sizes);
    }

    /// <summary>Returns null on success, otherwise the number of a parameter without a type, which Dapper's text parameters have.</summary>
    private static async Task<int?> TryPrepareAsync(NpgsqlConnection connection, string sql, Dictionary<string, NpgsqlDbType> types)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var (parameter, type) in types)
            command.Parameters.Add(new NpgsqlParameter(parameter, type) { Value = DBNull.Value });
        try
        {
            await command.PrepareAsync();
            return null;
        }
        catch (PostgresException e) when (
            e.SqlState is PostgresErrorCodes.IndeterminateDatatype or PostgresErrorCodes.AmbiguousParameter
                or PostgresErrorCodes.AmbiguousFunction
            && types.ContainsValue(NpgsqlDbType.Unknown))
        {
            // Parameters are numbered by their first occurrence.
            return Number().Match(e.MessageText) is { Success: true } match && int.Parse(match.Groups[1].Value, null) - 1 is var at
                && types.Values.ElementAtOrDefault(at) == NpgsqlDbType.Unknown ? at : types.Values.ToList().IndexOf(NpgsqlDbType.Unknown);
        }
    }

    private static int Depth(string sql) => sql.Count(letter => letter == '(') - sql.Count(letter => letter == ')');

    [GeneratedRegex(@";(?=\s|$)")]
    private static partial Regex End();

    [GeneratedRegex(@"\b(?:limit|offset) @\w+")]
    private static partial Regex Size();

    [GeneratedRegex(@"\$(\d+)")]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(\w+) as (?:not )?(?:materialized )?\(")]
    private static partial Regex Named();

    [GeneratedRegex(@"\b(select|returning)\s+(distinct\s+)?\*(\s+from\s+(?<source>\w+))?|\b\w+\.\*")]
    private static partial Regex Star();
}
