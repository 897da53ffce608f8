using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Tokens;

namespace Hal.Sharing.Tests.Support;

/// <summary>
/// The code flow of a strict provider: PKCE is demanded and checked, a code counts once, refresh tokens rotate, and the second use of one
/// ends all that came from it. Every visitor is signed in as <see cref="UserId"/>, without interaction.
/// </summary>
public sealed class TestSignIns(TestProvider provider)
{
    public const string ClientId = "sharing-web";

    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string RedirectUri)> _codes = new();
    private readonly ConcurrentDictionary<string, string> _refreshTokens = new();
    private readonly ConcurrentDictionary<string, bool> _spent = new();
    private int _refreshes;
    private int _revocations;
    private int _underWay;

    public string UserId { get; set; } = "jdoe";

    public string? Secret { get; set; }

    public TimeProvider Clock { get; set; } = TimeProvider.System;

    public TimeSpan Lifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Changes the parameters with which people are sent back.</summary>
    public Action<Dictionary<string, string?>> Answering { get; set; } = _ => { };

    public Action<JsonObject> AccessClaims { get; set; } = _ => { };

    public Action<JsonObject> IdClaims { get; set; } = _ => { };

    public TestKey? IdKey { get; set; }

    /// <summary>Refuses every refresh while set.</summary>
    public bool RefusesRefreshes { get; set; }

    /// <summary>Answers 503 at its token endpoint while set.</summary>
    public bool TokensAreAway { get; set; }

    /// <summary>What a refresh waits for before it is answered.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Whether discovery names an endpoint for revocation (RFC 7009).</summary>
    public bool OffersRevocation { get; set; } = true;

    /// <summary>What a revocation waits for before it is answered.</summary>
    public Task RevocationGate { get; set; } = Task.CompletedTask;

    /// <summary>The kinds of <c>sub</c> that discovery names; null: it names none.</summary>
    public string[]? SubjectTypes { get; set; }

    public int Refreshes => _refreshes;

    public int Revocations => _revocations;

    /// <summary>The refresh tokens that still count.</summary>
    public int Live => _refreshTokens.Count;

    /// <summary>The most refreshes that were ever under way at once.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>The parameters of the last visit.</summary>
    public IReadOnlyDictionary<string, string> LastRequest { get; private set; } = new Dictionary<string, string>();

    public (string Key, string Value)[] Settings =>
        [.. provider.Settings, ("Auth:ClientId", ClientId), .. Secret is null ? [] : new[] { ("Auth:ClientSecret", Secret) }];

    /// <summary>Back to a provider that does everything right.</summary>
    public void Reset()
    {
        (UserId, IdKey, RefusesRefreshes, TokensAreAway, Gate) = ("jdoe", null, false, false, Task.CompletedTask);
        (Answering, AccessClaims, IdClaims) = (_ => { }, _ => { }, _ => { });
    }

    internal JsonObject Describe(JsonObject metadata)
    {
        metadata["authorization_endpoint"] = $"{provider.Address}/authorize";
        metadata["token_endpoint"] = $"{provider.Address}/token";
        metadata["authorization_response_iss_parameter_supported"] = true;
        if (OffersRevocation)
            metadata["revocation_endpoint"] = $"{provider.Address}/revoke";
        if (SubjectTypes is not null)
            metadata["subject_types_supported"] = new JsonArray([.. SubjectTypes.Select(type => (JsonNode)type)]);
        return metadata;
    }

    internal IResult Authorize(HttpRequest request)
    {
        var asked = request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        LastRequest = asked;
        string Get(string name) => asked.GetValueOrDefault(name, "");
        if (Get("response_type") != "code" || Get("client_id") != ClientId || Get("code_challenge_method") != "S256"
            || Get("code_challenge").Length != 43
            || Get("state").Length < 22 || Get("nonce").Length < 22 || !Get("scope").Split(' ').Contains("openid"))
            return Results.BadRequest("not as it must be");
        var code = Random();
        _codes[code] = (Get("nonce"), Get("code_challenge"), Get("redirect_uri"));
        var answer = new Dictionary<string, string?> { ["code"] = code, ["state"] = Get("state"), ["iss"] = provider.Address };
        Answering(answer);
        return Results.Redirect(QueryHelpers.AddQueryString(Get("redirect_uri"), answer));
    }

    internal async Task<IResult> TokenAsync(HttpRequest request)
    {
        if (TokensAreAway)
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        var form = await request.ReadFormAsync();
        if (!IsClient(request, form))
            return Error("invalid_client");
        return form["grant_type"].ToString() switch
        {
            "authorization_code" => Redeem(form),
            "refresh_token" => await RefreshAsync(form["refresh_token"].ToString()),
            _ => Error("unsupported_grant_type"),
        };
    }

    internal async Task<IResult> RevokeAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        if (!IsClient(request, form) || form["token_type_hint"] != "refresh_token")
            return Error("invalid_client");
        Interlocked.Increment(ref _revocations);
        await RevocationGate;
        _refreshTokens.TryRemove(form["token"].ToString(), out _);
        return Results.Ok();
    }

    private bool IsClient(HttpRequest request, IFormCollection form) => Secret is null
        ? form["client_id"] == ClientId
        : request.Headers.Authorization == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{Secret}"));

    private IResult Redeem(IFormCollection form)
    {
        if (!_codes.TryRemove(form["code"].ToString(), out var code) || form["redirect_uri"] != code.RedirectUri
            || Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != code.Challenge)
            return Error("invalid_grant");
        return Tokens(Random(), code.Nonce);
    }

    private async Task<IResult> RefreshAsync(string token)
    {
        Interlocked.Increment(ref _refreshes);
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _underWay));
        await Gate;
        Interlocked.Decrement(ref _underWay);
        if (RefusesRefreshes)
            return Error("invalid_grant");
        if (_spent.ContainsKey(token))
            _refreshTokens.Clear();
        if (!_refreshTokens.TryRemove(token, out var family))
            return Error("invalid_grant");
        _spent[token] = true;
        return Tokens(family, nonce: null);
    }

    private IResult Tokens(string family, string? nonce)
    {
        var refresh = Random();
        _refreshTokens[refresh] = family;
        var now = Clock.GetUtcNow();
        void Times(JsonObject claims) => (claims["iat"], claims["exp"]) = (now.ToUnixTimeSeconds(), (now + Lifetime).ToUnixTimeSeconds());
        var access = provider.Token(UserId, claims =>
        {
            Times(claims);
            claims["azp"] = ClientId;
            AccessClaims(claims);
        });
        var id = new TestIssuer(provider.Address, ClientId, IdKey ?? provider.Keys[0]).Token(UserId, claims =>
        {
            Times(claims);
            claims["nonce"] = nonce;
            IdClaims(claims);
        }, header => header.Remove("typ"));
        var answer = new JsonObject { ["access_token"] = access, ["token_type"] = "Bearer", ["refresh_token"] = refresh };
        if (nonce is not null)
            answer["id_token"] = id;
        return Results.Text(answer.ToJsonString(), "application/json");
    }

    private static IResult Error(string error) =>
        Results.Text(new JsonObject { ["error"] = error }.ToJsonString(), "application/json", statusCode: StatusCodes.Status400BadRequest);

    private static string Random() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
}
