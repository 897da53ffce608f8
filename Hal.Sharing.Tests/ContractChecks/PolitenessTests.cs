using System.Text.Json.Nodes;
using Hal.Sharing.Api.ContractChecks;
using Hal.Sharing.Api.ContractChecks.Differences;
using Hal.Sharing.Tests.ContractChecks.Library;

namespace Hal.Sharing.Tests.ContractChecks;

/// <summary>What a check sends, and how much of it.</summary>
public sealed class PolitenessTests : IDisposable
{
    private static readonly CheckLimits Fast = CheckLimits.Default with { RequestsPerSecond = 5000 };

    private readonly string _folder = Directory.CreateTempSubdirectory("contract-check").FullName;

    [Fact]
    public async Task OnlySafeMethods_AreSent()
    {
        await using var library = await LibraryApi.StartAsync(new LibraryData());

        await RunAsync(library, Fast);

        library.Requests.Select(request => request.Method).Distinct().Should().BeEquivalentTo("GET", "OPTIONS");
        library.Requests.Where(request => request.Method == "GET" && request.Accept.StartsWith("application/prs", StringComparison.Ordinal))
            .GroupBy(request => request.Path).Where(group => group.Key != "/books" && group.Count() > 2)
            .Should().BeEmpty("each is read once, and once more to find its media types, except for the target of a redirect");
    }

    [Fact]
    public async Task Concurrency_IsLimited()
    {
        await using var library = await LibraryApi.StartAsync(new LibraryData());
        library.Latency = TimeSpan.FromMilliseconds(20);

        await RunAsync(library, Fast with { Concurrency = 2 });

        library.MostConcurrent.Should().Be(2);
    }

    [Fact]
    public async Task OtherServers_GetNoRequest()
    {
        await using var other = await LibraryApi.StartAsync(new LibraryData());
        var address = other.Entry.ToString();
        await using var library = await LibraryApi.StartAsync(new LibraryData(), response => response.Link("lib:other", address));

        await RunAsync(library, Fast);

        other.Requests.Should().BeEmpty("tokens are for the server of the entry point only");
    }

    [Fact]
    public async Task Samples_LimitTheDocumentsOfOneRelation()
    {
        await using var library = await LibraryApi.StartAsync(new LibraryData(books: 60));

        var result = await RunAsync(library, Fast with { Samples = 4, Pages = 2 });

        library.Requests.Select(request => request.Path).Where(path => path.StartsWith("/books/book-", StringComparison.Ordinal))
            .Where(path => !path.EndsWith("/loans", StringComparison.Ordinal)).Distinct()
            .Should().HaveCountLessThanOrEqualTo(8, "two relations of two kinds lead to books");
        library.Requests.Should().NotContain(request => request.Path.EndsWith("page=3", StringComparison.Ordinal));
        result.Users.Single().Kinds.Should().Contain("book");
    }

    [Fact]
    public async Task MoreDocumentsThanTheLimit_EndTheCheck()
    {
        await using var library = await LibraryApi.StartAsync(new LibraryData());

        var run = () => RunAsync(library, Fast with { Documents = 5 });

        (await run.Should().ThrowAsync<CheckException>()).WithMessage("*more than 5 documents*--max-documents*");
    }

    [Fact]
    public async Task MoreTimeThanTheLimit_EndsTheCheck()
    {
        await using var library = await LibraryApi.StartAsync(new LibraryData());

        var run = () => RunAsync(library, CheckLimits.Default with { RequestsPerSecond = 1, Time = TimeSpan.FromMilliseconds(100) });

        (await run.Should().ThrowAsync<CheckException>()).WithMessage("*--timeout*");
    }

    [Fact]
    public async Task BusyServer_IsAskedAgainWhenItSays()
    {
        var refused = 0;
        await using var library = await LibraryApi.StartAsync(new LibraryData(), response =>
            response.Status = response.Kind == "books" && Interlocked.Increment(ref refused) == 1 ? 429 : 200);

        var result = await RunAsync(library, Fast);

        result.Users.Single().Kinds.Should().Contain("books");
    }

    [Fact]
    public async Task WhatIsNoDocument_IsNotRead()
    {
        await using var library = await LibraryApi.StartAsync(
            new LibraryData(), response => response.Link("lib:film", "/film").Link("lib:surrogate", "/surrogate"));

        await RunAsync(library, Fast);

        var entry = File.ReadAllText(Path.Combine(_folder, "librarian", "entry.json"));
        entry.Should().Contain("\"lib:film\": {\"is\": \"object\", \"leadsTo\": \"video/mp4\"}")
            .And.Contain("\"lib:surrogate\": {\"is\": \"object\", \"leadsTo\": \"application/hal+json\"}");
    }

    [Fact]
    public async Task MalformedHal_IsReadAsFarAsItGoes()
    {
        await using var library = await LibraryApi.StartAsync(new LibraryData(), response =>
        {
            response.Links["lib:number"] = 7;
            response.Links["lib:nothing"] = new JsonArray(null, "text", new JsonObject());
            response.Links["lib:address"] = new JsonObject { ["href"] = "http://[" };
            response.Links["lib:template"] = new JsonObject { ["href"] = "/books{?", ["templated"] = true };
            response.Document["_embedded"] = new JsonArray("no object");
            response.Forms["odd"] = new JsonObject { ["properties"] = new JsonArray(null, "text", new JsonObject { ["name"] = 5 }) };
            response.Forms["none"] = null;
        });

        (await RunAsync(library, Fast)).Users.Single().Kinds.Should().Contain("branch");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<CheckResult> RunAsync(LibraryApi library, CheckLimits limits)
    {
        CheckUser[] users = [new("librarian", "librarian")];
        var settings = new CheckSettings(library.Entry, users, _folder, limits, Severity.Breaking, Update: true, Snapshots: false);
        return new ContractCheck(settings, (_, _) => { }).RunAsync(CancellationToken.None);
    }
}
