using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.Support;

/// <summary>Delegated credentials as the server issues them, and forged ones with the right key.</summary>
public static class TestTokens
{
    public const string MintPath = "/api/v1/oauth/delegated-token";

    /// <summary>A token that a party obtained for a user without saying that it acts.</summary>
    public static string ByParty(string userId, string party) =>
        TestIssuer.BuiltIn.Token(userId, claims => claims["azp"] = party);

    /// <summary>A token by which a party acts for a user, in the name of a team where one is given.</summary>
    public static string ActedFor(string userId, string party, string scope, string? teamId = null) =>
        TestIssuer.BuiltIn.Token(userId, claims =>
        {
            claims["azp"] = party;
            claims["act"] = new JsonObject { ["sub"] = party };
            claims["scope"] = scope;
            if (teamId is not null)
                claims["team_id"] = teamId;
        });

    /// <summary>The header of an OAuth client that signs in by itself.</summary>
    public static string Basic(string clientId, string secret) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{clientId}:{secret}"));

    /// <summary>Sends JSON with one Authorization header of its own; null: without.</summary>
    public static async Task<HttpResponseMessage> SendAsync(
        this HttpClient client, string? authorization, string method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(new(method), path);
        if (authorization is not null)
            request.Headers.Authorization = AuthenticationHeaderValue.Parse(authorization);
        if (json is not null)
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        return await client.SendAsync(request);
    }

    /// <summary>Requests a token for a user. The server must issue it.</summary>
    public static async Task<string> MintAsync(this HttpClient client, string authorization, string userId, string? teamId = null)
    {
        var body = new JsonObject { ["sub"] = userId };
        if (teamId is not null)
            body["team_id"] = teamId;
        using var answer = await client.SendAsync(authorization, "POST", MintPath, body.ToJsonString());
        answer.EnsureSuccessStatusCode();
        return (await answer.JsonAsync()).GetProperty("access_token").GetString()!;
    }
}
