using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Users;

/// <summary>At least one superuser always remains.</summary>
public sealed class LastSuperuserTests : IAsyncLifetime
{
    private readonly SharingFixture _stage = new();

    public Task InitializeAsync() => _stage.InitializeAsync();

    public Task DisposeAsync() => _stage.DisposeAsync();

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task LastSuperuser_CannotBeDemotedOrDeleted(string method)
    {
        var answer = await ByAsync("admin", method, "admin");

        answer.Status.Should().Be(HttpStatusCode.Conflict);
        (await _stage.AskAsync("admin", "GET", "/api/users/me")).Text("isSuperuser").Should().Be("True");
    }

    [Fact]
    public async Task DemotionOfLastSuperuser_GetsLastSuperuserProblem() =>
        (await ByAsync("admin", "PUT", "admin")).Problem.Should().Be("last-superuser");

    [Theory]
    [InlineData("PUT", HttpStatusCode.OK)]
    [InlineData("DELETE", HttpStatusCode.NoContent)]
    public async Task EverySuperuserButTheLast_CanBeDemotedOrDeleted(string method, HttpStatusCode passed)
    {
        var second = await _stage.AddUserAsync(isSuperuser: true);
        var third = await _stage.AddUserAsync(isSuperuser: true);

        (await ByAsync(second, method, second)).Status.Should().Be(passed);
        (await ByAsync("admin", "PUT", "admin")).Status.Should().Be(HttpStatusCode.OK);
        (await ByAsync(third, method, third)).Problem.Should().Be("last-superuser");
        (await _stage.AskAsync("admin", "GET", "/api/clients")).Status.Should().Be(HttpStatusCode.Forbidden);
    }

    private Task<Answer> ByAsync(string caller, string method, string id) =>
        _stage.AskAsync(caller, method, $"/api/users/{id}", method == "PUT" ? """{"displayName": "Plain"}""" : null);
}
