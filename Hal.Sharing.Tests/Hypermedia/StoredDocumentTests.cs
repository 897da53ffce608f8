using System.Net;
using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Builder;

namespace Hal.Sharing.Tests.Hypermedia;

/// <summary>A stored document is found only by everything that decides its bytes.</summary>
public sealed class StoredDocumentTests : IAsyncLifetime
{
    private SmallApp _app = null!;

    public async Task InitializeAsync() => _app = await StartAsync(1024 * 1024);

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task SameDocument_IsWrittenOnce()
    {
        var first = await GetAsync("/notes/a");

        (await GetAsync("/notes/a")).Should().Be(first);
    }

    [Theory]
    [InlineData("/notes/b", null, null)]
    [InlineData("/notes/a?page=2", null, null)]
    [InlineData("/base/notes/a", null, null)]
    [InlineData("/notes/a", "Accept", "application/json")]
    [InlineData("/notes/a", "Accept", "application/prs.hal-forms+json")]
    [InlineData("/notes/a", "X-Rights", "write")]
    [InlineData("/notes/a", "X-State", "2")]
    [InlineData("/notes/a", "Prefer", "transclude=self")]
    public async Task DocumentOfOtherInput_IsWrittenAgain(string path, string? header, string? value)
    {
        var first = await GetAsync("/notes/a");

        var other = await GetAsync(path, (header, value));

        other.Should().NotBe(first);
        (await GetAsync("/notes/a")).Should().Be(first);
    }

    [Fact]
    public async Task NothingIsStored_WithoutMemory()
    {
        await using var app = await StartAsync(0);

        (await app.Client.GetStringAsync("/notes/a")).Should().NotBe(await app.Client.GetStringAsync("/notes/a"));
    }

    [Fact]
    public async Task Memory_IsBounded_AndRecentDocumentsAreFound()
    {
        const int limit = 64 * 1024;
        await using var app = await StartAsync(limit);
        var used = await app.Client.GetStringAsync("/notes/used");
        var newest = "";
        for (var i = 0; i < 500; i++)
        {
            newest = await app.Client.GetStringAsync($"/notes/{i}");
            (await app.Client.GetStringAsync("/notes/used")).Should().Be(used, "the least recently used documents make room");
        }

        // The store makes room in the background.
        for (var i = 0; i < 100 && await app.Client.GetStringAsync("/notes/499") != newest; i++)
            newest = await app.Client.GetStringAsync("/notes/499");

        (await app.Client.GetStringAsync("/notes/499")).Should().Be(newest);
        app.Get<DocumentStore>().Size.Should().BeInRange(1, limit);
    }

    [Fact]
    public async Task StoredDocument_HasTheHeadersOfTheFirst()
    {
        using var first = await _app.Client.GetAsync("/notes/a");
        using var second = await _app.Client.GetAsync("/notes/a");
        using var head = await _app.Client.SendAsync(new(HttpMethod.Head, "/notes/a"));
        using var held = await _app.Client.GetAsync("/notes/a", ("If-None-Match", first.Headers.ETag!.ToString()));

        foreach (var answer in new[] { second, head })
        {
            Headers(answer).Should().Equal(Headers(first));
            answer.Content.Headers.ContentLength.Should().Be(first.Content.Headers.ContentLength);
        }
        first.Headers.GetValues("Link").Should().ContainSingle();
        held.StatusCode.Should().Be(HttpStatusCode.NotModified);
        (await head.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
    }

    private static IEnumerable<string> Headers(HttpResponseMessage answer) =>
        answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not "Date")
            .OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");

    private async Task<string> GetAsync(string path, params (string? Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
            if (name is not null)
                request.Headers.TryAddWithoutValidation(name, value);
        using var answer = await _app.Client.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }

    private static Task<SmallApp> StartAsync(long storedBytes) => SmallApp.StartAsync(
        [typeof(NotesController)],
        services => services.AddHypermedia(hal => hal.StoredBytes = storedBytes),
        app =>
        {
            app.UsePathBase("/base");
            app.UseInternalSubrequests();
            app.UseRouting();
        });
}
