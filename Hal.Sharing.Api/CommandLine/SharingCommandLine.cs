using System.CommandLine;
using System.CommandLine.Help;
using Hal.Sharing.Api.ContractChecks;
using Hal.Sharing.Api.Hosting;
using Hal.Sharing.Data.Connections;
using Hal.Sharing.Data.Embedded;
using Hal.Sharing.Data.Migrations;

namespace Hal.Sharing.Api.CommandLine;

/// <summary>Runs the server or a command, from the arguments to the exit code. Errors that an operator can correct are one line.</summary>
public static class SharingCommandLine
{
    /// <summary>All commands. A factory takes what it needs from the <see cref="CommandHost"/>.</summary>
    private static readonly Func<CommandHost, Command>[] Commands =
    [
        TokenCommand.Create,
        SuperuserCommand.Create,
        MigrateCommand.Create,
        _ => ContractCommand.Create(),
    ];

    private const string Description = """
        Manages integrations and their shares, over HAL. Without a command, runs the server.

        Settings, for the server and for every command:
          --demo                  the demo data and nothing else, new at each start, in a database of its own
          --urls URL              where the server listens (default http://127.0.0.1:5080)
          --environment NAME      Development to try the server out, or Production, which is the default; the installed
                                  tool is Development if no database, token or proxy setting is configured
          --Section:Name=VALUE    any other setting, such as --ConnectionStrings:Sharing=...
        Environment variables (Section__Name) and appsettings.json in the program's folder set the same. All settings are
        in docs/operations.md, section "Configuration".
        """;

    /// <summary>Runs the command that the arguments name, or the server with the configuration among them.</summary>
    public static async Task<int> RunAsync(string[] arguments, Func<string[], Task<int>> serve)
    {
        try
        {
            var (configuration, rest) = ConfigurationArguments.Split(arguments, OptionNames());
            var parsed = Create(configuration, serve).Parse(rest);
            if (parsed.Errors.Count > 0)
                throw new StartupException($"{parsed.Errors[0].Message.TrimEnd('.')}: see --help.");
            // The host handles signals itself, and takes longer to drain than this library would permit.
            return await parsed.InvokeAsync(
                new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception) when (exception is StartupException or EmbeddedPostgresException or MigrationException
            or DatabaseUnavailableException or OutcomeUnknownException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return arguments.FirstOrDefault() == ContractCommand.Name ? ContractCommand.Impossible : 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Interrupted.");
            return 130;
        }
    }

    private static Command Create(string[] configuration, Func<string[], Task<int>> serve)
    {
        var root = new Command(InstalledTool.IsRunning ? InstalledTool.Name : RootCommand.ExecutableName, Description)
        {
            new HelpOption(),
            new VersionOption(),
        };
        root.SetAction((_, _) => serve(configuration));
        foreach (var create in Commands)
            root.Add(create(new CommandHost(configuration)));
        return root;
    }

    private static HashSet<string> OptionNames()
    {
        var root = Create([], _ => Task.FromResult(0));
        return [.. Options(root).SelectMany(option => option.Aliases.Append(option.Name))];
    }

    private static IEnumerable<Option> Options(Command command) => command.Options.Concat(command.Subcommands.SelectMany(Options));
}
