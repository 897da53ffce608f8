using Hal.Sharing.Tests.BadInput;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Searches;

/// <summary>The length limit of search texts, in every search.</summary>
public sealed class SearchTextTests(ListeningServer server, ITestOutputHelper output)
    : BadRequests(server, output), IClassFixture<ListeningServer>
{
    private static readonly string[] Searches =
        ["/api/integrations", "/api/principals", "/api/principals/options", "/api/users", "/api/teams"];

    [Fact]
    public Task LongSearches_AreRefused() => AllAreRefusedAsync(
    [
        .. from path in Searches
           from letter in new[] { "a", "%F0%9F%98%80" }
           select Get($"{path}?q={string.Concat(Enumerable.Repeat(letter, 201))}", "q has 201 characters; send at most 200."),
        Get($"/api/integrations?q={new string('a', 3000)}", "q has 3000 characters"),
    ]);

    [Fact]
    public async Task SearchOf200Characters_Succeeds()
    {
        foreach (var path in Searches)
            foreach (var letter in new[] { "a", "%F0%9F%98%80" })
            {
                var target = $"{path}?q={string.Concat(Enumerable.Repeat(letter, 200))}";
                (await Server.SendAsync(new RawRequest("GET", target))).Status.Should().Be(200);
            }
    }

    [Fact]
    public async Task LongNameInTeamsApi_IsValidationError()
    {
        var answer = await Server.SendAsync(
            new RawRequest("GET", $"/api/v1/teams/coaching/users?name={new string('a', 201)}") { As = "coach" });

        answer.Status.Should().Be(422);
        answer.Text.Should().Contain("value_error").And.Contain("name has 201 characters; send at most 200.");
    }

    [Fact]
    public async Task LongSearchOnSignInPage_Gets400()
    {
        (await Server.SendAsync(new RawRequest("GET", $"/sign-in?q={new string('a', 201)}") { As = null })).Status.Should().Be(400);
        (await Server.SendAsync(new RawRequest("GET", $"/sign-in?q={new string('a', 200)}") { As = null })).Status.Should().Be(200);
    }

    private static Bad Get(string target, string detail) => new(new RawRequest("GET", target), 400, "invalid-request", detail);
}
