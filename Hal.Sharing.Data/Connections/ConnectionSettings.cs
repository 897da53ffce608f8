using System.Globalization;

namespace Hal.Sharing.Data.Connections;

/// <summary>Adds the settings that this server needs to a connection string, except those that it sets itself.</summary>
public static class ConnectionSettings
{
    public static NpgsqlConnectionStringBuilder Complete(string connectionString, TimeLimits limits)
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
        SetDefault("Command Timeout", Seconds(limits.Command));
        if (!HasSocketFile(settings))
        {
            // A COMMIT that waits for a dead machine ends with its socket. (Socket files refuse the option.)
            SetDefault("Tcp Keepalive", true);
            SetDefault("Tcp Keepalive Time", 5);
            SetDefault("Tcp Keepalive Interval", 2);
        }

        if (HasSeveralHosts(settings))
        {
            SetDefault("Target Session Attributes", "primary");
            SetDefault("Host Recheck Seconds", 1);
        }

        // Details of errors carry values of rows.
        settings.IncludeErrorDetail = false;
        // The last of two equal options counts: those of the connection string come last.
        settings.Options = $"{ServerSettings(limits)} {settings.Options}".TrimEnd();
        return settings;

        void SetDefault(string keyword, object value)
        {
            if (!present.Contains(keyword))
                settings[keyword] = value;
        }
    }

    public static bool HasSeveralHosts(NpgsqlConnectionStringBuilder settings) => settings.Host?.Contains(',') is true;

    private static bool HasSocketFile(NpgsqlConnectionStringBuilder settings) =>
        settings.Host?.Split(',').Any(host => host.TrimStart() is ['/' or '@', ..]) is true;

    // Statements here are short: compiling one takes longer than running it, and so does planning it again for other values.
    private static string ServerSettings(TimeLimits limits) => string.Create(
        CultureInfo.InvariantCulture,
        $"-c jit=off -c plan_cache_mode=force_generic_plan -c lock_timeout={limits.Lock.TotalMilliseconds:0} " +
        $"-c statement_timeout={limits.Statement.TotalMilliseconds:0} " +
        $"-c idle_in_transaction_session_timeout={limits.IdleInTransaction.TotalMilliseconds:0}");

    private static int Seconds(TimeSpan limit) => (int)Math.Ceiling(limit.TotalSeconds);
}
