using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>
/// Who sends the requests of a fuzz, as the headers that say so, and the rows that these callers need beside the demo data. Each token is
/// signed once.
/// </summary>
internal static class FuzzCallers
{
    public const string Client = "fuzz-client";

    /// <summary>An OAuth client with a managed user, scopes of an authorization, and users without anything.</summary>
    public const string InsertSql = """
        insert into account_ids (id, kind) values ('fuzz-client', 'client'), ('spare-client', 'client');
        insert into clients (id, name, secret_hash, created_at, updated_at)
        select id, 'Client', @hash, @Past, @Past from unnest(array['fuzz-client', 'spare-client']) as id;
        insert into account_ids (id, kind) select id, 'user' from unnest(@users) as id;
        insert into principals (id, kind, name) select 'user:' || id, 'user', id from unnest(@users) as id;
        insert into users (id, created_at, updated_at) select id, @Past, @Past from unnest(@users) as id;
        update users set managed_by = 'fuzz-client' where id = 'managed';
        update team_authorizations set scopes = array['data:read', 'data:write'] where user_id = 'junior';
        """;

    /// <summary>Users that the demo data does not have.</summary>
    public static readonly string[] Users = ["managed", "spare-1", "spare-2", "spare-3", "spare-4"];

    private static readonly string[][] All =
    [
        .. new[] { "admin", "admin", "jdoe", "asmith", "coach", "bwong", "junior", "outsider", "managed", "spare-1" }.Select(
            user => new[] { Bearer(TestIssuer.BuiltIn.Token(user)) }),
        [Bearer(TestTokens.ActedFor("junior", "coach", "data:read data:write"))],
        [Bearer(TestTokens.ActedFor("junior", "coach", "data:read"))],
        [Bearer(TestTokens.ActedFor("junior", "coach", "data:read data:write", "coaching"))],
        [$"Authorization: {TestTokens.Basic(Client, Accounts.Secret)}"],
        [$"Authorization: {TestTokens.Basic(Client, "wrong")}"],
        [$"Cookie: token={TestIssuer.BuiltIn.Token("admin")}", "Sec-Fetch-Site: same-origin"],
        [$"Cookie: token={TestIssuer.BuiltIn.Token("admin")}"],
        [$"refreshed-token: {TestIssuer.BuiltIn.Token("jdoe")}"],
        [Bearer(TestIssuer.BuiltIn.Token("admin")), $"Cookie: token={TestIssuer.BuiltIn.Token("jdoe")}"],
        [Bearer(TestIssuer.BuiltIn.Token("admin", claims => claims["exp"] = TestIssuer.LongAgo))],
        ["Authorization: Bearer x.y.z"],
        [],
    ];

    /// <summary>Returns the headers of a caller who may do much.</summary>
    public static string[] Likely(Random random, string path)
    {
        if (path.StartsWith("/api/v1/teams", StringComparison.Ordinal))
            return All[random.Next(2) == 0 ? 10 : random.Next(10)];
        if (path.EndsWith("/delegated-token", StringComparison.Ordinal))
            return All[random.Next(2) == 0 ? 13 : 4];
        return All[random.Next(2) == 0 ? 0 : random.Next(10)];
    }

    /// <summary>Returns the headers of any caller.</summary>
    public static string[] Any(Random random) => All[random.Next(All.Length)];

    private static string Bearer(string token) => $"Authorization: Bearer {token}";
}
