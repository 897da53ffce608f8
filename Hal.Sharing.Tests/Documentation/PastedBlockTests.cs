using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Documentation;

/// <summary>Runs the shell blocks of each document against a server with its own data, and compares the output with the document.</summary>
public sealed class PastedBlockTests(DataFolders folders) : IClassFixture<DataFolders>
{
    private const string Separator = "\u001e";
    private const string PrintedAddress = "http://127.0.0.1:5080";

    // The server and the tests already run. Commands use the built server, which is faster and prints the same.
    private const string Prelude = """
        dotnet() {
            [ "$1" = test ] && return
            [ "$1 $2 $3" = "run --project Hal.Sharing.Api" ] || { echo "what is dotnet $*?"; return 1; }
            shift 3
            [ $# = 0 ] && return
            shift
            command dotnet exec "$SHARING_ASSEMBLY" --environment Development "$@"
        }
        """;

    private static readonly string Root = FindRoot();

    /// <summary>README.md and every file of docs/ that has shell blocks.</summary>
    public static TheoryData<string> Documents =>
    [
        .. from file in Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md").Append(Path.Combine(Root, "README.md"))
           where ShellBlock.Read(File.ReadAllText(file)).Count > 0
           select Path.GetRelativePath(Root, file),
    ];

    [SkippableTheory]
    [MemberData(nameof(Documents))]
    public async Task PastedBlocks_PrintWhatIsShown(string document)
    {
        Skip.IfNot(IsInstalled("curl"), "There is no curl: install the package curl.");
        var blocks = ShellBlock.Read(await File.ReadAllTextAsync(Path.Combine(Root, document)));
        blocks.Should().HaveCountGreaterThan(5);
        var folder = folders.New();
        await using var server = await ServerProcess.StartReadyAsync(folder);

        var (printed, errors) = await PasteAsync(blocks, folder, server.Address);

        printed.Should().HaveCount(blocks.Count, errors);
        for (var i = 0; i < blocks.Count; i++)
            Difference(blocks[i], printed[i]).Should().BeNull($"after{Environment.NewLine}{blocks[i].Commands}{errors}");
    }

    private static string? Difference(ShellBlock block, string printed)
    {
        if (block.Kind == "json")
            return Example.Difference(block.Shown, printed);
        var shown = string.Join("(?s:.*)", block.Shown.Trim().Split('…').Select(Regex.Escape));
        return Regex.IsMatch(printed.Trim(), $@"\A{shown}\z") ? null : $"printed '{printed}'";
    }

    private static async Task<(string[] Printed, string Errors)> PasteAsync(IReadOnlyList<ShellBlock> blocks, string folder, Uri address)
    {
        var start = new ProcessStartInfo("bash", ["-s"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Root,
        };
        start.Environment["SHARING_DATA_DIR"] = folder;
        start.Environment["SHARING_ASSEMBLY"] = ServerProcess.Assembly;
        using var shell = Process.Start(start)!;
        var (output, errors) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.StandardInput.WriteAsync($"{Prelude}\n");
        foreach (var block in blocks)
        {
            var commands = block.Commands.Replace(PrintedAddress, address.ToString().TrimEnd('/'), StringComparison.Ordinal);
            await shell.StandardInput.WriteAsync($"{commands}\nprintf '{Separator}'\n");
        }
        shell.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        await shell.WaitForExitAsync(limit.Token);
        return ((await output).Split(Separator)[..^1], await errors);
    }

    private static bool IsInstalled(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static string FindRoot([CallerFilePath] string file = "") => Path.GetFullPath("../..", Path.GetDirectoryName(file)!);
}
