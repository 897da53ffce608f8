using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Auth;

/// <summary>Looks at the configuration before the first request does: what is wrong with it ends the start with one line.</summary>
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
    /// <summary>Throws <see cref="StartupException"/> where the options' own exception would show a page of stack.</summary>
    public static AuthOptions ValueOrOneLine(this IOptions<AuthOptions> options)
    {
        try
        {
            return options.Value;
        }
        catch (OptionsValidationException fault)
        {
            throw new StartupException(string.Join(' ', fault.Failures), fault);
        }
        catch (InvalidOperationException fault)
        {
            throw new StartupException($"The section Auth of the configuration cannot be read: {fault.Message}", fault);
        }
    }
}
