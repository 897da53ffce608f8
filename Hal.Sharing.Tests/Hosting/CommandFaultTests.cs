using Dapper;
using Hal.Sharing.Tests.Support;
using Npgsql;

namespace Hal.Sharing.Tests.Hosting;

/// <summary>A command that the database does not serve ends with a message of one line.</summary>
public sealed class CommandFaultTests(PrivateDatabase database, DataFolders folders)
    : IClassFixture<PrivateDatabase>, IClassFixture<DataFolders>
{
    [Fact]
    public async Task LockThatIsNotReleased_IsOneLine()
    {
        var setting = $"--ConnectionStrings:Sharing={database.ConnectionString}";
        (await ServerProcess.RunAsync(folders.New(), "migrate", setting)).ExitCode.Should().Be(0);
        await using var connection = new NpgsqlConnection($"{database.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("lock table users", transaction: transaction);

        var ended = await ServerProcess.RunAsync(folders.New(), "superuser", "--user", "boss", setting);

        ended.ExitCode.Should().Be(1);
        ended.ErrorLines.Should().ContainSingle().Which.Should().StartWith("The database could not serve this call;");
    }
}
