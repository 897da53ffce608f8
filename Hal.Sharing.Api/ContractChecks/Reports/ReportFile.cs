namespace Hal.Sharing.Api.ContractChecks.Reports;

/// <summary>A report that a CI reads.</summary>
internal sealed record ReportFile(string Path, Func<CheckResult, string> Format)
{
    /// <summary>Reads <c>junit</c> or <c>sarif</c>, each with <c>=PATH</c> or without.</summary>
    /// <exception cref="CheckException">The argument has another form.</exception>
    public static ReportFile Parse(string argument) => argument.Split('=', 2) switch
    {
        ["junit", .. var path] => new ReportFile(Name(path, "contract-check.xml"), JUnitReport.Write),
        ["sarif", .. var path] => new ReportFile(Name(path, "contract-check.sarif"), SarifReport.Write),
        _ => throw new CheckException($"--report {argument}: send junit, junit=PATH, sarif or sarif=PATH."),
    };

    /// <exception cref="CheckException">The file cannot be written.</exception>
    public async Task WriteAsync(CheckResult result)
    {
        try
        {
            if (System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) is { } folder)
                Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path, Format(result));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CheckException($"The report {Path} cannot be written: {exception.Message}", exception);
        }
    }

    private static string Name(string[] path, string otherwise) => path is [{ Length: > 0 } name] ? name : otherwise;
}
