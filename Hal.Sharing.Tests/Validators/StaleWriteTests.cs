using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Validators;

/// <summary>Of two writes based on the same state, the second is refused, and nothing is lost.</summary>
public sealed class StaleWriteTests(SharingFixture stage) : IClassFixture<SharingFixture>
{
    public static TheoryData<ConditionalWrite> Writes => [.. ConditionalWrite.All];

    public static TheoryData<ConditionalWrite, bool> WritesByHeaderAndForm
    {
        get
        {
            var data = new TheoryData<ConditionalWrite, bool>();
            foreach (var write in ConditionalWrite.All)
            {
                data.Add(write, true);
                data.Add(write, false);
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task StaleTag_Is412_AndNothingIsWritten(ConditionalWrite write)
    {
        using var admin = stage.As("admin");
        foreach (var accept in new[] { "application/hal+json", ConditionalClient.Forms, "application/json" })
        {
            var path = await write.PrepareAsync(stage);
            var stale = await admin.TagAsync(path, accept);
            (await admin.WriteAsync("PUT", path, write.Other)).EnsureSuccessStatusCode();
            var theirs = await admin.TagAsync(path);

            using var answer = await admin.WriteAsync(write.Method, path, write.Body, tag: stale);

            answer.StatusCode.Should().Be(HttpStatusCode.PreconditionFailed);
            (await answer.JsonAsync()).GetProperty("type").GetString().Should().Be("/problems/precondition-failed");
            (await admin.TagAsync(path)).Should().Be(theirs);
            (await admin.WriteAsync(write.Method, path, write.Body, tag: theirs)).IsSuccessStatusCode
                .Should().BeTrue("the second one has read it now");
        }
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task StaleForm_Is409_WithALinkToThePresentState(ConditionalWrite write)
    {
        using var admin = stage.As("admin");
        var path = await write.PrepareAsync(stage);
        var stale = await admin.VersionAsync(path);
        (await admin.WriteAsync("PUT", path, write.Other)).EnsureSuccessStatusCode();
        var theirs = await admin.TagAsync(path);

        using var answer = await admin.WriteAsync(write.Method, path, write.Body, version: stale);

        answer.StatusCode.Should().Be(HttpStatusCode.Conflict);
        var problem = await answer.JsonAsync();
        problem.GetProperty("type").GetString().Should().Be("/problems/changed-meanwhile");
        problem.GetProperty("_links").EnumerateObject().Select(link => link.Value.GetProperty("href").GetString()).Should().Equal(path);
        (await admin.TagAsync(path)).Should().Be(theirs);
        (await admin.WriteAsync(write.Method, path, write.Body, version: await admin.VersionAsync(path))).IsSuccessStatusCode
            .Should().BeTrue();
    }

    /// <summary>26 rows of 40 tries each: over a thousand interleavings.</summary>
    [Theory]
    [MemberData(nameof(WritesByHeaderAndForm))]
    public async Task OfTwoConcurrentWrites_OneSucceedsAndTheOtherIsRefused(ConditionalWrite write, bool byHeader)
    {
        using var admin = stage.As("admin");
        for (var round = 0; round < 40; round++)
        {
            var path = await write.PrepareAsync(stage);
            var tag = byHeader ? await admin.TagAsync(path) : null;
            var version = byHeader ? null : await admin.VersionAsync(path);

            var mine = admin.WriteAsync(write.Method, path, write.Body, tag, version);
            var theirs = admin.WriteAsync("PUT", path, write.Other, tag, version);
            HttpResponseMessage[] answers = round % 2 == 0 ? await Task.WhenAll(mine, theirs)
                : (await Task.WhenAll(theirs, mine)).Reverse().ToArray();

            var iWon = answers[0].IsSuccessStatusCode;
            answers.Count(answer => answer.IsSuccessStatusCode)
                .Should().Be(1, "{0}: {1}", round, string.Join(", ", answers.Select(answer => answer.StatusCode)));
            var isGone = iWon && write.Body is null;
            answers[iWon ? 1 : 0].StatusCode.Should().Match(status =>
                status == (byHeader ? HttpStatusCode.PreconditionFailed : HttpStatusCode.Conflict)
                    || (isGone && status == HttpStatusCode.NotFound));
            using var after = await admin.GetAsync(path);
            after.StatusCode.Should().Be(isGone ? HttpStatusCode.NotFound : HttpStatusCode.OK);
            if (!isGone)
                (await after.Content.ReadAsStringAsync()).Should().Contain(Marker(iWon ? write.Body! : write.Other));
        }
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task WriteWithoutPrecondition_Succeeds_AndStarIsAnyState(ConditionalWrite write)
    {
        using var admin = stage.As("admin");

        (await admin.WriteAsync(write.Method, await write.PrepareAsync(stage), write.Body)).IsSuccessStatusCode.Should().BeTrue();
        (await admin.WriteAsync(write.Method, await write.PrepareAsync(stage), write.Body, tag: "*")).IsSuccessStatusCode.Should().BeTrue();
        (await admin.SendAsync(write.Method, await write.PrepareAsync(stage), write.Body, ("If-None-Match", "*"))).StatusCode
            .Should().Be(HttpStatusCode.PreconditionFailed);
        (await admin.SendAsync(write.Method, await write.PrepareAsync(stage), write.Body, ("If-Match", "no quotes"))).StatusCode
            .Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task ShareCreatedAgain_IsAnotherState()
    {
        using var owner = stage.As("owner");
        var id = await stage.AddIntegrationOfAsync("user:owner", ("user:level1", 1));
        var path = $"/api/integrations/{id}/shares/user:level1";
        var tag = await owner.TagAsync(path);
        (await owner.WriteAsync("DELETE", path, null)).EnsureSuccessStatusCode();

        (await owner.WriteAsync("PUT", path, "{}", tag)).StatusCode.Should().Be(HttpStatusCode.PreconditionFailed, "there is no share now");
        (await owner.WriteAsync("PUT", path, "{}")).EnsureSuccessStatusCode();
        (await owner.WriteAsync("PUT", path, """{"accessLevel": 3}""", tag)).StatusCode
            .Should().Be(HttpStatusCode.PreconditionFailed, "it is another one");
    }

    [Fact]
    public async Task IfNoneMatchStar_CreatesAShare_AndChangesNone()
    {
        using var owner = stage.As("owner");
        var id = await stage.AddIntegrationOfAsync("user:owner");
        var path = $"/api/integrations/{id}/shares/user:level1";

        (await owner.SendAsync("PUT", path, """{"accessLevel": 2}""", ("If-None-Match", "*"))).StatusCode.Should().Be(HttpStatusCode.OK);
        (await owner.SendAsync("PUT", path, """{"accessLevel": 3}""", ("If-None-Match", "*"))).StatusCode
            .Should().Be(HttpStatusCode.PreconditionFailed);
        (await owner.DocumentAsync(path)).GetProperty("accessLevel").GetInt32().Should().Be(2);
    }

    /// <summary>The new value, as the document shows it.</summary>
    private static string Marker(string body) => body[(body.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(' ', '}', '"');
}
