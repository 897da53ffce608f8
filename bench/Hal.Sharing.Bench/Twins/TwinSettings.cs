using Hal.Sharing.Api.Auth;
using Hal.Sharing.Data.Connections;
using Npgsql;

namespace Hal.Sharing.Bench.Twins;

/// <summary>What each twin needs, from the same variables as the server: connections set up like the server's, and its public key.</summary>
internal sealed record TwinSettings(string Url, NpgsqlDataSource Source, CallerTokens Tokens)
{
    public static TwinSettings Read(string url)
    {
        var connection = Environment.GetEnvironmentVariable("ConnectionStrings__Sharing")
            ?? throw new InvalidOperationException("ConnectionStrings__Sharing is not set.");
        var keyFile = Environment.GetEnvironmentVariable("Auth__SigningKeyFile")
            ?? throw new InvalidOperationException("Auth__SigningKeyFile is not set.");
        var key = BuiltInKey.FromPem(File.ReadAllText(keyFile)) ?? throw new InvalidOperationException($"{keyFile} has no key.");
        var settings = ConnectionSettings.Complete(connection, TimeLimits.Default);
        return new(url, new NpgsqlDataSourceBuilder(settings.ConnectionString).Build(), new(key));
    }
}
