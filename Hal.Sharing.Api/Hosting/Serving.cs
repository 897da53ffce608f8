using System.Net.Sockets;
using Hal.Sharing.Data.Embedded;
using Microsoft.AspNetCore.Connections;

namespace Hal.Sharing.Api.Hosting;

/// <summary>Runs a built application until it ends.</summary>
public static class Serving
{
    /// <summary>Listens, prints the address, and returns when all requests have ended after SIGTERM or Ctrl-C.</summary>
    /// <exception cref="EmbeddedPostgresException">PostgreSQL is dead and cannot be started again.</exception>
    public static async Task<int> ServeAsync(this WebApplication app, SharingDatabase database)
    {
        var urls = app.Configuration["urls"] ?? "the configured address";
        try
        {
            await app.StartAsync();
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            throw new StartupException(exception.InnerException is AddressInUseException
                ? $"{urls} is in use: stop the program that listens there, or choose another address with --urls http://127.0.0.1:5090."
                : $"The server cannot listen on {urls}: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentOutOfRangeException or InvalidOperationException)
        {
            // Kestrel throws these for an invalid address, or for https without a certificate.
            throw new StartupException($"The server cannot listen on {urls}: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
        // A test server has no addresses.
        if ((database.IsEmbedded || app.Environment.IsDevelopment()) && app.Urls.FirstOrDefault() is { } url)
            await Console.Out.WriteLineAsync(FirstSteps.Text(url, database, app.Environment, Demo.IsOn(app.Configuration)));
        var shutdown = app.WaitForShutdownAsync();
        if (await Task.WhenAny(shutdown, database.Failure) is Task<EmbeddedPostgresException> failure)
        {
            app.Lifetime.StopApplication();
            await shutdown;
            throw await failure;
        }
        return 0;
    }
}
