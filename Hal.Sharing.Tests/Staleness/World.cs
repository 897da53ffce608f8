using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using Hal.Sharing.Api.Auth;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Staleness;

/// <summary>One integration with the users and teams around it, and the model of them. No other world touches them.</summary>
internal sealed class World
{
    private static readonly string[] Names = ["admin", "grantee", "managed", "member", "outsider", "owner", "reader", "scout", "super"];
    private static int Last;
    private readonly TwoServers _servers;

    private World(TwoServers servers, string prefix, string grantor) =>
        (_servers, Reader, State) = (servers, new CachingReader(servers.Servers), Initial(prefix, grantor));

    public State State { get; private set; }

    public CachingReader Reader { get; }

    /// <summary>
    /// Adds a world. The integration belongs to the owner, and is shared with the grantee (3), the managed user (1) and the readers (3).
    /// </summary>
    /// <param name="servers">The servers.</param>
    /// <param name="grantor">Who granted the share of the managed user. A list with a managed grantor is not stored.</param>
    public static async Task<World> AddAsync(TwoServers servers, string grantor = "managed")
    {
        var world = new World(servers, string.Create(CultureInfo.InvariantCulture, $"w{Interlocked.Increment(ref Last)}-"), grantor);
        var (prefix, hash, at) = (world.State.Prefix, ClientSecret.Hash(Accounts.Secret), SharingFixture.Past);
        await servers.ExecuteAsync(InsertClientSql, new { prefix, hash, at });
        foreach (var part in Names)
            await world.AddUserAsync(part, world.State[part]);
        await servers.ExecuteAsync(InsertRestSql, new { prefix, at, grantor, teams = new[] { "own", "readers", "acting" } });
        return world;
    }

    /// <summary>Returns which documents a change changes.</summary>
    public IReadOnlyList<(Requester Requester, Document Document)> ChangedBy(Change change) =>
    [
        .. from requester in Requester.All(change.After).Concat(Requester.All(State)).Distinct()
           from document in Document.All(change.After).Concat(Document.All(State)).Distinct()
           where Differs(change, requester, document)
           select (requester, document),
    ];

    /// <summary>Whether the model expects another text after the change. A user who is no part of a state has no text in it.</summary>
    public bool Differs(Change change, Requester requester, Document document) =>
        Expected(change.After, requester, document, Document.Forms) is { } after
        && after != Expected(State, requester, document, Document.Forms);

    /// <summary>Returns null if the document is about a user who is not in the state, or the requester is not in it yet.</summary>
    public static string? Expected(State state, Requester requester, Document document, string accept) =>
        (document.Kind == "user" && !IsKnown(state, document.Subject)) || !IsKnown(state, requester.UserId)
            ? null
            : ExpectedText.Of(state, requester, document, accept == Document.Forms);

    /// <summary>Sends the change to one server, which must carry it out.</summary>
    public async Task ApplyAsync(Change change, int server)
    {
        if (change.NewUser is var (part, id))
            await AddUserAsync(part, id);
        for (var (attempt, isSure) = (1, false); !isSure; attempt++)
        {
            using var response = await _servers.Servers[server].SendAsync(change.Authorization, change.Method, change.Path, change.Body);
            var body = await response.Content.ReadAsStringAsync();
            // An overloaded machine can run into the server's time limits. Then nothing was written, unless the outcome is unknown.
            isSure = attempt == CachingReader.Attempts || response.StatusCode != HttpStatusCode.ServiceUnavailable
                || body.Contains("outcome-unknown", StringComparison.Ordinal);
            (!isSure || response.IsSuccessStatusCode).Should().BeTrue("{0} was answered {1} {2}", change, response.StatusCode, body);
        }
        State = change.After;
    }

    private static bool IsKnown(State state, string userId) => state.Users.ContainsKey(userId) || state.DeletedUser == userId;

    private Task AddUserAsync(string part, string id) => _servers.ExecuteAsync("""
        insert into account_ids (id, kind) values (@id, 'user');
        insert into principals (id, kind, name) values ('user:' || @id, 'user', @id);
        insert into users (id, is_superuser, managed_by, created_at, updated_at) values (@id, @isSuperuser, @managedBy, @at, @at);
        """, new
    {
        id,
        at = SharingFixture.Past,
        isSuperuser = part == "super",
        managedBy = part == "managed" ? State.Client : null,
    });

    private static State Initial(string prefix, string grantor)
    {
        string Id(string part) => prefix + part;
        return new()
        {
            Prefix = prefix,
            Parts = Names.ToImmutableSortedDictionary(part => part, Id, StringComparer.Ordinal),
            Users = Names
                .ToImmutableDictionary(Id, part => new UserState(Id(part), part == "super", part == "managed" ? Id("client") : null))
                .Add("admin", new("Admin User", IsSuperuser: true)),
            TeamNames = ImmutableDictionary.CreateRange(
                new[] { "own", "readers", "acting" }.Select(team => KeyValuePair.Create(Id(team), Id(team)))),
            Roles = ImmutableDictionary.CreateRange(new Dictionary<(string, string), int>
            {
                [(Id("own"), Id("admin"))] = 6, [(Id("readers"), Id("admin"))] = 6, [(Id("acting"), Id("admin"))] = 6,
                [(Id("own"), Id("member"))] = 5, [(Id("readers"), Id("reader"))] = 1, [(Id("acting"), Id("scout"))] = 1,
            }),
            Shares = new Dictionary<string, ShareState>
            {
                ["team:" + Id("readers")] = new(3, Id("grantee")),
                ["user:" + Id("grantee")] = new(3, Id("owner")),
                ["user:" + Id("managed")] = new(1, Id(grantor)),
            }.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Integration = Id("int"),
            Slug = Id("slug"),
            OwnerId = "user:" + Id("owner"),
        };
    }

    private const string InsertClientSql = """
        insert into account_ids (id, kind) values (@prefix || 'client', 'client');
        insert into clients (id, name, secret_hash, created_at, updated_at) values (@prefix || 'client', 'Client', @hash, @at, @at);
        """;

    private const string InsertRestSql = """
        insert into team_ids (id) select @prefix || t from unnest(@teams) as t;
        insert into principals (id, kind, name) select 'team:' || @prefix || t, 'team', @prefix || t from unnest(@teams) as t;
        insert into teams (id, created_at, updated_at) select @prefix || t, @at, @at from unnest(@teams) as t;
        insert into memberships (team_id, user_id, role, created_at, updated_at)
        select @prefix || team, @prefix || name, role, @at, @at
        from (values ('own', 'admin', 6), ('readers', 'admin', 6), ('acting', 'admin', 6), ('own', 'member', 5), ('readers', 'reader', 1),
                     ('acting', 'scout', 1)) as members (team, name, role);
        insert into team_authorizations (user_id, team_id, scopes, created_at, updated_at)
        values (@prefix || 'managed', @prefix || 'acting', array['data:read', 'data:write'], @at, @at);
        insert into integration_names (name, integration_id)
        values (@prefix || 'int', @prefix || 'int'), (@prefix || 'slug', @prefix || 'int');
        insert into integrations (id, slug, name, owner_id, created_at, updated_at)
        values (@prefix || 'int', @prefix || 'slug', 'Integration', 'user:' || @prefix || 'owner', @at, @at);
        insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
        select @prefix || 'int', kind || @prefix || name, level, @prefix || grantor, @at, @at
        from (values ('team:', 'readers', 3, 'grantee'), ('user:', 'grantee', 3, 'owner'), ('user:', 'managed', 1, @grantor))
            as s (kind, name, level, grantor);
        """;
}
