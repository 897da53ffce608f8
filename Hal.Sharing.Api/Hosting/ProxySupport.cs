using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Hal.Sharing.Api.Hosting;

/// <summary>Supports proxies: their forwarded headers count only if the proxy is configured as known.</summary>
public static class ProxySupport
{
    private const string Section = "ForwardedHeaders";

    public static void AddProxySupport(this IServiceCollection services, IConfiguration configuration)
    {
        var proxies = Values(configuration, "KnownProxies")
            .Select(value => IPAddress.TryParse(value, out var proxy) ? proxy : throw Unreadable(value)).ToList();
        var networks = Values(configuration, "KnownNetworks")
            .Select(value => System.Net.IPNetwork.TryParse(value, out var network) ? network : throw Unreadable(value)).ToList();
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
                options.KnownIPNetworks.Add(network);
        });
        services.AddSingleton<IHttpContextFactory, TrustedTraces>();
    }

    /// <summary>
    /// Must be first in the pipeline: everything after it sees the client's scheme and address, and paths without the path base.
    /// </summary>
    public static void UseProxySupport(this WebApplication app)
    {
        app.UseForwardedHeaders();
        if (app.Configuration["PathBase"] is { Length: > 0 } pathBase)
            app.UsePathBase("/" + pathBase.Trim('/'));
    }

    // An array (…:0, …:1) or one comma-separated value, which is easier in an environment variable.
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
            : throw new StartupException(
                $"{Section}:ForwardLimit is '{configured}': it must be the number of proxies in a row, 1 or more.");
    }

    private static StartupException Unreadable(string value) => new(
        $"{Section} names '{value}', which is not an address (KnownProxies: 10.0.0.1) or a network (KnownNetworks: 10.0.0.0/8).");
}
