using System.Text.RegularExpressions;
using Dapper;
using Hal.Sharing.Api.Links;
using Hal.Sharing.Data.Access;
using Hal.Sharing.Data.Migrations;
using Hal.Sharing.Data.Statements;
using Hal.Sharing.Tests.Support;
using Npgsql;

namespace Hal.Sharing.Tests.Migrations;

/// <summary>A database has the routines of db, each with the text of the one file that defines it.</summary>
public sealed partial class RoutineTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    // Columns and indexes store what they return, so they are in migrations.
    private static readonly string[] Stored =
        ["is_rename", "change_integration", "change_team", "change_principal", "change_former_owner", "change_joiner", "name_subjects"];

    private static readonly IReadOnlyList<(string File, string Name, string Body)> Defined =
    [
        .. from script in MigrationScript.BuiltIn
           from Match match in Definition().Matches(script.Sql)
           select (script.Name, match.Groups["name"].Value, match.Groups["body"].Value),
    ];

    [Fact]
    public void EachRoutine_IsDefinedOnce() =>
        Defined.Select(routine => routine.Name).Should().HaveCountGreaterThan(40).And.OnlyHaveUniqueItems();

    [Fact]
    public void Routines_AreDefinedWithTheFunctions() =>
        Defined.Where(routine => !routine.File.StartsWith("functions/", StringComparison.Ordinal)).Select(routine => routine.Name)
            .Should().Equal(Stored);

    [Fact]
    public async Task Routines_AreThoseOfTheFiles() =>
        (await QueryAsync<(string, string)>("""
            select p.proname::text, p.prosrc
            from pg_proc p
            where p.pronamespace = 'public'::regnamespace
              and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
            """)).Should().BeEquivalentTo(Defined.Select(routine => (routine.Name, routine.Body)));

    /// <summary>Bodies are not checked while they are applied for the first time. Applied again, all that they call is there.</summary>
    [Fact]
    public async Task Routines_CanBeAppliedAgain_WithCheckedBodies()
    {
        await using var connection = await OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();

        foreach (var script in MigrationScript.BuiltIn.Where(script => script.IsFunctions))
            await connection.ExecuteAsync(script.Sql);
    }

    [Fact]
    public async Task Numbers_AreThoseOfTheRulesInCode()
    {
        (await QueryAsync<int>("select largest_page()")).Should().Equal(PageRequest.MaxLimit + 1);
        (await QueryAsync<int>("select counted_rows()")).Should().Equal(PageRequest.MaxTotal + 1);
        (await QueryAsync<short>("select admin_role()")).Should().Equal((short)TeamRole.Admin);
        PageQuery.MaxLimit.Should().Be(PageRequest.MaxLimit);
    }

    /// <summary>Functions without a table or a subquery cost nothing: no plan calls them.</summary>
    [Theory]
    [InlineData("select from shares limit largest_page()", "largest_page")]
    [InlineData("select from shares limit counted_rows()", "counted_rows")]
    [InlineData("select from memberships m where m.role = admin_role()", "admin_role")]
    [InlineData(VisibleIntegrationSql, "can_read_integration")]
    [InlineData(VisibleIntegrationSql, "integration_facts")]
    [InlineData(VisibleIntegrationSql, "visible_integration")]
    [InlineData(VisibleIntegrationSql, "caller_facts")]
    [InlineData(VisibleIntegrationSql, "admin_role")]
    public async Task SimpleFunctions_AreInlined(string statement, string function)
    {
        var plan = string.Join('\n', await QueryAsync<string>($"explain (verbose) {statement}"));

        plan.Should().NotContain(function).And.NotContain("Function Scan");
    }

    private const string VisibleIntegrationSql = """
        select i.* from caller_facts('c', 'p', 't', false) c
        left join lateral visible_integration('c', c.is_superuser, true, 'i') i on true
        """;

    private async Task<IReadOnlyList<T>> QueryAsync<T>(string sql)
    {
        await using var connection = await OpenAsync();
        return (await connection.QueryAsync<T>(sql)).AsList();
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    [GeneratedRegex(
        @"^create (?:or replace )?(?:function|procedure) (?<name>\w+)\(.*?\$\$(?<body>.*?)\$\$;?$",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Definition();
}
