using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.Feed;
using Microsoft.Extensions.Configuration.Memory;

namespace Hal.Sharing.Api.Hosting;

/// <summary>Configures the host: files, addresses, logging, and the limits that apply before any code of this project runs.</summary>
public static class HostingSetup
{
    private const string DefaultUrl = "http://127.0.0.1:5080";
    private static readonly string[] ProductionKeys = ["ConnectionStrings:Sharing", "Auth:Authority"];
    private static readonly string[] UrlKeys = ["urls", "http_ports", "https_ports"];

    // The framework's entries for each request would show the query, and their number would depend on callers without an account.
    private static readonly (string Key, string Value)[] LogDefaults =
    [
        // A failed start is one line on stderr. The host would log a stack trace.
        ("Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host", "Critical"),
        ("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
        ($"Logging:LogLevel:{typeof(CallerAuthenticationHandler).FullName}", "Warning"),
        // Anyone can cause these errors, and the page says what is wrong.
        ("Logging:LogLevel:Microsoft.AspNetCore.Authentication.OpenIdConnect", "Critical"),
        // Readiness would be logged every few seconds while the database is down.
        ("Logging:LogLevel:Microsoft.Extensions.Diagnostics.HealthChecks", "None"),
        // Without this name, the formatter ignores the options.
        ("Logging:Console:FormatterName", "simple"),
        ("Logging:Console:FormatterOptions:SingleLine", "true"),
        ("Logging:Console:FormatterOptions:TimestampFormat", "yyyy-MM-ddTHH:mm:ss.fffZ "),
        ("Logging:Console:FormatterOptions:UseUtcTimestamp", "true"),
    ];

    private static readonly (string Key, string Value)[] DevelopmentLogDefaults =
    [
        ("Logging:LogLevel:Microsoft", "Warning"),
        ("Logging:LogLevel:Npgsql", "Warning"),
        ("Logging:LogLevel:Microsoft.AspNetCore.DataProtection", "Error"),
    ];

    /// <summary>Returns a builder with defaults, which the configuration can replace.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] configurationArguments)
    {
        var builder = CreateBare(configurationArguments);
        if (InstalledTool.IsTrial(builder.Configuration) || Demo.IsTrial(builder.Configuration))
        {
            builder.Configuration.Dispose();
            builder = CreateBare([$"--environment={Environments.Development}", .. configurationArguments]);
        }
        AddDefaults(builder, LogDefaults);
        if (builder.Environment.IsDevelopment())
            AddDefaults(builder, DevelopmentLogDefaults);
        var hasUrl = Array.Exists(UrlKeys, key => !string.IsNullOrEmpty(builder.Configuration[key]));
        if (!hasUrl && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureEndpointDefaults(ClosingConnections.UseGraceAtEnd);
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        builder.Services.AddProxySupport(builder.Configuration);
        builder.Services.AddHealth();
        builder.Services.AddSingleton<RefusedRequests>();
        builder.Services.AddSystemd();
        builder.Services.AddReads(builder.Configuration);
        // The framework opens two scopes for each request. They cost more than a lookup, and no log shows them unless configured.
        builder.Services.Configure<LoggerFilterOptions>(filter => filter.CaptureScopes = ShowsScopes(builder.Configuration));
        return builder;
    }

    /// <summary>Opens the server's database. Throws <see cref="StartupException"/> if the configuration is incomplete.</summary>
    public static async Task<SharingDatabase> OpenDatabaseAsync(this WebApplicationBuilder builder)
    {
        RequireProductionSettings(builder);
        using var interrupt = Interrupt.Listen(CancellationToken.None);
        var database = await SharingDatabase.OpenAsync(builder.Configuration, DatabaseUse.Serve, Console.Error, interrupt.Token);
        builder.Services.AddSingleton(database);
        builder.Services.AddFeed();
        return database;
    }

    // The embedded PostgreSQL and built-in tokens are for trying the server out, and must not be used in Production by mistake.
    private static void RequireProductionSettings(WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsProduction())
            return;
        var missing = ProductionKeys.Where(key => string.IsNullOrEmpty(builder.Configuration[key])).ToList();
        if (missing.Count > 0)
        {
            throw new StartupException(
                $"Production requires {string.Join(" and ", missing)}: configure {(missing.Count > 1 ? "them" : "it")}, " +
                "or start with --environment Development to try the server out.");
        }
    }

    // Files and settings are in the program's folder, whatever the current folder is. Of several arguments, the last counts.
    private static WebApplicationBuilder CreateBare(string[] configurationArguments) =>
        WebApplication.CreateBuilder([$"--contentRoot={AppContext.BaseDirectory}", .. configurationArguments]);

    private static bool ShowsScopes(ConfigurationManager configuration) => configuration.GetSection("Logging").AsEnumerable().Any(
        setting => setting.Key.EndsWith(":IncludeScopes", StringComparison.OrdinalIgnoreCase)
            && string.Equals(setting.Value, "true", StringComparison.OrdinalIgnoreCase));

    private static void AddDefaults(WebApplicationBuilder builder, (string Key, string Value)[] defaults) =>
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = defaults.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)),
        });
}
