using Dapper;
using Hal.Sharing.Tests.Support;
using Npgsql;

namespace Hal.Sharing.Tests.Migrations;

/// <summary>
/// The server's role owns nothing: another role migrates. That its permissions are enough for every action is tested with every form.
/// </summary>
public sealed class RuntimeRoleTests(DemoDatabase database, DataFolders folders) : IClassFixture<DemoDatabase>, IClassFixture<DataFolders>
{
    [Theory]
    [InlineData("update changes set user_id = 'unknown'")]
    [InlineData("delete from changes")]
    [InlineData("truncate changes")]
    [InlineData("drop table changes")]
    [InlineData("update past_shares set access_level = 3")]
    [InlineData("delete from past_owners")]
    [InlineData("truncate past_memberships")]
    [InlineData("update past_states_begin set at = now()")]
    [InlineData("update change_key set key = sha256('')")]
    [InlineData("delete from schema_migrations")]
    [InlineData("create table another (id int)")]
    public async Task Record_IsAppendOnly_AndTheSchemaIsFixed(string sql)
    {
        await using var role = await RuntimeRole.CreateAsync(database.ConnectionString);
        await using var connection = new NpgsqlConnection($"{role.ConnectionString};Pooling=false");
        await connection.OpenAsync();

        (await connection.Awaiting(c => c.ExecuteAsync(sql)).Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be("42501");
    }

    [Theory]
    [InlineData("update changes set user_id = 'unknown'")]
    [InlineData("delete from changes")]
    [InlineData("delete from changes where false")]
    [InlineData("truncate changes cascade")]
    public async Task Record_IsAppendOnly_AlsoForItsOwner(string sql)
    {
        await using var connection = new NpgsqlConnection($"{database.ConnectionString};Pooling=false");
        await connection.OpenAsync();

        (await connection.Awaiting(c => c.ExecuteAsync(sql)).Should().ThrowAsync<PostgresException>())
            .Which.MessageText.Should().Be("the record of changes is append-only");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Server_StartsOnAMigratedDatabase(bool isReadOnly)
    {
        await using var role = await RuntimeRole.CreateAsync(database.ConnectionString);
        if (isReadOnly)
            await role.ExecuteAsync($"alter role {role.Name} set default_transaction_read_only = on");
        await using var server = await ServerProcess.StartReadyAsync(
            folders.New(), Connection(role), $"--Auth:SigningKey={TestIssuer.BuiltInPem}");

        using var client = new HttpClient { BaseAddress = server.Address }.WithBearer(TestIssuer.BuiltIn.Token("admin"));

        (await client.GetStringAsync("/api/integrations/abc-123/shares")).Should().Contain("accessLevel");
    }

    [Fact]
    public async Task DatabaseThatMustBeMigrated_StopsTheStart_WithAdvice()
    {
        await using var role = await RuntimeRole.CreateAsync(database.ConnectionString);
        await role.ExecuteAsync("delete from schema_functions where name = 'functions/paging.sql'");
        try
        {
            var ended = await ServerProcess.RunAsync(folders.New(), Connection(role));

            ended.ExitCode.Should().Be(1);
            ended.ErrorLines.Should().ContainSingle().Which.Should().Contain("42501").And.Contain("run the command migrate");
        }
        finally
        {
            (await ServerProcess.RunAsync(folders.New(), "migrate", $"--ConnectionStrings:Sharing={database.ConnectionString}"))
                .ExitCode.Should().Be(0);
        }
    }

    private static string Connection(RuntimeRole role) => $"--ConnectionStrings:Sharing={role.ConnectionString}";
}
