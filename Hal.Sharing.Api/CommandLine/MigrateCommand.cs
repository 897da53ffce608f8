using System.CommandLine;
using Hal.Sharing.Api.Hosting;

namespace Hal.Sharing.Api.CommandLine;

/// <summary>The command <c>migrate</c>: applies db/migrations and exits.</summary>
internal static class MigrateCommand
{
    public static Command Create(CommandHost host)
    {
        var command = new Command("migrate", "Applies pending migrations and exits.");
        command.SetAction(async (_, cancellationToken) =>
        {
            await using var database = await host.OpenDatabaseAsync(DatabaseUse.Migrate, cancellationToken);
            foreach (var migration in database.AppliedMigrations)
                await Console.Out.WriteLineAsync($"applied {migration.Name}");
            if (database.AppliedMigrations.Count == 0)
                await Console.Out.WriteLineAsync("The database is up to date.");
            return 0;
        });
        return command;
    }
}
