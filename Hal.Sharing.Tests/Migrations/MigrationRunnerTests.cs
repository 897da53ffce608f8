using Hal.Sharing.Data.Migrations;

namespace Hal.Sharing.Tests.Migrations;

public sealed class MigrationRunnerTests : IAsyncLifetime
{
    private static readonly MigrationScript First =
        MigrationScript.Migration("0001_first.sql", "create table first (id int);\nselect pg_sleep(0.1);\n");

    private static readonly MigrationScript Second = MigrationScript.Migration("0002_second.sql", "create table second (id int);");
    private readonly MigrationsFixture _database = new();

    public Task InitializeAsync() => _database.InitializeAsync();

    public Task DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Scripts_AreAppliedInOrder_Once()
    {
        (await _database.ApplyAsync(Second, First)).Should().Equal(First, Second);
        (await _database.ApplyAsync(Second, First)).Should().BeEmpty();
    }

    [Fact]
    public async Task RunnersAtTheSameTime_ApplyEachScriptOnce()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _database.ApplyAsync(First, Second)));

        runs.SelectMany(run => run).Should().BeEquivalentTo([First, Second]);
    }

    [Fact]
    public async Task AppliedScriptThatWasEdited_IsRefused()
    {
        await _database.ApplyAsync(First);

        await this.Invoking(_ => _database.ApplyAsync(MigrationScript.Migration(First.Name, "select 1"), Second)).Should()
            .ThrowAsync<MigrationException>().WithMessage("Migration 0001_first.sql was edited after it had been applied*");
        (await TablesAsync()).Should().NotContain("second");
    }

    [Fact]
    public async Task AppliedScriptWithOtherLineEndings_IsTheSame()
    {
        await _database.ApplyAsync(First);

        var other = MigrationScript.Migration(First.Name, First.Sql.Replace("\n", "\r\n", StringComparison.Ordinal));
        (await _database.ApplyAsync(other)).Should().BeEmpty();
    }

    [Fact]
    public async Task AppliedScriptThatIsMissing_IsRefused()
    {
        await _database.ApplyAsync(First, Second);

        await this.Invoking(_ => _database.ApplyAsync(First)).Should()
            .ThrowAsync<MigrationException>().WithMessage("Migration 0002_second.sql was applied*");
    }

    [Fact]
    public async Task ScriptBeforeAnAppliedOne_IsRefused()
    {
        await _database.ApplyAsync(Second);

        await this.Invoking(_ => _database.ApplyAsync(First, Second)).Should()
            .ThrowAsync<MigrationException>().WithMessage("Migration 0001_first.sql comes before*");
    }

    [Fact]
    public async Task ScriptThatFails_LeavesNothing_AndEarlierOnesRemain()
    {
        var broken = MigrationScript.Migration("0002_broken.sql", "create table half (id int); select 1 / 0;");

        await this.Invoking(_ => _database.ApplyAsync(First, broken)).Should()
            .ThrowAsync<MigrationException>().WithMessage("Migration 0002_broken.sql failed and was undone: division by zero*");

        (await TablesAsync()).Should().BeEquivalentTo("first", "schema_migrations", "schema_functions");
    }

    [Fact]
    public void BuiltInMigrations_HaveDifferentNumbers_InOrder() =>
        MigrationScript.BuiltIn.Where(script => !script.IsFunctions).Select(script => script.Version)
            .Should().NotBeEmpty().And.OnlyHaveUniqueItems().And.BeInAscendingOrder();

    private Task<IReadOnlyList<string>> TablesAsync() =>
        _database.QueryAsync<string>("select tablename::text from pg_tables where schemaname = 'public'");
}
