using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Hal.Sharing.Api.Hosting;

/// <summary>Running behind a proxy: its forwarded headers count when it is configured as known, and only then.</summary>
public static class ProxySupport
{
    private const string Section = "ForwardedHeaders";

    public static void AddProxySupport(this IServiceCollection services, IConfiguration configuration)
    {
        var proxies = Values(configuration, "KnownProxies").Select(value => Parse(value, IPAddress.TryParse(value, out var address) ? address : null)).ToList();
        var networks = Values(configuration, "KnownNetworks").Select(value => Parse(value, System.Net.IPNetwork.TryParse(value, out var network) ? network : (System.Net.IPNetwork?)null)).ToList();
        var limit = Limit(configuration[$"{Section}:ForwardLimit"]);
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = proxies.Count + networks.Count == 0
                ? ForwardedHeaders.None
                : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            options.ForwardLimit = limit;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var proxy in proxies)
                options.KnownProxies.Add(proxy);
            foreach (var network in networks)
                options.KnownIPNetworks.Add(network!.Value);
        });
        services.AddSingleton<IHttpContextFactory, TrustedTraces>();
    }

    /// <summary>First in the pipeline: everything behind it sees the client's scheme and address, and paths without the base.</summary>
    public static void UseProxySupport(this WebApplication app)
    {
        app.UseForwardedHeaders();
        if (app.Configuration["PathBase"] is { Length: > 0 } pathBase)
        {
            app.UsePathBase("/" + pathBase.Trim('/'));
            // Routing has to match after the base was cut off, not before.
            app.UseRouting();
        }
    }

    // Both the array (…:0, …:1) and one comma-separated value, which an environment variable holds more easily.
    private static IEnumerable<string> Values(IConfiguration configuration, string key) =>
        (configuration.GetSection($"{Section}:{key}").Get<string[]>() ?? (configuration[$"{Section}:{key}"] ?? "").Split(','))
        .Select(value => value.Trim())
        .Where(value => value.Length > 0);

    private static int Limit(string? configured)
    {
        if (string.IsNullOrEmpty(configured))
            return 1;
        return int.TryParse(configured, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0
            ? limit
            : throw new StartupException($"{Section}:ForwardLimit is '{configured}': it must be the number of proxies in a row, 1 or more.");
    }

    private static T Parse<T>(string value, T? parsed) =>
        parsed ?? throw new StartupException($"{Section} names '{value}', which is no address (KnownProxies: 10.0.0.1) or network (KnownNetworks: 10.0.0.0/8).");
}
