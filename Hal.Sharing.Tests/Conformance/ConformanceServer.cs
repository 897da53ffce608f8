using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Hal.Sharing.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>The real server, with a clock that the model knows, and a database that is filled with one world after another.</summary>
public sealed class ConformanceServer : IAsyncLifetime
{
    private const int Attempts = 10;

    private readonly SharingServer _server = new();
    private readonly WorldClock _clock = new();
    private readonly Dictionary<Token, string> _authorizations = [];
    private NpgsqlDataSource? _database;
    private HttpClient? _client;
    private int _worlds;

    /// <summary>Returns a world that is also in the database. No ID of it was used before.</summary>
    internal async Task<World> CreateWorldAsync()
    {
        _authorizations.Clear();
        _clock.Advance();
        var world = InitialWorld.Create(string.Create(CultureInfo.InvariantCulture, $"w{++_worlds}-"), _clock.Now);
        await WorldWriter.WriteAsync(_database!, world);
        return world;
    }

    /// <summary>Lets a second pass, and returns the world at its new time.</summary>
    internal World Advance(World world)
    {
        _clock.Advance();
        return world with { Now = _clock.Now };
    }

    /// <summary>Sends the request, again if an overloaded machine runs into the server's time limits before anything is written.</summary>
    internal async Task<HttpResponseMessage> SendAsync(ApiRequest request)
    {
        for (var attempt = 1; ; attempt++)
        {
            var response = await SendOnceAsync(request);
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable || response.Headers.RetryAfter is null || attempt == Attempts)
                return response;
            response.Dispose();
            await Task.Delay(100 * attempt);
        }
    }

    private async Task<HttpResponseMessage> SendOnceAsync(ApiRequest request)
    {
        using var message = new HttpRequestMessage(new(request.Method), request.Target);
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        if (Authorization(request.Token) is { } authorization)
            message.Headers.Authorization = AuthenticationHeaderValue.Parse(authorization);
        if (request.IfMatch is not null)
            message.Headers.TryAddWithoutValidation("If-Match", request.IfMatch);
        if (request.IfNoneMatch is not null)
            message.Headers.TryAddWithoutValidation("If-None-Match", request.IfNoneMatch);
        if (request.Body is not null)
            message.Content = new StringContent(request.Body, Encoding.UTF8, Media.Json);
        return await _client!.SendAsync(message);
    }

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _database = NpgsqlDataSource.Create(_server.ConnectionString);
        _client = _server.CreateClient(services => services.AddSingleton<TimeProvider>(_clock));
    }

    public async Task DisposeAsync()
    {
        _client?.Dispose();
        await _database!.DisposeAsync();
        await _server.DisposeAsync();
    }

    private string? Authorization(Token token)
    {
        if (!_authorizations.TryGetValue(token, out var authorization) && token.Kind != TokenKind.None)
            _authorizations[token] = authorization = Create(token);
        return authorization;
    }

    private static string Create(Token token) => token.Kind switch
    {
        TokenKind.Client => TestTokens.Basic(token.Id, token.Secret!),
        TokenKind.Acting => "Bearer " + TestTokens.ActedFor(token.Id, token.Party!, token.Scopes!, token.Team),
        TokenKind.Expired => "Bearer " + TestIssuer.BuiltIn.Token(token.Id, claims => claims["exp"] = TestIssuer.LongAgo),
        _ => "Bearer " + (token.Party is null ? TestIssuer.BuiltIn.Token(token.Id) : TestTokens.ByParty(token.Id, token.Party)),
    };

    /// <summary>Shows a time that only tests advance. Timers and time limits are those of the system.</summary>
    private sealed class WorldClock : TimeProvider
    {
        public DateTime Now { get; private set; } = SharingFixture.Past;

        public void Advance() => Now += TimeSpan.FromMilliseconds(1001);

        public override DateTimeOffset GetUtcNow() => new(Now);
    }
}
