using System.CommandLine;
using Hal.Sharing.Api.ContractChecks.Differences;
using Hal.Sharing.Api.ContractChecks.Reports;

namespace Hal.Sharing.Api.ContractChecks;

/// <summary>The options of <c>contract check</c>.</summary>
internal sealed class CheckArguments
{
    private readonly Option<string> _entry = new("--entry") { Description = "The address of the API's entry point.", Required = true };

    private readonly Option<string[]> _users = new("--as")
    {
        Description = "A user to read as, for each one: NAME=TOKEN, NAME=@FILE, or NAME to send no token.",
        Required = true,
    };

    private readonly Option<string> _baseline = new("--baseline")
    {
        Description = "The folder of the baseline, to commit.",
        DefaultValueFactory = _ => "contract",
    };

    private readonly Option<bool> _update = new("--update") { Description = "Write the baseline anew, and exit with 0." };
    private readonly Option<bool> _snapshots = new("--snapshots") { Description = "Compare whole documents too, in *.verified.json." };
    private readonly Option<string[]> _reports = new("--report") { Description = "Also write a report: junit[=PATH] or sarif[=PATH]." };

    private readonly Option<string> _failOn = new("--fail-on")
    {
        Description = "Exit with 1 on breaking differences, on rights (also if a user may do more), or on any.",
        DefaultValueFactory = _ => "breaking",
    };

    private readonly Option<int> _documents = Number(
        "--max-documents", "The most documents that are read as one user.", CheckLimits.Default.Documents);

    private readonly Option<int> _samples = Number(
        "--samples", "The most new documents to which one relation of a kind is followed.", CheckLimits.Default.Samples);

    private readonly Option<int> _pages = Number("--max-pages", "The most pages of a list.", CheckLimits.Default.Pages);

    private readonly Option<int> _timeout = Number(
        "--timeout", "The most seconds that the check takes.", (int)CheckLimits.Default.Time.TotalSeconds);

    private readonly Option<int> _concurrency = Number("--concurrency", "The most requests at a time.", CheckLimits.Default.Concurrency);
    private readonly Option<int> _rate = Number("--rate", "The most requests per second.", CheckLimits.Default.RequestsPerSecond);

    public IEnumerable<Option> Options =>
        [_entry, _users, _baseline, _update, _snapshots, _reports, _failOn, _documents, _samples, _pages, _timeout, _concurrency, _rate];

    /// <exception cref="CheckException">An argument is not valid.</exception>
    public CheckSettings Settings(ParseResult parsed)
    {
        CheckUser[] users = [.. parsed.GetValue(_users)!.Select(CheckUser.Parse)];
        if (users.GroupBy(user => user.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new CheckException($"--as names {twice.Key} twice; each user has one folder, so give them different names.");
        return new CheckSettings(
            Entry(parsed.GetValue(_entry)!), users, parsed.GetValue(_baseline)!, Limits(parsed), FailOn(parsed.GetValue(_failOn)!),
            parsed.GetValue(_update), parsed.GetValue(_snapshots));
    }

    /// <exception cref="CheckException">A report is none that exists.</exception>
    public IReadOnlyList<ReportFile> Reports(ParseResult parsed) => [.. (parsed.GetValue(_reports) ?? []).Select(ReportFile.Parse)];

    private CheckLimits Limits(ParseResult parsed) => new(
        Value(parsed, _documents, 1_000_000),
        Value(parsed, _samples, 1_000_000),
        Value(parsed, _pages, 1_000_000),
        TimeSpan.FromSeconds(Value(parsed, _timeout, 86_400)),
        Value(parsed, _concurrency, 64),
        Value(parsed, _rate, 10_000));

    private static int Value(ParseResult parsed, Option<int> option, int max) =>
        parsed.GetValue(option) is var value && value >= 1 && value <= max
            ? value
            : throw new CheckException($"{option.Name} {value}: send a number from 1 to {max}.");

    private static Uri Entry(string entry) =>
        Uri.TryCreate(entry, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new CheckException($"--entry {entry}: send an absolute address, such as http://127.0.0.1:5080/api.");

    private static Severity FailOn(string value) => value switch
    {
        "breaking" => Severity.Breaking,
        "rights" => Severity.Rights,
        "any" => Severity.Compatible,
        _ => throw new CheckException($"--fail-on {value}: send breaking, rights or any."),
    };

    private static Option<int> Number(string name, string description, int otherwise) =>
        new(name) { Description = description, DefaultValueFactory = _ => otherwise };
}
