namespace Hal.Sharing.Tests.Conformance;

/// <summary>Section 3 of the contract: whether the credentials of a request are accepted.</summary>
internal static class Admission
{
    private const string Basic = "Basic realm=\"hal-sharing\", charset=\"UTF-8\"";

    /// <summary>Creates the user of a valid token if the ID was never used.</summary>
    public static World Provision(World world, Token token)
    {
        if (token is not { Kind: TokenKind.User, Party: null } || world.IsAccountTaken(token.Id))
            return world;
        var next = world.NextState();
        return next.With(new User(token.Id, token.Id, null, null, null, false, null, next.States));
    }

    /// <summary>Returns the refusal; null if the credentials are accepted, or the address needs none.</summary>
    public static Answer? Refuse(Session session, Route? route)
    {
        var (request, isOpenToClients) = (session.Request, route is { IsOpenToClients: true });
        if (request.Token.Kind == TokenKind.None && request.Path == "/api" && request.IsSafe)
            return null;
        var refusal = request.Token.Kind switch
        {
            TokenKind.None => Challenge(session, "unauthorized", "The request has no token; send 'Authorization: Bearer …'.", null),
            TokenKind.Expired => Challenge(session, "invalid-token", "The token has expired: get a new one.", "expired"),
            TokenKind.Client when !isOpenToClients => Challenge(
                session, "invalid-token", "This requires a token: send 'Authorization: Bearer <token>'. "
                + "With ID and secret, OAuth clients can only manage users and get delegated tokens.", "unsupported scheme"),
            TokenKind.Client => session.World.Clients.GetValueOrDefault(session.Id)?.Secret == request.Token.Secret ? null : Challenge(
                session, "invalid-client", "There is no OAuth client with this ID and secret; "
                + "send the current secret, or ask a superuser to rotate it.", null),
            _ => RefuseToken(session),
        };
        return refusal is not null && isOpenToClients && !refusal.Headers.ContainsKey("Cache-Control")
            ? refusal.WithHeader("WWW-Authenticate", $"{refusal.Headers["WWW-Authenticate"]}, {Basic}")
            : refusal;
    }

    private static Answer? RefuseToken(Session session)
    {
        var (world, token) = (session.World, session.Request.Token);
        if (!world.Users.TryGetValue(token.Id, out var user))
            return world.Known.Users.Contains(token.Id)
                ? Deleted(session)
                : Challenge(session, "invalid-token", $"There is no user '{token.Id}' to act for.", "no such user");
        if (token.Team is { } team)
        {
            var granted = world.Authorizations.GetValueOrDefault((user.Id, team))?.Split(' ') ?? [];
            return world.Role(team, token.Party!) > 0 && token.Scopes!.Split(' ').All(granted.Contains) ? null : Withdrawn(
                session, $"The user '{user.Id}' no longer authorizes the team '{team}' with all scopes of this token; "
                + "get a new token.", "the authorization was withdrawn");
        }
        return token.Party is null || user.ManagedBy == token.Party ? null : Withdrawn(
            session, $"'{token.Party}' does not manage the user '{user.Id}'; the token is valid only while it does.",
            "the user is not managed by the authorized party");
    }

    /// <summary>What a server says of a deleted user depends on whether it has seen the user before.</summary>
    private static Answer Deleted(Session session)
    {
        var refusal = Withdrawn(session, Unknown.Any, "the user does not exist any more");
        return refusal.WithHeader("WWW-Authenticate", refusal.Headers["WWW-Authenticate"] + Unknown.Any);
    }

    /// <summary>Refuses a token for a reason that a statement about the request found.</summary>
    private static Answer Withdrawn(Session session, string detail, string description) =>
        Challenge(session, "invalid-token", detail, description).WithHeader("Cache-Control", Unknown.Any);

    private static Answer Challenge(Session session, string type, string detail, string? description) =>
        session.Problem(type, detail).WithHeader("WWW-Authenticate", description is null
            ? "Bearer" : $"Bearer error=\"invalid_token\", error_description=\"{description}\"");
}
