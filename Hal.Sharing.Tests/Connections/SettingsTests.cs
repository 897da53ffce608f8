using Dapper;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Connections;

public sealed class SettingsTests(PrivateDatabase database) : IClassFixture<PrivateDatabase>
{
    [Theory]
    [InlineData("lock_timeout", "2s")]
    [InlineData("statement_timeout", "5s")]
    [InlineData("idle_in_transaction_session_timeout", "10s")]
    [InlineData("timezone", "UTC")]
    [InlineData("application_name", "hal-sharing")]
    [InlineData("transaction_isolation", "read committed")]
    [InlineData("synchronous_commit", "on")]
    [InlineData("jit", "off")]
    [InlineData("plan_cache_mode", "force_generic_plan")]
    public async Task EveryConnection_HasTheSetting(string name, string value)
    {
        await using var stack = new DataStack(database.ConnectionString);

        (await ShowAsync(stack, name)).Should().Be(value);
    }

    [Theory]
    [InlineData("Options=-c statement_timeout=7s", "statement_timeout", "7s")]
    [InlineData("Options=-c statement_timeout=7s", "lock_timeout", "2s")]
    [InlineData("Timezone=Europe/Berlin", "timezone", "Europe/Berlin")]
    [InlineData("ApplicationName=other", "application_name", "other")]
    public async Task SettingOfTheConnectionString_IsKept(string extra, string name, string value)
    {
        await using var stack = new DataStack(database.ConnectionString, extra);

        (await ShowAsync(stack, name)).Should().Be(value);
    }

    [Fact]
    public async Task TransactionLeftOpen_IsRolledBackOnTheReturnToThePool()
    {
        await using var stack = new DataStack(database.ConnectionString, "Maximum Pool Size=1");
        await stack.Database.ReadAsync((connection, _) => connection.ExecuteAsync("begin; set local statement_timeout = '1h'"), default);

        (await ShowAsync(stack, "statement_timeout")).Should().Be("5s");
    }

    [Theory]
    [InlineData("Host=10.0.0.1", true)]
    [InlineData("Host=/var/run/postgresql", false)]
    [InlineData("Host=/var/run/postgresql,10.0.0.1", false)]
    [InlineData("Host=10.0.0.1;Tcp Keepalive=false", false)]
    public void KeepAlive_IsSet_IfTheSocketSupportsIt(string connectionString, bool keepalive) =>
        ConnectionSettings.Complete(connectionString, TimeLimits.Default).TcpKeepAlive.Should().Be(keepalive);

    [Theory]
    [InlineData("Host=10.0.0.1;Include Error Detail=true")]
    [InlineData("Host=10.0.0.1")]
    public void ErrorDetail_IsNeverIncluded(string connectionString) =>
        ConnectionSettings.Complete(connectionString, TimeLimits.Default).IncludeErrorDetail.Should().BeFalse();

    private static Task<string?> ShowAsync(DataStack stack, string name) => stack.Database.ReadAsync(
        (connection, _) => connection.ExecuteScalarAsync<string>($"show {name}"), CancellationToken.None);
}
