using Dapper;
using Hal.Sharing.Data.Migrations;

namespace Hal.Sharing.Tests.Migrations;

/// <summary>Scripts of functions are applied after the migrations, and again when their text has changed.</summary>
public sealed class FunctionScriptTests : IAsyncLifetime
{
    private static readonly MigrationScript Table = MigrationScript.Migration("0001_table.sql", "create table numbers (n int)");
    private static readonly MigrationScript Old = Answer(version: 1, number: 1);
    private static readonly MigrationScript New = Answer(version: 2, number: 2);
    private readonly MigrationsFixture _database = new();

    public Task InitializeAsync() => _database.InitializeAsync();

    public Task DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Functions_AreApplied_AfterMigrations_Once()
    {
        (await _database.ApplyAsync(Old, Table)).Should().Equal(Table, Old);
        (await _database.ApplyAsync(Old, Table)).Should().BeEmpty();
    }

    [Fact]
    public async Task ChangedFunctions_AreAppliedAgain()
    {
        await _database.ApplyAsync(Table, Old);

        (await _database.ApplyAsync(Table, New)).Should().Equal(New);
        (await _database.ApplyAsync(Table, New)).Should().BeEmpty();
        (await AnswerAsync()).Should().Be(2);
    }

    [Fact]
    public async Task FunctionsWithOtherLineEndings_AreTheSame()
    {
        await _database.ApplyAsync(Old);

        var other = MigrationScript.OfFunctions("answer.sql", Old.Sql.Replace("\n", "\r\n", StringComparison.Ordinal));
        (await _database.ApplyAsync(other)).Should().BeEmpty();
    }

    [Fact]
    public async Task Functions_CanCallFunctionsOfLaterScripts()
    {
        var caller = MigrationScript.OfFunctions(
            "a.sql", "-- Version 1.\ncreate function ask() returns int language sql as 'select answer()'");

        await _database.ApplyAsync(caller, Old);

        (await _database.QueryAsync<int>("select ask()")).Should().Equal(1);
    }

    [Fact]
    public async Task FunctionsThatFail_LeaveTheOldOnes()
    {
        await _database.ApplyAsync(Table, Old);
        var broken = MigrationScript.OfFunctions("answer.sql", New.Sql + "; select 1 / 0");

        await this.Invoking(_ => _database.ApplyAsync(Table, broken)).Should()
            .ThrowAsync<MigrationException>().WithMessage("The script functions/answer.sql failed and was undone: division by zero*");

        (await AnswerAsync()).Should().Be(1);
        (await _database.ApplyAsync(Table, New)).Should().Equal(New);
    }

    [Fact]
    public async Task RunnersAtTheSameTime_ApplyFunctionsOnce()
    {
        await _database.ApplyAsync(Table, Old);

        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _database.ApplyAsync(Table, New)));

        runs.SelectMany(run => run).Should().Equal(New);
    }

    [Fact]
    public async Task OlderProgram_IsRefused_AndReplacesNothing()
    {
        await _database.ApplyAsync(Table, New);

        await this.Invoking(_ => _database.ApplyAsync(Table, Old)).Should().ThrowAsync<MigrationException>()
            .WithMessage("The script functions/answer.sql has version 2 in this database, but 1 in this program*");
        (await AnswerAsync()).Should().Be(2);
    }

    [Fact]
    public async Task EditedFunctionsOfTheSameVersion_AreRefused()
    {
        await _database.ApplyAsync(Table, Old);

        await this.Invoking(_ => _database.ApplyAsync(Table, Answer(version: 1, number: 2))).Should().ThrowAsync<MigrationException>()
            .WithMessage("The script functions/answer.sql was edited after it had been applied: raise the version*");
        (await AnswerAsync()).Should().Be(1);
    }

    [Fact]
    public void FunctionsWithoutVersion_AreRefused() =>
        this.Invoking(_ => MigrationScript.OfFunctions("answer.sql", "select 1")).Should()
            .Throw<MigrationException>().WithMessage("The script functions/answer.sql does not begin with a line such as '-- Version 1.'*");

    /// <summary>PostgreSQL ends the script, because the other transaction looks for deadlocks later.</summary>
    [Fact]
    public async Task ScriptThatADeadlockEnds_IsAppliedAgain()
    {
        await _database.ApplyAsync(MigrationScript.Migration("0001_tables.sql", "create table a (n int); create table b (n int)"));
        await using var connection = await _database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("set local deadlock_timeout = '1min'; lock table b");

        var run = _database.ApplyAsync(
            MigrationScript.Migration("0001_tables.sql", "create table a (n int); create table b (n int)"),
            MigrationScript.Migration("0002_locks.sql", "lock table a; lock table b"));
        await _database.UntilAsync("select exists (select from pg_locks where not granted and relation = 'b'::regclass)");
        await connection.ExecuteAsync("lock table a");
        await transaction.CommitAsync();

        (await run).Select(script => script.Name).Should().Equal("0002_locks.sql");
    }

    [Fact]
    public async Task ProgramWithoutAppliedFunctions_IsRefused()
    {
        await _database.ApplyAsync(Table, Old);

        await this.Invoking(_ => _database.ApplyAsync(Table)).Should()
            .ThrowAsync<MigrationException>().WithMessage("The script functions/answer.sql was applied to this database, but*");
    }

    private static MigrationScript Answer(int version, int number) => MigrationScript.OfFunctions(
        "answer.sql", $"-- Version {version}.\ncreate or replace function answer() returns int language sql as\n'select {number}'");

    private async Task<int> AnswerAsync() => (await _database.QueryAsync<int>("select answer()")).Single();
}
