using System.Globalization;
using Hal.Sharing.Api.ContractChecks.Differences;
using Spectre.Console;

namespace Hal.Sharing.Api.ContractChecks.Reports;

/// <summary>The differences for a terminal: those of one cause together, whatever the number of users who see it.</summary>
internal static class TextReport
{
    private const int MaxDocuments = 3;
    private const int Indentation = 9;

    public static void Write(IAnsiConsole console, CheckResult result, TimeSpan time)
    {
        var findings = Finding.Of(result.Differences);
        foreach (var finding in findings)
            Write(console, finding);
        if (findings.Count > 0)
            console.WriteLine();
        var (documents, users) = (result.Users.Sum(user => user.Documents), string.Join(", ", result.Users.Select(user => user.Name)));
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Read {documents} documents as {users} in {time.TotalSeconds:0.0} s."));
        console.WriteLine(Summary(result, findings));
    }

    private static void Write(IAnsiConsole console, Finding finding)
    {
        var (label, color) = finding.Rule.Severity switch
        {
            Severity.Breaking => ("BREAKING", Color.Red),
            Severity.Rights => ("RIGHTS", Color.Yellow),
            Severity.Compatible => ("note", Color.Green),
        };
        console.Write(new Text(label.PadRight(Indentation), color));
        console.WriteLine($"{finding.Kind}: {finding.Text} [{finding.Rule.Id}]");
        console.WriteLine($"{new string(' ', Indentation)}for {string.Join(", ", finding.Users)}{Documents(finding.Documents)}");
    }

    private static string Documents(IReadOnlyList<string> documents)
    {
        var more = documents.Count > MaxDocuments ? $" and {documents.Count - MaxDocuments} more" : "";
        return documents.Count > 0 ? $", at {string.Join(", ", documents.Take(MaxDocuments))}{more}" : "";
    }

    private static string Summary(CheckResult result, IReadOnlyList<Finding> findings)
    {
        int Count(Severity severity) => findings.Count(finding => finding.Rule.Severity == severity);
        var baseline = result.Settings.Baseline;
        if (result.Settings.Update)
            return result.ChangedFiles == 0
                ? $"{baseline} is up to date."
                : $"Updated {baseline}: {result.ChangedFiles} files changed. Review and commit them.";
        if (result.Differences.Count == 0)
            return $"No differences to {baseline}.";
        var counts = $"{Count(Severity.Breaking)} breaking, {Count(Severity.Rights)} more rights, {Count(Severity.Compatible)} compatible.";
        return $"{counts} To accept them, run the same command with --update and commit {baseline}.";
    }
}
