using System.Globalization;
using Npgsql;

namespace Hal.Sharing.Data;

/// <summary>Adds to a connection string what this server needs and the string does not say itself.</summary>
public static class ConnectionSettings
{
    public static NpgsqlConnectionStringBuilder Complete(string connectionString, TimeLimits limits)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        var said = settings.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        SetUnlessSaid("Application Name", "hal-sharing");
        SetUnlessSaid("Timezone", "UTC");
        // Statements stay prepared on their connection: parsing and planning is most of the work of a short read.
        SetUnlessSaid("Max Auto Prepare", 200);
        SetUnlessSaid("Auto Prepare Min Usages", 2);
        // Nothing here leaves anything behind in a session, so there is nothing to discard, at one round trip a request.
        SetUnlessSaid("No Reset On Close", true);
        SetUnlessSaid("Timeout", Seconds(limits.Open));
        SetUnlessSaid("Command Timeout", Seconds(limits.Command));
        if (!HasSocketFile(settings))
        {
            // A COMMIT that waits for a dead machine ends with its socket, not never. (Socket files refuse the option.)
            SetUnlessSaid("Tcp Keepalive", true);
            SetUnlessSaid("Tcp Keepalive Time", 5);
            SetUnlessSaid("Tcp Keepalive Interval", 2);
        }

        if (HasSeveralHosts(settings))
        {
            SetUnlessSaid("Target Session Attributes", "primary");
            SetUnlessSaid("Host Recheck Seconds", 1);
        }

        // Details of errors carry values of rows.
        settings.IncludeErrorDetail = false;
        // The last of two equal options counts: what the connection string says comes last.
        settings.Options = $"{ServerSettings(limits)} {settings.Options}".TrimEnd();
        return settings;

        void SetUnlessSaid(string keyword, object value)
        {
            if (!said.Contains(keyword))
                settings[keyword] = value;
        }
    }

    public static bool HasSeveralHosts(NpgsqlConnectionStringBuilder settings) => settings.Host?.Contains(',') is true;

    private static bool HasSocketFile(NpgsqlConnectionStringBuilder settings) =>
        settings.Host?.Split(',').Any(host => host.TrimStart() is ['/' or '@', ..]) is true;

    // Statements here are short: compiling one takes longer than running it, and so does planning it again for other values.
    private static string ServerSettings(TimeLimits limits) => string.Create(
        CultureInfo.InvariantCulture,
        $"-c jit=off -c plan_cache_mode=force_generic_plan -c lock_timeout={limits.Lock.TotalMilliseconds:0} -c statement_timeout={limits.Statement.TotalMilliseconds:0} -c idle_in_transaction_session_timeout={limits.IdleInTransaction.TotalMilliseconds:0}");

    private static int Seconds(TimeSpan limit) => (int)Math.Ceiling(limit.TotalSeconds);
}
