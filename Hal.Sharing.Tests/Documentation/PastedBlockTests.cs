using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Documentation;

/// <summary>Pastes the shell blocks of each document into a shell, next to a server with its own data, and compares the responses with those shown.</summary>
public sealed class PastedBlockTests(DataFolders folders) : IClassFixture<DataFolders>
{
    private const string Separator = "\u001e";
    private const string PrintedAddress = "http://127.0.0.1:5080";

    // The server runs already, and the tests do too; verbs take the built server, which is quicker and prints the same.
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

    // For a machine with nothing but the SDK: as much of curl as the documents use.
    private const string PreludeWithoutCurl = """
        command -v curl >/dev/null || curl() {
            local method=GET headers= body= after= url= status line
            while [ $# -gt 0 ]; do
                case $1 in
                    -s) shift ;;
                    -X) method=$2; shift 2 ;;
                    -H) headers+="$2"$'\r\n'; shift 2 ;;
                    -d) body=$2; shift 2 ;;
                    -w) after=$2; shift 2 ;;
                    -*) echo "what is curl $1?" >&2; return 2 ;;
                    *) url=${1#http://}; shift ;;
                esac
            done
            local host=${url%%/*}
            exec 3<>"/dev/tcp/${host%:*}/${host#*:}"
            printf '%s /%s HTTP/1.0\r\nHost: %s\r\n%sContent-Length: %s\r\n\r\n%s' "$method" "${url#*/}" "$host" "$headers" "${#body}" "$body" >&3
            read -r line status line <&3
            while IFS= read -r line && [ "$line" != $'\r' ]; do :; done <&3
            cat <&3
            exec 3>&-
            printf "${after//'%{http_code}'/$status}"
        }
        """;

    private static readonly string Root = FindRoot();

    /// <summary>README.md and every file of docs/ that has shell blocks.</summary>
    public static TheoryData<string> Documents => [.. from file in Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md").Append(Path.Combine(Root, "README.md"))
                                                      where ShellBlock.Read(File.ReadAllText(file)).Count > 0
                                                      select Path.GetRelativePath(Root, file)];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task PastedBlocks_PrintWhatIsShown(string document)
    {
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
        await shell.StandardInput.WriteAsync($"{Prelude}\n{PreludeWithoutCurl}\n");
        foreach (var block in blocks)
            await shell.StandardInput.WriteAsync($"{block.Commands.Replace(PrintedAddress, address.ToString().TrimEnd('/'), StringComparison.Ordinal)}\nprintf '{Separator}'\n");
        shell.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        await shell.WaitForExitAsync(limit.Token);
        return ((await output).Split(Separator)[..^1], await errors);
    }

    private static string FindRoot([CallerFilePath] string file = "") => Path.GetFullPath("../..", Path.GetDirectoryName(file)!);
}
