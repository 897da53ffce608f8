using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.DelegatedTokens;

/// <summary>Sends requests that must be refused. Each test has its own scene.</summary>
public abstract class EscalationAttempts(SharingServer server) : IClassFixture<SharingServer>, IAsyncLifetime
{
    protected const string Both = "data:read data:write";
    private DelegationFixture? _scene;

    protected SharingServer Server => server;

    protected DataStack Database { get; } = new(server.ConnectionString);

    protected DelegationFixture Scene => _scene!;

    public async Task InitializeAsync() => _scene = await DelegationFixture.AddAsync(Database);

    public async Task DisposeAsync() => await Database.DisposeAsync();

    protected string Of(string caller) => Scene.Authorization(caller)!;

    protected Task<bool> ExistsAsync(string table, string id) =>
        Database.ScalarAsync<bool>($"select exists (select from {table} where id = @id)", new { id = Scene.Of(id) });

    /// <summary>Returns the problem's detail; null if there is no problem.</summary>
    protected async Task<string?> ShouldBeAsync(
        HttpStatusCode status, string authorization, string method, string path, string? body = null)
    {
        using var client = Server.CreateClient();
        using var answer = await client.SendAsync(authorization, method, Scene.Of(path), body is null ? null : Scene.Of(body));
        answer.StatusCode.Should().Be(status, "{0} {1} was answered {2}", method, path, await answer.Content.ReadAsStringAsync());
        return answer.IsSuccessStatusCode ? null : (await answer.JsonAsync()).GetProperty("detail").GetString();
    }
}
