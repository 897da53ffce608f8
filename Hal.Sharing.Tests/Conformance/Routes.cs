namespace Hal.Sharing.Tests.Conformance;

/// <summary>A request that the API has.</summary>
/// <param name="IsOpenToTeams">Whether a token with a team permits it.</param>
/// <param name="IsOpenToClients">Whether an OAuth client can send it with its ID and secret.</param>
/// <param name="IsJsonOnly">Whether it has no HAL representation.</param>
internal sealed record Route(
    Func<Session, Answer> Respond, bool IsOpenToTeams = false, bool IsOpenToClients = false, bool IsJsonOnly = false);

/// <summary>The table of requests.</summary>
internal static class Routes
{
    public static Route? Find(ApiRequest request) => (request.Method, Segments(request)) switch
    {
        ("GET", ["api"]) => new(EntryPoint.Get, IsOpenToTeams: true),
        (var method, ["api", "integrations", .. var rest]) => OfIntegrations(method, rest),
        ("GET", ["api", "principals"]) => new(Principals.List),
        ("GET", ["api", "principals", "options"]) => new(Principals.Options, IsJsonOnly: true),
        (var method, ["api", "users", .. var rest]) => OfUsers(method, rest),
        (var method, ["api", "teams", .. var rest]) => OfTeams(method, rest),
        (var method, ["api", "clients", .. var rest]) => OfClients(method, rest),
        (var method, ["api", "v1", "teams", .. var rest]) => OfTeamsApi(method, rest),
        ("POST", ["api", "v1", "oauth", "delegated-token"]) => new(Tokens.Create, IsOpenToClients: true, IsJsonOnly: true),
        _ => null,
    };

    /// <summary>Returns the methods of an address; none if there is nothing.</summary>
    public static IReadOnlyList<string> Methods(ApiRequest request)
    {
        var methods = new[] { "DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT" };
        bool Has(string method) => Find(request with { Method = method }) is not null;
        return [.. methods.Where(method => Has(method is "HEAD" or "OPTIONS" ? "GET" : method))];
    }

    private static Route? OfIntegrations(string method, string[] path) => (method, path) switch
    {
        ("GET", []) => new(Integrations.List, IsOpenToTeams: true),
        ("POST", []) => new(Integrations.Create),
        ("GET", [var id]) => new(session => Integrations.Get(session, id), IsOpenToTeams: true),
        ("PUT", [var id]) => new(session => Integrations.Put(session, id), IsOpenToTeams: true),
        ("DELETE", [var id]) => new(session => Integrations.Delete(session, id)),
        ("GET", [var id, "shares"]) => new(session => Shares.List(session, id)),
        ("POST", [var id, "shares"]) => new(session => Shares.Post(session, id)),
        ("GET", [var id, "shares", var principal]) => new(session => Shares.Get(session, id, principal)),
        ("PUT", [var id, "shares", var principal]) => new(session => Shares.Put(session, id, principal)),
        ("DELETE", [var id, "shares", var principal]) => new(session => Shares.Delete(session, id, principal)),
        ("GET", [var id, "access"]) => new(session => AccessLists.List(session, id)),
        ("GET", [var id, "access", var principal]) => new(session => AccessLists.Explain(session, id, principal)),
        ("GET", [var id, "owner"]) => new(session => Owners.Get(session, id)),
        ("PUT", [var id, "owner"]) => new(session => Owners.Put(session, id)),
        _ => null,
    };

    private static Route? OfUsers(string method, string[] path) => (method, path) switch
    {
        ("GET", []) => new(Users.List),
        ("POST", []) => new(Users.Create, IsOpenToClients: true),
        ("GET", ["me"]) => new(session => Users.Get(session, session.Id), IsOpenToTeams: true),
        ("GET", [var id]) => new(session => Users.Get(session, id), IsOpenToTeams: true),
        ("GET", [var id, "access"]) => new(session => AccessLists.ListOfUser(session, id)),
        ("PUT", [var id]) => new(session => Users.Put(session, id), IsOpenToClients: true),
        ("DELETE", [var id]) => new(session => Users.Delete(session, id), IsOpenToClients: true),
        _ => null,
    };

    private static Route? OfTeams(string method, string[] path) => (method, path) switch
    {
        ("GET", []) => new(Teams.List),
        ("POST", []) => new(Teams.Create),
        ("GET", [var id]) => new(session => Teams.Get(session, id), IsOpenToTeams: true),
        ("PUT", [var id]) => new(session => Teams.Put(session, id)),
        ("DELETE", [var id]) => new(session => Teams.Delete(session, id)),
        ("GET", [var id, "members"]) => new(session => Members.List(session, id)),
        ("POST", [var id, "members"]) => new(session => Members.Post(session, id)),
        ("GET", [var id, "members", var user]) => new(session => Members.Get(session, id, user)),
        ("PUT", [var id, "members", var user]) => new(session => Members.Put(session, id, user)),
        ("DELETE", [var id, "members", var user]) => new(session => Members.Delete(session, id, user)),
        _ => null,
    };

    private static Route? OfClients(string method, string[] path) => (method, path) switch
    {
        ("GET", []) => new(Clients.List),
        ("POST", []) => new(Clients.Create),
        ("GET", [var id]) => new(session => Clients.Get(session, id)),
        ("PUT", [var id]) => new(session => Clients.Put(session, id)),
        ("DELETE", [var id]) => new(session => Clients.Delete(session, id)),
        _ => null,
    };

    private static Route? OfTeamsApi(string method, string[] path) => (method, path) switch
    {
        ("GET", []) => new(Authorizations.Joined, IsOpenToTeams: true),
        ("GET", ["authorized"]) => new(Authorizations.ListAuthorized),
        ("GET", [var id, "users"]) => new(session => Authorizations.ListUsers(session, id)),
        ("POST", [var id, "authorize"]) => new(session => Authorizations.Authorize(session, id)),
        ("DELETE", [var id, "authorize"]) => new(session => Authorizations.Revoke(session, id)),
        _ => null,
    };

    private static string[] Segments(ApiRequest request) => request.Path.Trim('/').Split('/');
}
