using System.Runtime.CompilerServices;

namespace Hal.Sharing.Tests.Architecture;

/// <summary>The source files, for rules about text that compiled code does not keep, such as comments.</summary>
internal static class Repository
{
    public static readonly string[] Projects = ["Hal.Sharing.Api", "Hal.Sharing.Data", "Hal.Sharing.Tests"];

    public static string Root { get; } = FindRoot();

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
