using Hal.Sharing.Api.Auth;
using System.CommandLine;
using Hal.Sharing.Data.Users;

namespace Hal.Sharing.Api.CommandLine;

/// <summary>The verb superuser: makes one. Claims never do, so somebody must make the first one from outside.</summary>
internal static class SuperuserCommand
{
    public static Command Create(CommandHost host)
    {
        var user = new Option<string>("--user") { Description = "The id of the user; without an account he gets one.", Required = true };
        var command = new Command("superuser", "Makes a user a superuser.") { user };
        command.SetAction(async (arguments, cancellationToken) =>
        {
            var userId = arguments.GetValue(user)!;
            if (!UserIds.IsId(userId))
                throw new StartupException($"'{userId}' can be no user's id: 1 to 128 of A-Z a-z 0-9 . _ @ -, not dots alone, not 'me' or 'options'.");
            await using var tools = await CommandContext.OpenAsync(host, _ => { }, cancellationToken);
            await Console.Out.WriteLineAsync(Answer(userId, await tools.Get<SuperuserCommands>().MakeAsync(userId, cancellationToken)));
            return 0;
        });
        return command;
    }

    private static string Answer(string userId, SuperuserResult result) => result switch
    {
        SuperuserResult.Updated => $"'{userId}' is a superuser now.",
        SuperuserResult.Unchanged => $"'{userId}' is a superuser already.",
        SuperuserResult.Managed => throw new StartupException($"'{userId}' is managed by another account, and superusers are not: release the user first."),
        SuperuserResult.Client => throw new StartupException($"'{userId}' is an OAuth client, not a user."),
        SuperuserResult.Deleted => throw new StartupException($"'{userId}' was deleted; ids are never used again."),
        SuperuserResult.CaseConflict => throw new StartupException($"Another account has, or had, an id that differs from '{userId}' by case only."),
    };
}
