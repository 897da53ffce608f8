using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Hal.Sharing.Api.ContractChecks.Reports;
using Spectre.Console;

namespace Hal.Sharing.Api.ContractChecks;

/// <summary>
/// The command <c>contract</c>: tells in CI when links, forms or members that clients rely on have changed. It works with any HAL API.
/// </summary>
internal static class ContractCommand
{
    public const string Name = "contract";

    /// <summary>The exit code if the check could not be made; a CI must not take a mistake for a difference.</summary>
    public const int Impossible = 2;

    private const int Failed = 1;

    public static Command Create() =>
        new(Name, "Compares what users get from a HAL API with a committed baseline.") { CreateCheck() };

    private static Command CreateCheck()
    {
        var arguments = new CheckArguments();
        var command = new Command("check", """
            Reads the API as each user, by GET and OPTIONS, and compares links, forms, members and methods with the baseline.
            Exit codes: 0 nothing breaks, 1 a breaking difference, 2 the check could not be made.
            """);
        foreach (var option in arguments.Options)
            command.Add(option);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                return await RunAsync(arguments.Settings(parsed), arguments.Reports(parsed), cancellationToken);
            }
            catch (Exception exception) when (exception is CheckException or IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync(exception.Message);
                return Impossible;
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(CheckSettings settings, IReadOnlyList<ReportFile> reports, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var result = await WithProgressAsync(settings, cancellationToken);
        TextReport.Write(Terminal(Console.Out, Console.IsOutputRedirected), result, clock.Elapsed);
        foreach (var report in reports)
            await report.WriteAsync(result);
        return result.IsFailed ? Failed : 0;
    }

    private static Task<CheckResult> WithProgressAsync(CheckSettings settings, CancellationToken cancellationToken)
    {
        var console = Terminal(Console.Error, Console.IsErrorRedirected);
        // In the log of a CI, a line for each document would hide the result.
        if (!console.Profile.Capabilities.Interactive)
            return new ContractCheck(settings, (_, _) => { }).RunAsync(cancellationToken);
        return console.Status().StartAsync("Connecting", status =>
        {
            void Show(string user, int documents) => status.Status(
                string.Create(CultureInfo.InvariantCulture, $"Reading as {Markup.Escape(user)}: {documents} documents"));
            return new ContractCheck(settings, Show).RunAsync(cancellationToken);
        });
    }

    /// <summary>Returns a console that breaks no lines if what it writes goes to a file.</summary>
    private static IAnsiConsole Terminal(TextWriter writer, bool isRedirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (isRedirected)
            console.Profile.Width = int.MaxValue / 2;
        return console;
    }
}
