using Hal.Sharing.Api.Auth;

namespace Hal.Sharing.Tests.Support;

/// <summary>
/// Everybody who may stand behind a request, and one of everything that a request may be about, made anew: what one test does to
/// them, no other sees. Ids end in a number of the scene's own; <c>#</c> in a text stands for it.
/// </summary>
public sealed class DelegationFixture
{
    /// <summary>Of the OAuth client that manages subject and pupil.</summary>
    public const string Secret = "the-secret-of-the-client";

    /// <summary>Those of <see cref="Authorization"/>, in the order of the decision table's columns.</summary>
    public static readonly IReadOnlyList<string> Callers =
        ["anonymous", "regular", "party", "party acting", "team reading", "team writing", "client", "member", "admin", "superuser"];

    private const string Both = "data:read data:write";
    private static int Last;
    private readonly string _number = $"{Interlocked.Increment(ref Last)}";

    private const string InsertSql = """
        insert into account_ids (id, kind) select name || @n, 'user' from unnest(@users) as name;
        insert into account_ids (id, kind) values ('client' || @n, 'client'), ('robot' || @n, 'client');
        insert into clients (id, name, secret_hash, created_at, updated_at)
        values ('client' || @n, 'Client', @hash, @at, @at), ('robot' || @n, 'Robot', sha256('unknown'), @at, @at);
        insert into principals (id, kind, name) select 'user:' || name || @n, 'user', initcap(name) from unnest(@users) as name;
        insert into users (id, is_superuser, managed_by, created_at, updated_at)
        select name || @n, name = 'root', case when name in ('subject', 'pupil') then 'client' || @n end, @at,
        @at from unnest(@users) as name;

        insert into team_ids (id) values ('team' || @n), ('acting' || @n);
        insert into principals (id, kind, name) values ('team:team' || @n, 'team', 'Team'), ('team:acting' || @n, 'team', 'Acting');
        insert into teams (id, created_at, updated_at) values ('team' || @n, @at, @at), ('acting' || @n, @at, @at);
        insert into memberships (team_id, user_id, role, created_at, updated_at)
        select team || @n, name || @n, role, @at, @at
        from (values ('team', 'admin', 6), ('team', 'member', 1), ('team', 'other', 1), ('team', 'subject', 1),
                     ('acting', 'admin', 6), ('acting', 'scout', 1)) as members (team, name, role);
        insert into team_authorizations (user_id, team_id, scopes, created_at, updated_at)
        values ('subject' || @n, 'acting' || @n, array['data:read', 'data:write'], @at, @at),
               ('subject' || @n, 'team' || @n, array['data:write'], @at, @at);

        insert into integration_names (name, integration_id) values ('thing' || @n, 'thing' || @n),
        ('thing' || @n || '-slug', 'thing' || @n);
        insert into integrations (id, slug, name, owner_id, created_at, updated_at)
        values ('thing' || @n, 'thing' || @n || '-slug', 'Thing', 'user:subject' || @n, @at, @at);
        insert into shares (integration_id, principal_id, access_level, granted_by, created_at, updated_at)
        values ('thing' || @n, 'team:team' || @n, 1, 'subject' || @n, @at, @at),
        ('thing' || @n, 'user:other' || @n, 1, 'subject' || @n, @at, @at);
        """;

    public static async Task<DelegationFixture> AddAsync(DataStack database)
    {
        var scene = new DelegationFixture();
        await database.ExecuteAsync(InsertSql, new
        {
            n = scene._number,
            users = new[] { "regular", "subject", "pupil", "scout", "member", "admin", "root", "other" },
            hash = ClientSecret.Hash(Secret),
            at = SharingFixture.Past,
        });
        return scene;
    }

    /// <summary>The text with this scene's number for <c>#</c>.</summary>
    public string Of(string text) => text.Replace("#", _number, StringComparison.Ordinal);

    public string As(string user) => $"Bearer {TestIssuer.BuiltIn.Token(Of(user + "#"))}";

    /// <summary>The client itself.</summary>
    public string Client => TestTokens.Basic(Of("client#"), Secret);

    /// <summary>The client acting for subject.</summary>
    public string Party => $"Bearer {TestTokens.ActedFor(Of("subject#"), Of("client#"), Both)}";

    /// <summary>scout acting for subject in the name of the team acting.</summary>
    public string Team(string scope) => $"Bearer {TestTokens.ActedFor(Of("subject#"), Of("scout#"), scope, Of("acting#"))}";

    /// <summary>What one of <see cref="Callers"/> sends; null for nothing.</summary>
    public string? Authorization(string caller) => caller switch
    {
        "anonymous" => null,
        "party" => $"Bearer {TestTokens.ByParty(Of("subject#"), Of("client#"))}",
        "party acting" => Party,
        "team reading" => Team("data:read"),
        "team writing" => Team("data:write"),
        "client" => Client,
        "superuser" => As("root"),
        _ => As(caller),
    };
}
