using FsCheck;
using FsCheck.Fluent;
using static Hal.Sharing.Tests.Conformance.Texts;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>Generates requests of all kinds: most mean something, some are nonsense.</summary>
internal static class Steps
{
    private static readonly Gen<string> Scopes = Gen.Elements("data:read", "data:write", "data:read data:write", "data:read data:write");

    private static readonly Gen<Sender> Senders = Gen.Frequency(
        (80, Gen.Frequency((1, Gen.Constant(0)), (1, Gen.Choose(0, 7))).Select(number => new Sender(SenderKind.Insider, number))),
        (30, Gen.Frequency((1, Gen.Constant(0)), (4, Gen.Choose(0, 7))).Select(number => new Sender(SenderKind.User, number))),
        (6, Gen.Choose(0, 15).Select(number => new Sender(SenderKind.User, number))),
        (6, Gen.Choose(0, 3).Select(number => new Sender(SenderKind.Party, number))),
        (10, from number in Gen.Choose(0, 3) from scopes in Scopes select new Sender(SenderKind.Party, number, scopes)),
        (8, from number in Gen.Choose(0, 2)
            from scopes in Scopes
            from other in Gen.Choose(0, 4)
            select new Sender(SenderKind.Team, number, scopes, other)),
        (3, Gen.Choose(0, 2).Select(number => new Sender(SenderKind.Client, number))),
        (1, Gen.Choose(1, 3).Select(number => new Sender(SenderKind.NewUser, number))),
        (1, Gen.Constant(new Sender(SenderKind.Anonymous, 0))),
        (1, Gen.Constant(new Sender(SenderKind.Expired, 1))));

    // Deletions are rarer, so that a world does not become empty.
    private static readonly Gen<Step> Requests = Gen.Frequency(
        (3, Get("/api")),
        (4, Get("/api/integrations", Query(("q", Search), ("access", Gen.Elements("owned", "shared", "shared", "none"))))),
        (5, Send("POST", "/api/integrations", Bodies.NewIntegration)),
        (8, Get(IntegrationPath)),
        (8, Send("PUT", IntegrationPath, Bodies.Integration)),
        (3, Send("DELETE", IntegrationPath)),
        (6, Get(IntegrationPath.Then("/shares"), Query())),
        (4, Send("POST", IntegrationPath.Then("/shares"), Bodies.NewShare)),
        (6, Get(SharePath)),
        (14, Send("PUT", SharePath, Bodies.Share)),
        (6, Send("DELETE", SharePath)),
        (5, Get(IntegrationPath.Then("/access"), Query(("q", Search)))),
        (8, Get(AccessPath)),
        (5, Get(UserPath.Then("/access"), Query())),
        (4, Get(IntegrationPath.Then("/owner"))),
        (7, Send("PUT", IntegrationPath.Then("/owner"), Bodies.Owner)),
        (3, Get("/api/principals", Query(("q", Search), ("type", Gen.Elements("user", "team", "user", "none"))))),
        (2, Get("/api/principals/options", Query(("q", Search), ("type", Gen.Elements("user", "team"))))),
        (3, Get("/api/users", Query(("q", Search)))),
        (2, Get("/api/users/me")),
        (4, Get(UserPath)),
        (4, Send("POST", "/api/users", Bodies.NewUser)),
        (6, Send("PUT", UserPath, Bodies.User)),
        (3, Send("DELETE", UserPath)),
        (3, Get("/api/teams", Query(("q", Search)))),
        (3, Get(TeamPath)),
        (3, Send("POST", "/api/teams", Bodies.NewTeam)),
        (4, Send("PUT", TeamPath, Bodies.Team)),
        (1, Send("DELETE", TeamPath)),
        (3, Get(TeamPath.Then("/members"), Query())),
        (2, Get(MemberPath)),
        (5, Send("POST", TeamPath.Then("/members"), Bodies.NewMember)),
        (5, Send("PUT", MemberPath, Bodies.Member)),
        (4, Send("DELETE", MemberPath)),
        (2, Get("/api/clients", Query())),
        (2, Get(ClientPath)),
        (3, Send("POST", "/api/clients", Bodies.NewClient)),
        (2, Send("PUT", ClientPath, Bodies.Client)),
        (2, Send("DELETE", ClientPath)),
        (3, Get("/api/v1/teams/")),
        (2, Get("/api/v1/teams/authorized")),
        (3, Get(TeamsApi("/users"), Query(("name", Search)))),
        (4, Send("POST", TeamsApi("/authorize"), Bodies.Scopes)),
        (3, Send("DELETE", TeamsApi("/authorize"))),
        (4, Send("POST", "/api/v1/oauth/delegated-token", Bodies.Subject)),
        (1, Send("PATCH", IntegrationPath, Bodies.Integration)),
        (1, Send("POST", SharePath, Bodies.Share)),
        (1, Get("/api/nothing")));

    private static readonly Gen<string?> Conditions = Gen.Frequency(
        (24, Gen.Constant<string?>(null)), (4, Gen.Elements<string?>("{tag0}", "{tag0}", "{tag1}", "{tag2}")),
        (1, Gen.Constant<string?>("*")));

    public static Gen<Step> Any { get; } =
        from step in Requests
        from sender in Senders
        from accept in Gen.Frequency(
            (12, Gen.Constant(Media.Hal)), (14, Gen.Constant(Media.Forms)), (6, Gen.Constant(Media.Json)), (4, Gen.Constant(Media.Any)),
            (1, Gen.Constant("text/csv")))
        from ifMatch in Conditions
        from ifNoneMatch in Conditions
        select step with
        {
            Sender = sender,
            Accept = IsJsonOnly(step.Target) && accept is Media.Hal or Media.Forms ? Media.Json : accept,
            IfMatch = step.Method is "PUT" or "DELETE" ? ifMatch : null,
            IfNoneMatch = step.Method is "PUT" or "GET" && ifMatch is null ? ifNoneMatch : null,
        };

    private static bool IsJsonOnly(string target) => target.StartsWith("/api/principals/options", StringComparison.Ordinal)
        || target == "/api/v1/oauth/delegated-token";

    private static Gen<Step> Get(string path, Gen<string>? query = null) => Get(Gen.Constant(path), query);

    private static Gen<Step> Get(Gen<string> path, Gen<string>? query = null) =>
        (query is null ? path : path.Then(query)).Select(target => new Step(new(SenderKind.Anonymous, 0), "GET", target));

    private static Gen<Step> Send(string method, string path, Gen<string?>? body = null) => Send(method, Gen.Constant(path), body);

    private static Gen<Step> Send(string method, Gen<string> path, Gen<string?>? body = null) =>
        from target in path
        from content in body ?? Bodies.Version
        select new Step(new(SenderKind.Anonymous, 0), method, target, content);
}
