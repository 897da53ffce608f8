using Hal.Sharing.Api.Auth;

namespace Hal.Sharing.Api.Hosting;

/// <summary>How the process is hosted: where its files are, where it listens, what it logs, what it refuses before any code of this project runs.</summary>
public static class HostingSetup
{
    private const string DefaultUrl = "http://127.0.0.1:5080";
    private static readonly string[] ProductionKeys = ["ConnectionStrings:Sharing", "Auth:Authority"];
    private static readonly string[] UrlKeys = ["urls", "http_ports", "https_ports"];

    // What the framework logs for every request would depend on callers without an account, and show the query.
    private static readonly (string Key, string Value)[] LogDefaults =
    [
        // A start that fails is one line on stderr; the host's own record of it is a page of stack.
        ("Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host", "Critical"),
        ("Logging:LogLevel:Microsoft.AspNetCore", "Warning"),
        ($"Logging:LogLevel:{typeof(CallerAuthenticationHandler).FullName}", "Warning"),
        // Without its name, the formatter ignores these options.
        ("Logging:Console:FormatterName", "simple"),
        ("Logging:Console:FormatterOptions:SingleLine", "true"),
        ("Logging:Console:FormatterOptions:TimestampFormat", "yyyy-MM-ddTHH:mm:ss.fffZ "),
        ("Logging:Console:FormatterOptions:UseUtcTimestamp", "true"),
    ];

    /// <summary>A builder with defaults, each of which the configuration may replace.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] configurationArguments)
    {
        // Files and settings lie beside the program, whatever the current folder is. Of several arguments, the last counts.
        var builder = WebApplication.CreateBuilder([$"--contentRoot={AppContext.BaseDirectory}", .. configurationArguments]);
        AddDefaults(builder, LogDefaults);
        if (builder.Environment.IsDevelopment())
            AddDefaults(builder, [("Logging:LogLevel:Microsoft", "Warning"), ("Logging:LogLevel:Npgsql", "Warning"), ("Logging:LogLevel:Microsoft.AspNetCore.DataProtection", "Error")]);
        if (Array.TrueForAll(UrlKeys, key => string.IsNullOrEmpty(builder.Configuration[key])) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
            builder.WebHost.UseUrls(DefaultUrl);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        });
        builder.Services.AddProxySupport(builder.Configuration);
        builder.Services.AddHealth();
        builder.Services.AddRenameLimit(builder.Configuration);
        return builder;
    }

    /// <summary>The server's database, whose connection string the configuration then holds, whatever it is.</summary>
    public static async Task<SharingDatabase> OpenDatabaseAsync(this WebApplicationBuilder builder)
    {
        RequireProductionSettings(builder);
        using var interrupt = Interrupt.Listen(CancellationToken.None);
        var database = await SharingDatabase.OpenAsync(builder.Configuration, isServer: true, Console.Error, interrupt.Token);
        builder.Configuration["ConnectionStrings:Sharing"] = database.ConnectionString;
        builder.Services.AddSingleton(database);
        return database;
    }

    // A private PostgreSQL and self-made tokens are for trying things out; nobody should find them in production by surprise.
    private static void RequireProductionSettings(WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsProduction())
            return;
        var missing = ProductionKeys.Where(key => string.IsNullOrEmpty(builder.Configuration[key])).ToList();
        if (missing.Count > 0)
            throw new StartupException($"Production needs {string.Join(" and ", missing)}: configure {(missing.Count > 1 ? "them" : "it")}, or start with --environment Development to try things out.");
    }

    private static void AddDefaults(WebApplicationBuilder builder, (string Key, string Value)[] defaults) =>
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
        {
            InitialData = defaults.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)),
        });
}
