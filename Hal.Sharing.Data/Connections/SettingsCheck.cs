using System.Globalization;

namespace Hal.Sharing.Data.Connections;

/// <summary>
/// Finds out at the start whether the settings of <see cref="ConnectionSettings"/> are in force. A connection pooler can refuse them, drop
/// them without a message, or lose prepared statements: requests would then fail, or wait without a limit.
/// </summary>
public static class SettingsCheck
{
    internal const string KeepStatements = "the connection pooler does not keep prepared statements: use PgBouncer 1.21 or newer with "
        + "max_prepared_statements = 200, or add Max Auto Prepare=0 to the connection string";

    private const string SettingsSql = """
        select name, setting, unit, pg_backend_pid() from pg_settings
        where name in ('lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout', 'plan_cache_mode')
        """;

    private const string PreparedSql = "select 1";

    /// <summary>Returns what is wrong and what to set, in one line; null if nothing is.</summary>
    /// <param name="connectionString">The connection string without the settings of this server.</param>
    /// <exception cref="NpgsqlException">There is no connection.</exception>
    public static async Task<string?> FindFaultAsync(
        string connectionString, TimeLimits limits, TimeProvider clock, CancellationToken cancellationToken)
    {
        var settings = ConnectionSettings.Complete(connectionString, limits);
        var expected = ConnectionSettings.ServerSettings(new NpgsqlConnectionStringBuilder(connectionString).Options, limits);
        settings.Pooling = false;
        await using var primary = new Primary(settings, limits, clock);
        try
        {
            var source = await primary.SourceAsync(limits.Request, cancellationToken);
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            var (missing, process) = await FindMissingAsync(connection, expected);
            if (missing.Count > 0)
                return $"the connection pooler drops settings of this server: {Advice(settings, missing)}";
            // A pooler gives each client a number of its own instead of that of a backend.
            var keepsStatements = process == connection.ProcessID || settings.MaxAutoPrepare == 0
                || await KeepsStatementsAsync(source, connection, cancellationToken);
            return keepsStatements ? null : KeepStatements;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.ProtocolViolation)
        {
            return $"the connection pooler refuses the settings of this server ({refused.MessageText}): set ignore_startup_parameters = "
                + $"options in PgBouncer, and then {Advice(settings, expected)}";
        }
    }

    private static async Task<(List<KeyValuePair<string, string>> Missing, int Process)> FindMissingAsync(
        NpgsqlConnection connection, IEnumerable<KeyValuePair<string, string>> expected)
    {
        var (inForce, process) = (new Dictionary<string, string>(), 0);
        await using var command = new NpgsqlCommand(SettingsSql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            inForce[reader.GetString(0)] = reader.GetString(1);
            process = reader.GetInt32(3);
        }
        return ([.. expected.Where(setting => inForce.TryGetValue(setting.Key, out var value) && !Fits(value, setting.Value))], process);
    }

    // Another limit than the one that was asked for can come from the role; a longer one would not be nested.
    private static bool Fits(string value, string expected) =>
        long.TryParse(expected, CultureInfo.InvariantCulture, out var most)
            && long.TryParse(value, CultureInfo.InvariantCulture, out var limit)
            ? limit > 0 && limit <= most
            : value == expected;

    // Npgsql gives the first statement of each connection the same name.
    private static async Task<bool> KeepsStatementsAsync(
        NpgsqlDataSource source, NpgsqlConnection first, CancellationToken cancellationToken)
    {
        try
        {
            await PrepareAsync(first);
            await using var second = await source.OpenConnectionAsync(cancellationToken);
            await PrepareAsync(second);
            return true;
        }
        catch (PostgresException failure) when (Failure.Classify(failure, Phase.Working) is FailureKind.StatementLost)
        {
            return false;
        }

        async Task PrepareAsync(NpgsqlConnection connection)
        {
            await using var command = new NpgsqlCommand(PreparedSql, connection);
            await command.PrepareAsync(cancellationToken);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static string Advice(NpgsqlConnectionStringBuilder settings, IEnumerable<KeyValuePair<string, string>> missing) =>
        "run " + string.Join("; ", missing.Select(setting => $"alter role \"{settings.Username}\" set {setting.Key} = {setting.Value}"))
        + " in PostgreSQL, and reconnect the pooler";
}
