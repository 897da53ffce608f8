using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Hal.Sharing.Api.Hosting;

/// <summary>The server's life between a built application and its exit code.</summary>
public static class Serving
{
    /// <summary>Listens, says where, and returns when the running requests have ended after SIGTERM or Ctrl-C.</summary>
    public static async Task<int> ServeAsync(this WebApplication app, SharingDatabase database)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            var urls = app.Configuration["urls"] ?? "the configured address";
            throw new StartupException(exception.InnerException is AddressInUseException
                ? $"{urls} is taken: stop what listens there, or choose another address with --urls http://127.0.0.1:5090."
                : $"{urls} cannot be listened on: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentOutOfRangeException or InvalidOperationException)
        {
            // What Kestrel says of an address that is none, or of https without a certificate.
            throw new StartupException($"The server cannot listen on {app.Configuration["urls"] ?? "the configured address"}: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
        // A test server has no addresses.
        if ((database.IsEmbedded || app.Environment.IsDevelopment()) && app.Urls.FirstOrDefault() is { } url)
            await Console.Out.WriteLineAsync(FirstSteps.Text(url, database, app.Environment));
        await app.WaitForShutdownAsync();
        return 0;
    }
}
