using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hal.Sharing.Tests.Auth;

/// <summary>A verified token whose account or delegation has ended gets 401 before any other check (contract, section 4).</summary>
public sealed class DeadTokenTests(SharingServer server) : IClassFixture<SharingServer>
{
    private const string Both = "data:read data:write";

    public static TheoryData<string, string> Ends => new()
    {
        { "authorization revoked", "delete from team_authorizations where user_id = 'subject#'" },
        { "authorization narrowed", "update team_authorizations set scopes = array['data:read'] where user_id = 'subject#'" },
        { "party left the team", "delete from memberships where user_id = 'scout#'" },
        { "user released, acting", "update users set managed_by = null where id = 'subject#'" },
        { "user released, no act", "update users set managed_by = null where id = 'subject#'" },
        { "managed user deleted", "delete from users where id = 'pupil#'" },
        { "user deleted", "delete from users where id = 'regular#'" },
    };

    private static readonly (string Method, string Path, string? Accept, string? ContentType, string? Body, HttpStatusCode[] Alive)[]
        Refusals =
    [
        ("GET", "/api/integrations?limit=0", null, null, null, [HttpStatusCode.BadRequest]),
        ("GET", "/api/integrations?after=x", null, null, null, [HttpStatusCode.BadRequest]),
        ("GET", "/api/users/me", "text/x", null, null, [HttpStatusCode.NotAcceptable]),
        ("PUT", "/api/integrations/thing#", null, "application/json", "{", [HttpStatusCode.BadRequest]),
        ("PUT", "/api/integrations/thing#", null, "text/plain", "{}", [HttpStatusCode.UnsupportedMediaType]),
        ("PUT", "/api/integrations/thing#", null, "application/json", new string(' ', 70_000), [HttpStatusCode.RequestEntityTooLarge]),
        ("GET", "/api/users", "text/x", null, null, [HttpStatusCode.Forbidden, HttpStatusCode.NotAcceptable]),
        ("POST", "/api/v1/teams/coaching/authorize", null, "application/json", """{"scopes":[]}""",
            [HttpStatusCode.Forbidden, HttpStatusCode.UnprocessableEntity]),
        ("POST", "/api/v1/oauth/delegated-token", null, "application/json", "{}",
            [HttpStatusCode.Forbidden, HttpStatusCode.UnprocessableEntity]),
        ("GET", "/teams/coaching/authorize?scope=all", null, null, null, [HttpStatusCode.Forbidden, HttpStatusCode.BadRequest]),
        ("POST", "/authorizations/coaching/revoke", null, null, null, [HttpStatusCode.Forbidden]),
        ("DELETE", "/api", null, null, null, [HttpStatusCode.MethodNotAllowed]),
        ("GET", "/api/nothing", null, null, null, [HttpStatusCode.NotFound]),
    ];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task DeadToken_Gets401_BeforeAnyOtherFault(string what, string end)
    {
        await using var database = new DataStack(server.ConnectionString);
        var scene = await DelegationFixture.AddAsync(database);
        var token = Token(what, scene);
        using var client = server.CreateClient();
        foreach (var refusal in Refusals)
        {
            using var alive = await SendAsync(client, token, scene, refusal);
            refusal.Alive.Should().Contain(alive.StatusCode, "{0} {1} by a token that is alive", refusal.Method, refusal.Path);
        }
        await database.ExecuteAsync(scene.Of(end));

        foreach (var refusal in Refusals)
        {
            using var dead = await SendAsync(client, token, scene, refusal);
            dead.StatusCode.Should().Be(HttpStatusCode.Unauthorized, "{0} {1}: {2}", refusal.Method, refusal.Path, what);
            dead.Headers.WwwAuthenticate.ToString().Should().StartWith("Bearer error=\"invalid_token\"");
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task DeadToken_Gets401_FromEveryEndpoint(string what, string end)
    {
        await using var database = new DataStack(server.ConnectionString);
        var scene = await DelegationFixture.AddAsync(database);
        var token = Token(what, scene);
        using var client = server.CreateClient();
        using (var alive = await client.SendAsync($"Bearer {token}", "GET", "/api/users/me"))
            alive.StatusCode.Should().Be(HttpStatusCode.OK);
        await database.ExecuteAsync(scene.Of(end));
        var responses = new List<string>();

        foreach (var (method, path) in Requests())
        {
            var body = method is "GET" or "OPTIONS" ? null : "x";
            using var response = await SendAsync(client, token, scene, (method, path, "image/png", "text/plain", body, []));
            if (response.StatusCode != HttpStatusCode.Unauthorized)
                responses.Add($"{method} {path}: {(int)response.StatusCode}");
        }

        responses.Should().BeEmpty();
    }

    [Fact]
    public async Task DeadTokenByCookie_Gets401_BeforeCookieIsRefused()
    {
        await using var database = new DataStack(server.ConnectionString);
        var scene = await DelegationFixture.AddAsync(database);
        var cookie = ("Cookie", $"token={TestIssuer.BuiltIn.Token(scene.Of("regular#"))}");
        using var client = server.CreateClient();
        using var alive = await client.SendAsync("DELETE", "/api/teams/coaching", cookie, ("Sec-Fetch-Site", "cross-site"));
        await database.ExecuteAsync(scene.Of("delete from users where id = 'regular#'"));

        using var dead = await client.SendAsync("DELETE", "/api/teams/coaching", cookie, ("Sec-Fetch-Site", "cross-site"));

        alive.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        await dead.ShouldRefuseTokenAsync("the user does not exist any more");
    }

    private static string Token(string what, DelegationFixture scene) => what switch
    {
        "user deleted" => TestIssuer.BuiltIn.Token(scene.Of("regular#")),
        "managed user deleted" => TestTokens.ActedFor(scene.Of("pupil#"), scene.Of("client#"), Both),
        "user released, acting" => TestTokens.ActedFor(scene.Of("subject#"), scene.Of("client#"), Both),
        "user released, no act" => TestTokens.ByParty(scene.Of("subject#"), scene.Of("client#")),
        _ => TestTokens.ActedFor(scene.Of("subject#"), scene.Of("scout#"), Both, scene.Of("acting#")),
    };

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient client, string token, DelegationFixture scene,
        (string Method, string Path, string? Accept, string? ContentType, string? Body, HttpStatusCode[]) sent)
    {
        using var request = new HttpRequestMessage(new(sent.Method), scene.Of(sent.Path));
        request.Headers.Authorization = new("Bearer", token);
        if (sent.Accept is not null)
            request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(sent.Accept));
        if (sent.Body is not null)
            request.Content = new StringContent(sent.Body, Encoding.UTF8, sent.ContentType!);
        return await client.SendAsync(request);
    }

    private List<(string Method, string Path)> Requests() =>
        [.. from endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
            let path = "/" + Regex.Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), @"\{[^}]*\}", "x")
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
            select (method, path)];
}
