using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Hal.Sharing.Tests.Support;

/// <summary>An OpenID Connect provider over real HTTP: its discovery document and its keys, and what signs people in.</summary>
public sealed class TestProvider : IAsyncDisposable
{
    public const string Audience = "sharing";
    private const string Discovery = "/.well-known/openid-configuration";

    private readonly WebApplication _app;
    private int _asked;
    private int _fetches;

    private TestProvider(WebApplication app, TestKey[] keys)
    {
        (_app, Keys) = (app, keys);
        SignIns = new TestSignIns(this);
    }

    /// <summary>Its half of signing people in in a browser.</summary>
    public TestSignIns SignIns { get; }

    public IReadOnlyList<TestKey> Keys { get; set; }

    /// <summary>Answers 500 to everything while set.</summary>
    public bool IsAway { get; set; }

    /// <summary>How often its keys were asked for.</summary>
    public int Asked => _asked;

    /// <summary>How often its discovery document was asked for, answered or not.</summary>
    public int Fetches => _fetches;

    /// <summary>Answers a request itself and then returns true; null: every request gets its usual answer.</summary>
    public Func<HttpContext, Task<bool>>? Interception { get; set; }

    public string Address => _app.Urls.Single();

    /// <summary>The configuration of a server that trusts it.</summary>
    public (string Key, string Value)[] Settings => [("Auth:Authority", Address), ("Auth:Audience", Audience)];

    public static async Task<TestProvider> StartAsync(params TestKey[] keys)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new TestProvider(builder.Build(), keys);
        provider.Map();
        await provider._app.StartAsync();
        return provider;
    }

    public string Token(TestKey key, string subject, Action<JsonObject>? claims = null, Action<JsonObject>? header = null) =>
        new TestIssuer(Address, Audience, key).Token(subject, claims, header);

    public string Token(string subject, Action<JsonObject>? claims = null) => Token(Keys[0], subject, claims);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map()
    {
        _app.Use(async (context, next) =>
        {
            if (context.Request.Path == Discovery)
                Interlocked.Increment(ref _fetches);
            if (IsAway)
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            else if (Interception is not { } interception || !await interception(context))
                await next(context);
        });
        _app.MapGet(Discovery,
            () => Json(SignIns.Describe(new JsonObject { ["issuer"] = Address, ["jwks_uri"] = $"{Address}/keys" })));
        _app.MapGet("/authorize", SignIns.Authorize);
        _app.MapPost("/token", SignIns.TokenAsync);
        _app.MapPost("/revoke", SignIns.RevokeAsync);
        _app.MapGet("/keys", () =>
        {
            Interlocked.Increment(ref _asked);
            return Json(new JsonObject { ["keys"] = new JsonArray([.. Keys.Select(key => key.PublicKey.DeepClone())]) });
        });
    }

    private static IResult Json(JsonObject document) => Results.Text(document.ToJsonString(), "application/json");
}
