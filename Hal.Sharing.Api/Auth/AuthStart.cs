using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Auth;

/// <summary>Checks the configuration before the first request: a fault ends the start with one line.</summary>
public sealed class AuthStart(IOptions<AuthOptions> options, BuiltInKeys keys) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        options.ValueOrOneLine();
        await keys.GetAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

internal static class AuthOptionsReading
{
    /// <summary>Throws <see cref="StartupException"/> instead of the exception of the options, which would print a stack trace.</summary>
    public static AuthOptions ValueOrOneLine(this IOptions<AuthOptions> options)
    {
        try
        {
            return options.Value;
        }
        catch (OptionsValidationException exception)
        {
            throw new StartupException(string.Join(' ', exception.Failures), exception);
        }
        catch (InvalidOperationException exception)
        {
            throw new StartupException($"The section Auth of the configuration cannot be read: {exception.Message}", exception);
        }
    }
}
