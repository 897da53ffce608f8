using System.Net;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hal.Sharing.Tests.Users;

/// <summary>A user can make a limited number of renames, because each one makes all cached share lists stale.</summary>
public sealed class RenameLimitTests : IAsyncLifetime
{
    private readonly SharingServer _server = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));
    private int _renames;

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("asmith", "/api/users/asmith", "displayName")]
    [InlineData("asmith", "/api/teams/analytics", "name")]
    [InlineData("coach", "/api/users/junior", "displayName")]
    public async Task RenamesBeyondLimit_Get429_UntilHourIsOver(string user, string path, string name)
    {
        using var client = As(user);
        await RenameAsync(client, path, name);
        _clock.Advance(TimeSpan.FromMinutes(40));
        await RenameAsync(client, path, name);

        using var refused = await TryRenameAsync(client, path, name);
        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromMinutes(20));
        (await refused.JsonAsync()).GetProperty("detail").GetString().Should().Contain("too many names");

        _clock.Advance(TimeSpan.FromMinutes(20));
        await RenameAsync(client, path, name);
        using var refusedAgain = await TryRenameAsync(client, path, name);
        refusedAgain.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task RenamesOfUserAndTeams_CountTogether_OtherChangesDoNotCount()
    {
        using var client = As("asmith");
        for (var number = 0; number < 4; number++)
        {
            using var change = await client.PutAsync("/api/users/asmith", $$"""{"displayName": "Alice Smith", "lastName": "{{number}}"}""");
            change.StatusCode.Should().Be(HttpStatusCode.OK);
        }
        await RenameAsync(client, "/api/users/asmith", "displayName");
        await RenameAsync(client, "/api/teams/analytics", "name");

        using var refused = await TryRenameAsync(client, "/api/users/asmith", "displayName");
        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Superuser_IsNotLimited()
    {
        using var client = As("admin");
        for (var number = 0; number < 4; number++)
            await RenameAsync(client, "/api/teams/analytics", "name");
    }

    private HttpClient As(string user) => _server
        .CreateClient(services => services.AddSingleton<TimeProvider>(_clock), ("Limits:RenamesPerHour", "2"))
        .WithBearer(TestIssuer.BuiltIn.Token(user));

    private async Task RenameAsync(HttpClient client, string path, string name)
    {
        using var answer = await TryRenameAsync(client, path, name);
        answer.StatusCode.Should().Be(HttpStatusCode.OK);
    }

    // A managing party that omits managedBy releases the user.
    private Task<HttpResponseMessage> TryRenameAsync(HttpClient client, string path, string name)
    {
        var party = path.EndsWith("junior", StringComparison.Ordinal) ? ", \"managedBy\": \"coach\"" : "";
        return client.PutAsync(path, $$"""{"{{name}}": "Name {{_renames++}}"{{party}}}""");
    }
}
