using System.CommandLine;
using Hal.Sharing.Api.Auth;
using Hal.Sharing.Data.Users;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.CommandLine;

/// <summary>The command <c>token</c>: prints tokens of the built-in issuer, for first steps and scripts.</summary>
internal static class TokenCommand
{
    private const double MostHours = 24 * 365;

    public static Command Create(CommandHost host)
    {
        var user = new Option<string>("--user")
        {
            Description = "The ID of the user that the token represents, or several with commas between them.",
            Required = true,
        };
        var party = new Option<string?>("--azp")
        {
            Description = "The authorized party: the user or client that obtains the token. It must manage the user.",
        };
        var hours = new Option<double>("--hours") { Description = "The lifetime of the token, in hours.", DefaultValueFactory = _ => 8 };
        var format = new Option<string>("--format")
        {
            Description = "text: a line for each token. env: TOKEN_USER=..., for a shell, an .env file or a CI.",
            DefaultValueFactory = _ => TokenLines.Text,
        };
        var command = new Command("token", "Prints tokens that sign users in, if no OpenID Connect provider is configured.")
        {
            user,
            party,
            hours,
            format,
        };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var lifetime = Lifetime(arguments.GetValue(hours));
            var lines = new TokenLines(arguments.GetValue(user)!, arguments.GetValue(format)!);
            await using var context = await CommandContext.OpenAsync(
                host, services => RefuseProvider(services.GetRequiredService<IOptions<AuthOptions>>()), cancellationToken);
            var azp = arguments.GetValue(party);
            foreach (var userId in lines.Users)
                await CheckAsync(context.Get<AccountQueries>(), userId, azp, cancellationToken);
            foreach (var userId in lines.Users)
                await Console.Out.WriteLineAsync(lines.Line(userId, await context.Get<TokenIssuer>().IssueAsync(userId, lifetime, azp)));
            return 0;
        });
        return command;
    }

    private static TimeSpan Lifetime(double hours) => hours is > 0 and <= MostHours
        ? TimeSpan.FromHours(hours)
        : throw new StartupException($"--hours must be more than 0 and at most {MostHours}.");

    // Before the database is opened, because the result does not depend on it.
    private static void RefuseProvider(IOptions<AuthOptions> options)
    {
        if (options.ValueOrOneLine() is { HasProvider: true, Authority: var authority })
            throw new StartupException(
                $"Auth:Authority is {authority}, so this command issues no tokens: get a token from that provider.");
    }

    private static async Task CheckAsync(AccountQueries accounts, string userId, string? party, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(userId, cancellationToken);
        var fault = account.State switch
        {
            AccountState.User => null,
            AccountState.Free => $"There is no user '{userId}': name an existing user.",
            AccountState.Client => $"'{userId}' is an OAuth client, not a user.",
            AccountState.Deleted => $"'{userId}' was deleted, and IDs are never reused: name another user.",
            AccountState.CaseConflict =>
                $"There is no user '{userId}': another account's ID differs only in case, and IDs are case-sensitive.",
        };
        if (fault is not null)
            throw new StartupException(fault);
        if (party is not null && party != userId && party != account.ManagedBy)
            throw new StartupException($"'{party}' does not manage the user '{userId}' and therefore cannot obtain a token for them.");
    }
}
