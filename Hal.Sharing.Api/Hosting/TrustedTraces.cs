using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Hosting;

/// <summary>
/// Removes the headers that choose a request's trace (W3C Trace Context) unless a known proxy sent them: otherwise, a client could make
/// its log entries look like those of another client. The host reads the headers right after this.
/// </summary>
internal sealed class TrustedTraces(
    IServiceProvider services, DistributedContextPropagator propagator, IOptions<ForwardedHeadersOptions> options) : IHttpContextFactory
{
    private readonly DefaultHttpContextFactory _factory = new(services);
    private readonly string[] _fields = [.. propagator.Fields];

    public HttpContext Create(IFeatureCollection featureCollection)
    {
        var http = _factory.Create(featureCollection);
        if (!IsKnownProxy(http.Connection.RemoteIpAddress))
        {
            foreach (var header in _fields)
                http.Request.Headers.Remove(header);
        }
        return http;
    }

    public void Dispose(HttpContext httpContext) => _factory.Dispose(httpContext);

    private bool IsKnownProxy(IPAddress? address)
    {
        if (options.Value.ForwardedHeaders == ForwardedHeaders.None || address is null)
            return false;
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return options.Value.KnownProxies.Contains(plain) || options.Value.KnownIPNetworks.Any(network => network.Contains(plain));
    }
}
