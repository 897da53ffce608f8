using System.Text.Json;
using System.Xml.Linq;
using Hal.Sharing.Api.ContractChecks.Differences;
using Hal.Sharing.Tests.ContractChecks.Library;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.ContractChecks;

/// <summary>The command <c>contract check</c> as a process: its output, its reports, its exit codes.</summary>
public sealed class ContractCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("contract-check").FullName;

    private string Baseline => Path.Combine(_folder, "contract");

    [Fact]
    public async Task RemovedLink_EndsWith1AndSaysWhat()
    {
        await using (var library = await LibraryApi.StartAsync(new LibraryData()))
        {
            var update = await CheckAsync(library.Entry, "--update");
            update.ExitCode.Should().Be(0, update.Errors);
            update.Output.Should().Contain($"Updated {Baseline}");
            (await CheckAsync(library.Entry)).Output.Should().Contain($"No differences to {Baseline}.");
        }
        await using var changed = await LibraryApi.StartAsync(new LibraryData(), DropRelation);

        var (junit, sarif) = (Path.Combine(_folder, "junit.xml"), Path.Combine(_folder, "check.sarif"));
        var run = await CheckAsync(changed.Entry, "--report", $"junit={junit}", "--report", $"sarif={sarif}");

        run.ExitCode.Should().Be(1, run.Errors);
        run.Output.Should().Contain("BREAKING book: relation lib:branch is gone [relation-gone]\n         for ann, guest");
        run.Errors.Should().BeEmpty();
        ReadJUnit().Should().Equal("ann/book", "ann/lib-branch", "guest/book", "guest/lib-branch");
        ReadSarif().Should().Contain(("relation-gone", "error", $"{Baseline}/ann/book.json"));
    }

    [Fact]
    public async Task UpdatedBaseline_AcceptsTheChange()
    {
        await using var library = await LibraryApi.StartAsync(new LibraryData());
        await CheckAsync(library.Entry, "--update");
        await using var changed = await LibraryApi.StartAsync(new LibraryData(), DropRelation);

        var update = await CheckAsync(changed.Entry, "--update");

        update.ExitCode.Should().Be(0);
        update.Output.Should().Contain("relation lib:branch is gone").And.Contain("Review and commit them.");
        (await CheckAsync(changed.Entry)).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task MoreRights_FailIfAsked()
    {
        await using var library = await LibraryApi.StartAsync(new LibraryData());
        await CheckAsync(library.Entry, "--update");
        await using var changed = await LibraryApi.StartAsync(new LibraryData(), LetGuestsReserve);

        (await CheckAsync(changed.Entry)).ExitCode.Should().Be(0);
        (await CheckAsync(changed.Entry, "--fail-on", "rights")).ExitCode.Should().Be(1);
    }

    [Theory]
    [InlineData(2, "There is no baseline of ann", "--update")]
    [InlineData(2, "--as =…: send NAME=TOKEN", "--as", "=x")]
    [InlineData(2, "--as: send NAME=TOKEN", "--as", "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.MEUCIQDsecretsecretsecretsecretsecret")]
    [InlineData(2, "--as bob=: the token is empty", "--as", "bob=")]
    [InlineData(2, "--as bob=@/no/file", "--as", "bob=@/no/file")]
    [InlineData(2, "--as bob: the token contains spaces", "--as", "bob=a b")]
    [InlineData(2, "--as names ann twice", "--as", "ann=other")]
    [InlineData(2, "--report html: send junit", "--report", "html")]
    [InlineData(2, "--fail-on all: send breaking, rights or any", "--fail-on", "all")]
    [InlineData(2, "--samples 0: send a number from 1", "--samples", "0")]
    [InlineData(2, "Cannot parse argument 'many'", "--max-pages", "many")]
    [InlineData(2, "Unknown option --nonsense", "--nonsense")]
    public async Task Mistake_GetsOneLine(int exitCode, string message, params string[] arguments)
    {
        var run = await CheckAsync(new Uri("http://127.0.0.1:1/"), arguments[0] == "--update" ? [] : arguments);

        run.ExitCode.Should().Be(exitCode);
        run.Errors.TrimEnd().Split('\n').Should().ContainSingle().Which.Should().Contain(message);
    }

    [Fact]
    public async Task ServerThatCannotBeRead_EndsWith2()
    {
        await using var library = await LibraryApi.StartAsync(new LibraryData(), response => response.Status = 401);

        (await CheckAsync(new Uri("http://127.0.0.1:1/"), "--update")).Should().Match<ProgramRun>(run =>
            run.ExitCode == 2 && run.Errors.Contains("GET http://127.0.0.1:1/ failed", StringComparison.Ordinal));
        (await CheckAsync(library.Entry, "--update")).Should().Match<ProgramRun>(run =>
            run.ExitCode == 2 && run.Errors.Contains("the token is missing, wrong or expired", StringComparison.Ordinal));
        (await CheckAsync(new Uri(library.Entry, "/terms"), "--update")).Should().Match<ProgramRun>(run =>
            run.ExitCode == 2 && run.Errors.Contains("is no HAL document (its type is 'text/html')", StringComparison.Ordinal));
        Directory.Exists(Baseline).Should().BeFalse("a check that fails writes no baseline");
    }

    [Fact]
    public async Task FolderThatCannotBeWritten_EndsWith2()
    {
        await using var library = await LibraryApi.StartAsync(new LibraryData());
        await File.WriteAllTextAsync(Baseline, "a file where the folder should be");

        var run = await CheckAsync(library.Entry, "--update");

        run.ExitCode.Should().Be(2);
        run.Errors.TrimEnd().Split('\n').Should().ContainSingle().Which.Should().Contain(Baseline);
    }

    [Fact]
    public async Task BrokenBaseline_NamesTheFile()
    {
        await using var library = await LibraryApi.StartAsync(new LibraryData());
        await CheckAsync(library.Entry, "--update");
        var file = Path.Combine(Baseline, "ann", "book.json");
        await File.WriteAllTextAsync(file, "<<<<<<< HEAD");

        var run = await CheckAsync(library.Entry);

        run.ExitCode.Should().Be(2);
        run.Errors.Should().StartWith($"{file} cannot be read as a baseline").And.Contain("--update");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void DropRelation(LibraryResponse response)
    {
        if (response.Kind == "book")
            response.Links.Remove("lib:branch");
    }

    private static void LetGuestsReserve(LibraryResponse response)
    {
        if (response is { Kind: "book", User: "guest" })
            response.Action("POST", "lib:reserve", "reserve", "");
    }

    private Task<ProgramRun> CheckAsync(Uri entry, params string[] more) => ProgramRun.OfAsync(
    [
        "contract", "check", "--entry", entry.ToString(), "--as", "ann=ann", "--as", "guest", "--baseline", Baseline, "--rate", "2000",
        .. more,
    ]);

    private IEnumerable<string> ReadJUnit() =>
        from test in XDocument.Load(Path.Combine(_folder, "junit.xml")).Descendants("testcase")
        where test.Element("failure") is not null
        select $"{test.Attribute("classname")!.Value}/{test.Attribute("name")!.Value}";

    private List<(string Rule, string Level, string File)> ReadSarif()
    {
        using var sarif = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "check.sarif")));
        var run = sarif.RootElement.GetProperty("runs")[0];
        run.GetProperty("tool").GetProperty("driver").GetProperty("rules").GetArrayLength().Should().Be(Rule.All.Count);
        return
        [
            .. from result in run.GetProperty("results").EnumerateArray()
               let location = result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation")
               select (result.GetProperty("ruleId").GetString()!, result.GetProperty("level").GetString()!,
                   Path.GetFullPath(location.GetProperty("uri").GetString()!)),
        ];
    }
}
