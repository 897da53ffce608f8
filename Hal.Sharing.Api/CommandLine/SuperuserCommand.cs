using System.CommandLine;
using Hal.Sharing.Api.Auth;
using Hal.Sharing.Data.Users;

namespace Hal.Sharing.Api.CommandLine;

/// <summary>The command <c>superuser</c>: makes a user a superuser. Claims never do, so the first superuser must come from here.</summary>
internal static class SuperuserCommand
{
    public static Command Create(CommandHost host)
    {
        var user = new Option<string>("--user") { Description = "The ID of the user, who is created if unknown.", Required = true };
        var command = new Command("superuser", "Makes a user a superuser.") { user };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var userId = arguments.GetValue(user)!;
            if (!UserIds.IsId(userId))
                throw new StartupException(
                    $"'{userId}' cannot be the ID of a user: use 1 to 128 of A-Z a-z 0-9 . _ @ -, not dots only, not 'me' or 'options'.");
            await using var context = await CommandContext.OpenAsync(host, _ => { }, cancellationToken);
            var outcome = await context.Get<SuperuserCommands>().MakeAsync(userId, cancellationToken);
            await Console.Out.WriteLineAsync(Message(userId, outcome));
            return 0;
        });
        return command;
    }

    private static string Message(string userId, SuperuserResult result) => result switch
    {
        SuperuserResult.Updated => $"'{userId}' is now a superuser.",
        SuperuserResult.Unchanged => $"'{userId}' is already a superuser.",
        SuperuserResult.Managed => throw new StartupException(
            $"'{userId}' is managed by another account, but a superuser cannot be managed: release the user first."),
        SuperuserResult.Client => throw new StartupException($"'{userId}' is an OAuth client, not a user."),
        SuperuserResult.Deleted => throw new StartupException($"'{userId}' was deleted, and IDs are never reused: name another user."),
        SuperuserResult.CaseConflict => throw new StartupException(
            $"Another account has, or had, an ID that differs from '{userId}' only in case: use another ID."),
    };
}
