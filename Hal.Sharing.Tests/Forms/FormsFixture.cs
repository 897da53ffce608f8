using System.Text.Json;
using Hal.Sharing.Tests.Links;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Forms;

/// <summary>
/// The demo data and what it lacks: an OAuth client that manages a member of a team, a team with one member, something that a managed
/// user owns, a publisher, a level above the publisher's and a level above 3. Every test starts from this state. The server's role owns
/// nothing, so every form also shows that the documented permissions of that role are enough.
/// </summary>
public sealed class FormsFixture : IAsyncLifetime
{
    private const string Both = "data:read data:write";

    /// <summary>Every demo user by their own token, and managed users by every kind of delegated token.</summary>
    public static readonly IReadOnlyList<string> Callers =
    [
        "admin", "jdoe", "asmith", "bwong", "coach", "junior", "outsider",
        "junior by party", "junior by party, acting", "junior by party, reading", "junior by team, reading",
        "junior by team, writing",
        "robert by client, acting",
    ];

    private readonly SharingServer _server = new();
    private readonly Dictionary<string, IReadOnlyList<JsonElement>> _documents = [];
    private ResetDatabase? _beginning;
    private RuntimeRole? _role;

    public string ConnectionString => _server.ConnectionString;

    /// <summary>Returns a client with the token of one of <see cref="Callers"/>.</summary>
    public HttpClient As(string caller) => _server.CreateClient().WithBearer(caller switch
    {
        "junior by party" => TestTokens.ByParty("junior", "coach"),
        "junior by party, acting" => TestTokens.ActedFor("junior", "coach", Both),
        "junior by party, reading" => TestTokens.ActedFor("junior", "coach", "data:read"),
        "junior by team, reading" => TestTokens.ActedFor("junior", "bwong", "data:read", "coaching"),
        "junior by team, writing" => TestTokens.ActedFor("junior", "bwong", Both, "coaching"),
        "robert by client, acting" => TestTokens.ActedFor("robert", "calendar", Both),
        _ => TestIssuer.BuiltIn.Token(caller),
    });

    /// <summary>Restores the state at the beginning.</summary>
    public Task RewindAsync() => _beginning!.RunAsync();

    /// <summary>Returns every document with forms that the caller reaches by links, each address once.</summary>
    public async Task<IReadOnlyList<JsonElement>> DocumentsAsync(string caller)
    {
        if (_documents.TryGetValue(caller, out var known))
            return known;
        await RewindAsync();
        using var http = As(caller);
        var crawl = new Crawl(http);
        await crawl.WalkAsync();
        crawl.Faults.Should().BeEmpty();
        var client = new HalFormsClient(http);
        var documents = new Dictionary<string, JsonElement>();
        foreach (var href in crawl.Documents.Keys)
        {
            var document = await client.ReadAsync(href);
            documents.TryAdd(document.Href("self")!, document);
        }
        return _documents[caller] = [.. documents.Values];
    }

    /// <summary>Returns the documents that are no pages or searches, so that each action occurs once.</summary>
    public async Task<IReadOnlyList<JsonElement>> ThingsAsync(string caller) =>
        [.. (await DocumentsAsync(caller)).Where(document => !document.Href("self")!.Contains('?'))];

    public async Task InitializeAsync()
    {
        await _server.InitializeAsync();
        _role = await RuntimeRole.CreateAsync(_server.ConnectionString);
        _server.ServerConnectionString = _role.ConnectionString;
        await DoAsync("admin", "POST", "/api/clients", """{"id": "calendar", "name": "Calendar"}""");
        await DoAsync("admin", "POST", "/api/clients", """{"id": "weather", "name": "Weather"}""");
        await DoAsync("admin", "POST", "/api/users", """{"id": "robert", "displayName": "Robert Robot", "managedBy": "calendar"}""");
        await DoAsync("admin", "POST", "/api/users", """{"id": "nina", "displayName": "Nina NewUser"}""");
        await DoAsync("admin", "POST", "/api/teams/engineering/members", """{"userId": "robert"}""");
        await DoAsync("robert by client, acting", "POST", "/api/v1/teams/engineering/authorize", """{"scopes": ["profile"]}""");
        await DoAsync("admin", "PUT", "/api/integrations/abc-123/shares/user:asmith", """{"accessLevel": 7}""");
        await DoAsync("jdoe", "PUT", "/api/teams/engineering/members/asmith", """{"role": "publisher"}""");
        await DoAsync("jdoe", "PUT", "/api/integrations/gd-001/shares/user:nina", """{"accessLevel": 3}""");
        await DoAsync("outsider", "POST", "/api/teams", """{"id": "alone", "name": "All Alone", "url": "https://example.com/alone"}""");
        await DoAsync("admin", "POST", "/api/integrations", """{"id": "diary", "slug": "the-diary", "name": "Diary"}""");
        await DoAsync("admin", "PUT", "/api/integrations/diary/owner", """{"userId": "junior"}""");
        await DoAsync("junior", "PUT", "/api/integrations/diary/shares/team:coaching", "{}");
        await DoAsync("junior by party, acting", "POST", "/api/v1/teams/coaching/authorize",
            """{"scopes": ["data:read", "data:write"]}""");
        _beginning = await ResetDatabase.KeepAsync(ConnectionString);
    }

    public async Task DisposeAsync()
    {
        if (_role is not null)
            await _role.DisposeAsync();
        await _server.DisposeAsync();
    }

    private async Task DoAsync(string caller, string method, string path, string body)
    {
        using var http = As(caller);
        using var answer = await http.SendAsync(null, method, path, body);
        answer.EnsureSuccessStatusCode();
    }
}

/// <summary>The short classes, which share one server. The long ones have their own, so they run in parallel.</summary>
[CollectionDefinition(nameof(FormsFixture))]
public sealed class FormsCollection : ICollectionFixture<FormsFixture>;
