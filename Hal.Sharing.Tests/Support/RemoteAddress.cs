using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Hal.Sharing.Tests.Support;

/// <summary>Gives the requests of a server in this process an address, because its connections have none.</summary>
public sealed class RemoteAddress : IStartupFilter
{
    /// <summary>The address; without this header, it is 127.0.0.1.</summary>
    public const string Header = "Test-Address";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, rest) =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(context.Request.Headers[Header].FirstOrDefault() ?? "127.0.0.1");
            return rest(context);
        });
        next(app);
    };
}
