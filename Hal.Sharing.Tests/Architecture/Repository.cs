using System.Runtime.CompilerServices;

namespace Hal.Sharing.Tests.Architecture;

/// <summary>The source files, for rules about text that compiled code does not keep, such as comments.</summary>
internal static class Repository
{
    public static readonly string[] Projects = ["Hal.Sharing.Api", "Hal.Sharing.Data", "Hal.Sharing.Tests"];

    // Files and folders whose texts and sizes do not follow the rules yet. Each entry is the beginning of a path.
    private static readonly string[] Pending =
    [
        "Hal.Sharing.Api/Auth/", "Hal.Sharing.Api/Browsers/", "Hal.Sharing.Api/CommandLine/", "Hal.Sharing.Api/Hosting/",
        "Hal.Sharing.Api/SignIn/", "Hal.Sharing.Api/StartupException.cs", "Hal.Sharing.Data/Connections/Database.cs",
        "Hal.Sharing.Data/Embedded/PostgresAccount.cs", "Hal.Sharing.Tests/Auth/",
        "Hal.Sharing.Tests/BadInput/OrderTests.cs", "Hal.Sharing.Tests/Browsers/HostedBrowserTests.cs",
        "Hal.Sharing.Tests/Connections/PreparedStatementTests.cs", "Hal.Sharing.Tests/Connections/RoundTripTests.cs",
        "Hal.Sharing.Tests/Forms/FormDocumentTests.Document.", "Hal.Sharing.Tests/Hosting/", "Hal.Sharing.Tests/Integrations/",
        "Hal.Sharing.Tests/Ownership/OwnerDocumentTests.cs", "Hal.Sharing.Tests/Retries/", "Hal.Sharing.Tests/Shares/",
        "Hal.Sharing.Tests/Transactions/CommitTests.cs", "Hal.Sharing.Tests/Transactions/WriteTests.cs", "Hal.Sharing.Tests/Validators/",
    ];

    public static string Root { get; } = FindRoot();

    /// <summary>Returns whether the rules for texts, columns, sizes and outcomes do not apply to a file yet.</summary>
    public static bool IsPending(string path) => Array.Exists(Pending, start => path.StartsWith(start, StringComparison.Ordinal));

    /// <summary>Returns the documents at the root.</summary>
    public static IEnumerable<(string Path, string Text)> RootDocuments() =>
        from file in Directory.EnumerateFiles(Root, "*.md") select (Path.GetFileName(file), File.ReadAllText(file));

    /// <summary>Returns the files below a folder, with paths relative to the root.</summary>
    public static IEnumerable<(string Path, string Text)> Sources(string folder, string pattern = "*.cs") =>
        from file in Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
        select (path, File.ReadAllText(file));

    private static string FindRoot([CallerFilePath] string file = "")
    {
        var folder = Path.GetDirectoryName(file);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Sharing.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("There is no Sharing.sln above the tests.");
    }
}
