using System.Globalization;

namespace Hal.Sharing.Data.Connections;

/// <summary>Adds the settings that this server needs to a connection string, except those that it sets itself.</summary>
public static class ConnectionSettings
{
    // take_place_to_wait reads it.
    private const string WaitingWrites = "hal_sharing.waiting_writes";

    /// <param name="connectionString">The settings of the operator.</param>
    /// <param name="limits">The time limits.</param>
    /// <param name="writes">How many writes of one resource can wait in PostgreSQL; null for any number.</param>
    public static NpgsqlConnectionStringBuilder Complete(string connectionString, TimeLimits limits, WriteLimits? writes = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var present = settings.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        SetDefault("Application Name", "hal-sharing");
        SetDefault("Timezone", "UTC");
        // Statements stay prepared on their connection: parsing and planning is most of the work of a short read.
        SetDefault("Max Auto Prepare", 200);
        SetDefault("Auto Prepare Min Usages", 2);
        // No statement leaves state in a session, so there is nothing to discard, which would cost a round trip per request.
        SetDefault("No Reset On Close", true);
        SetDefault("Timeout", Seconds(limits.Open));
        // Database ends what takes too long. Npgsql would wait until a frozen database answers its request to cancel.
        SetDefault("Command Timeout", 0);
        if (!HasSocketFile(settings))
        {
            // A COMMIT that waits for a dead machine ends with its socket. (Socket files refuse the option.)
            SetDefault("Tcp Keepalive", true);
            SetDefault("Tcp Keepalive Time", 5);
            SetDefault("Tcp Keepalive Interval", 2);
        }

        // How often each of several hosts is asked whether it is the primary.
        SetDefault("Host Recheck Seconds", 1);
        // Details of errors carry values of rows.
        settings.IncludeErrorDetail = false;
        var options = ServerSettings(settings.Options, limits).Select(setting => $"-c {setting.Key}={setting.Value}");
        // A pooler that drops it takes only this limit away.
        IEnumerable<string> waiting =
            writes?.Concurrent is { } most ? [string.Create(CultureInfo.InvariantCulture, $"-c {WaitingWrites}={most}")] : [];
        settings.Options = string.Join(' ', [.. options, .. waiting, settings.Options]).TrimEnd();
        return settings;

        void SetDefault(string keyword, object value)
        {
            if (!present.Contains(keyword))
                settings[keyword] = value;
        }
    }

    /// <summary>Returns the settings of each host.</summary>
    internal static IEnumerable<NpgsqlConnectionStringBuilder> Hosts(NpgsqlConnectionStringBuilder settings)
    {
        if (settings.Host?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is not [_, _, ..] hosts)
            return [settings];
        return hosts.Select(host =>
        {
            var single = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Host = host };
            single.Remove("Target Session Attributes");
            single.Remove("Load Balance Hosts");
            return single;
        });
    }

    private static bool HasSocketFile(NpgsqlConnectionStringBuilder settings) =>
        settings.Host?.Split(',').Any(host => host.TrimStart() is ['/' or '@', ..]) is true;

    /// <summary>Returns the settings that this server sends, except those that the connection string replaces.</summary>
    internal static IReadOnlyList<KeyValuePair<string, string>> ServerSettings(string? options, TimeLimits limits) =>
    [
        .. new[]
        {
            // Statements here are short: compiling one takes longer than running it, and so does planning it again for other values.
            KeyValuePair.Create("jit", "off"),
            KeyValuePair.Create("plan_cache_mode", "force_generic_plan"),
            KeyValuePair.Create("lock_timeout", Milliseconds(limits.Lock)),
            KeyValuePair.Create("statement_timeout", Milliseconds(limits.Statement)),
            KeyValuePair.Create("idle_in_transaction_session_timeout", Milliseconds(limits.IdleInTransaction)),
        }.Where(setting => options?.Contains($"{setting.Key}=", StringComparison.OrdinalIgnoreCase) is not true),
    ];

    private static string Milliseconds(TimeSpan limit) => limit.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);

    private static int Seconds(TimeSpan limit) => (int)Math.Ceiling(limit.TotalSeconds);
}
