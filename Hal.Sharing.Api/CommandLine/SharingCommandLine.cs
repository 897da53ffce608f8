using System.CommandLine;
using Hal.Sharing.Data.Embedded;
using Hal.Sharing.Data.Migrations;

namespace Hal.Sharing.Api.CommandLine;

/// <summary>The process from its arguments to its exit code: the server, or a verb; errors that a reader can mend are one line.</summary>
public static class SharingCommandLine
{
    /// <summary>A further verb is one more line here; its factory takes what it needs from the <see cref="CommandHost"/>.</summary>
    private static readonly Func<CommandHost, Command>[] Verbs =
    [
        TokenCommand.Create,
        SuperuserCommand.Create,
        MigrateCommand.Create,
    ];

    private const string Description = """
        Shares and owns integrations, over HAL. Without a command: the server.

        Settings, for the server and for every command:
          --urls URL              where the server listens (default http://127.0.0.1:5080)
          --environment NAME      Development to try things out, Production (default) otherwise
          --Section:Name=VALUE    any other setting, such as --ConnectionStrings:Sharing=...
        An environment variable (Section__Name) or appsettings.json beside the program sets the same. docs/operations.md, section "Configuration", lists all settings.
        """;

    /// <summary>Runs the server with the configuration among the arguments, or the verb that they name.</summary>
    public static async Task<int> RunAsync(string[] arguments, Func<string[], Task<int>> serve)
    {
        try
        {
            var (configuration, rest) = ConfigurationArguments.Split(arguments, OptionNames());
            var parsed = Create(configuration, serve).Parse(rest);
            if (parsed.Errors.Count > 0)
                throw new StartupException($"{parsed.Errors[0].Message.TrimEnd('.')}: see --help.");
            // The host handles signals itself, and takes longer to drain than this library would grant.
            return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception) when (exception is StartupException or EmbeddedPostgresException or MigrationException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Interrupted.");
            return 130;
        }
    }

    private static RootCommand Create(string[] configuration, Func<string[], Task<int>> serve)
    {
        var root = new RootCommand(Description);
        root.SetAction((_, _) => serve(configuration));
        foreach (var create in Verbs)
            root.Add(create(new CommandHost(configuration)));
        return root;
    }

    private static HashSet<string> OptionNames()
    {
        var root = Create([], _ => Task.FromResult(0));
        return [.. root.Options.Concat(root.Subcommands.SelectMany(verb => verb.Options)).SelectMany(option => option.Aliases.Append(option.Name))];
    }
}
