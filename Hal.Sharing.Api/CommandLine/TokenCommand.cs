using Hal.Sharing.Api.Auth;
using System.CommandLine;
using Hal.Sharing.Data.Users;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.CommandLine;

/// <summary>The verb token: prints one token of the built-in issuer, so that a newcomer can begin and scripts can go on.</summary>
internal static class TokenCommand
{
    private const double MostHours = 24 * 365;

    public static Command Create(CommandHost host)
    {
        var user = new Option<string>("--user") { Description = "The user whom the token speaks for.", Required = true };
        var party = new Option<string?>("--azp") { Description = "The user or client who obtains it; must manage the user." };
        var hours = new Option<double>("--hours") { Description = "How long it is good for.", DefaultValueFactory = _ => 8 };
        var command = new Command("token", "Prints a token that signs a user in, where no OpenID Connect provider does.") { user, party, hours };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var lifetime = Lifetime(arguments.GetValue(hours));
            await using var tools = await CommandContext.OpenAsync(host, provider => RefuseProvider(provider.GetRequiredService<IOptions<AuthOptions>>()), cancellationToken);
            var (userId, azp) = (arguments.GetValue(user)!, arguments.GetValue(party));
            await CheckAsync(tools.Get<AccountQueries>(), userId, azp, cancellationToken);
            await Console.Out.WriteLineAsync(await tools.Get<TokenIssuer>().IssueAsync(userId, lifetime, azp));
            return 0;
        });
        return command;
    }

    private static TimeSpan Lifetime(double hours) => hours is > 0 and <= MostHours
        ? TimeSpan.FromHours(hours)
        : throw new StartupException($"--hours must be more than 0 and at most {MostHours}.");

    // Before the database is opened: nothing is started for an answer that is known.
    private static void RefuseProvider(IOptions<AuthOptions> options)
    {
        if (options.ValueOrOneLine() is { HasProvider: true, Authority: var authority })
            throw new StartupException($"People sign in at {authority} (Auth:Authority): get a token there; this verb makes none then.");
    }

    private static async Task CheckAsync(AccountQueries accounts, string userId, string? party, CancellationToken cancellationToken)
    {
        var account = await accounts.FindAsync(userId, cancellationToken);
        var fault = account.State switch
        {
            AccountState.User => null,
            AccountState.Free => $"There is no user '{userId}'.",
            AccountState.Client => $"'{userId}' is an OAuth client, not a user.",
            AccountState.Deleted => $"The user '{userId}' was deleted.",
            AccountState.CaseConflict => $"There is no user '{userId}'; ids differ by case, and another one differs from it by case only.",
        };
        if (fault is not null)
            throw new StartupException(fault);
        if (party is not null && party != userId && party != account.ManagedBy)
            throw new StartupException($"'{party}' does not manage the user '{userId}', and so can obtain no token for him.");
    }
}
