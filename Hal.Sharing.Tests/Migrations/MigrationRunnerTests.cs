using Dapper;
using Hal.Sharing.Data.Migrations;
using Hal.Sharing.Tests.Support;
using Npgsql;

namespace Hal.Sharing.Tests.Migrations;

public sealed class MigrationRunnerTests : IAsyncLifetime
{
    private static readonly MigrationScript First = MigrationScript.Parse("0001_first.sql", "create table first (id int);\nselect pg_sleep(0.1);\n");
    private static readonly MigrationScript Second = MigrationScript.Parse("0002_second.sql", "create table second (id int);");
    private readonly PrivateDatabase _database = new();
    private NpgsqlDataSource _source = null!;

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        _source = NpgsqlDataSource.Create(_database.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await _source.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Scripts_AreAppliedInOrder_Once()
    {
        (await ApplyAsync(Second, First)).Should().Equal(First, Second);
        (await ApplyAsync(Second, First)).Should().BeEmpty();
    }

    [Fact]
    public async Task RunnersAtTheSameTime_ApplyEachScriptOnce()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ApplyAsync(First, Second)));

        runs.SelectMany(run => run).Should().BeEquivalentTo([First, Second]);
    }

    [Fact]
    public async Task AppliedScriptThatWasEdited_IsRefused()
    {
        await ApplyAsync(First);

        await this.Invoking(_ => ApplyAsync(MigrationScript.Parse(First.Name, "select 1"), Second)).Should()
            .ThrowAsync<MigrationException>().WithMessage("Migration 0001_first.sql was edited after it had been applied*");
        (await TablesAsync()).Should().NotContain("second");
    }

    [Fact]
    public async Task AppliedScriptWithOtherLineEndings_IsTheSame()
    {
        await ApplyAsync(First);

        (await ApplyAsync(MigrationScript.Parse(First.Name, First.Sql.Replace("\n", "\r\n", StringComparison.Ordinal)))).Should().BeEmpty();
    }

    [Fact]
    public async Task AppliedScriptThatVanished_IsRefused()
    {
        await ApplyAsync(First, Second);

        await this.Invoking(_ => ApplyAsync(First)).Should().ThrowAsync<MigrationException>().WithMessage("Migration 0002_second.sql was applied*");
    }

    [Fact]
    public async Task ScriptBeforeAnAppliedOne_IsRefused()
    {
        await ApplyAsync(Second);

        await this.Invoking(_ => ApplyAsync(First, Second)).Should().ThrowAsync<MigrationException>().WithMessage("Migration 0001_first.sql comes before*");
    }

    [Fact]
    public async Task ScriptThatFails_LeavesNothing_AndWhatCameBeforeItStays()
    {
        var broken = MigrationScript.Parse("0002_broken.sql", "create table half (id int); select 1 / 0;");

        await this.Invoking(_ => ApplyAsync(First, broken)).Should().ThrowAsync<MigrationException>().WithMessage("Migration 0002_broken.sql failed and was undone: division by zero*");

        (await TablesAsync()).Should().BeEquivalentTo("first", "schema_migrations");
    }

    [Fact]
    public void BuiltInScripts_HaveDifferentNumbers_InOrder() =>
        MigrationScript.BuiltIn.Select(script => script.Version).Should().NotBeEmpty().And.OnlyHaveUniqueItems().And.BeInAscendingOrder();

    private Task<IReadOnlyList<MigrationScript>> ApplyAsync(params MigrationScript[] scripts) =>
        MigrationRunner.ApplyAsync(_source, scripts, CancellationToken.None);

    private async Task<IEnumerable<string>> TablesAsync()
    {
        await using var connection = await _source.OpenConnectionAsync();
        return await connection.QueryAsync<string>("select tablename::text from pg_tables where schemaname = 'public'");
    }
}
