using Hal.Sharing.Tests.BadInput;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Searches;

/// <summary>How long the text of a search can be, wherever there is one.</summary>
public sealed class SearchTextTests(ListeningServer server, ITestOutputHelper output) : BadRequests(server, output), IClassFixture<ListeningServer>
{
    private static readonly string[] Searches = ["/api/integrations", "/api/principals", "/api/principals/options", "/api/users", "/api/teams"];

    [Fact]
    public Task LongSearches() => AllAreRefusedAsync(
    [
        .. from path in Searches
           from letter in new[] { "a", "%F0%9F%98%80" }
           select Get($"{path}?q={string.Concat(Enumerable.Repeat(letter, 201))}", "q has 201 characters; send at most 200."),
        Get($"/api/integrations?q={new string('a', 3000)}", "q has 3000 characters"),
    ]);

    [Fact]
    public async Task SearchOf200Characters_IsAnswered()
    {
        foreach (var path in Searches)
            foreach (var letter in new[] { "a", "%F0%9F%98%80" })
                (await Server.SendAsync(new RawRequest("GET", $"{path}?q={string.Concat(Enumerable.Repeat(letter, 200))}"))).Status.Should().Be(200);
    }

    [Fact]
    public async Task LongNameInTheTeamsApi_IsAValidationError()
    {
        var answer = await Server.SendAsync(new RawRequest("GET", $"/api/v1/teams/coaching/users?name={new string('a', 201)}") { As = "coach" });

        answer.Status.Should().Be(422);
        answer.Text.Should().Contain("value_error").And.Contain("name has 201 characters; send at most 200.");
    }

    [Fact]
    public async Task LongSearchForAUserToSignInAs_Gets400()
    {
        (await Server.SendAsync(new RawRequest("GET", $"/sign-in?q={new string('a', 201)}") { As = null })).Status.Should().Be(400);
        (await Server.SendAsync(new RawRequest("GET", $"/sign-in?q={new string('a', 200)}") { As = null })).Status.Should().Be(200);
    }

    private static Bad Get(string target, string says) => new(new RawRequest("GET", target), 400, "invalid-request", says);
}
