namespace Hal.Sharing.Tests.Conformance;

/// <summary>
/// The reference model: the response that the contract requires for a request in a world, and the world afterwards. It shares no code with
/// the server.
/// </summary>
internal static class Model
{
    /// <summary>Answers in the order of the contract: 401, 403 for the token, 406, then what the resource decides.</summary>
    public static Answer Respond(Session session)
    {
        session = session with { World = Admission.Provision(session.World, session.Request.Token) };
        var route = Routes.Find(session.Request);
        return Admission.Refuse(session, route)
            ?? Unroutable(session, route)
            ?? Limits(session, route!)
            ?? Unacceptable(session, route!)
            ?? route!.Respond(session);
    }

    private static Answer? Unroutable(Session session, Route? route)
    {
        if (route is not null)
            return null;
        var methods = Routes.Methods(session.Request);
        return methods.Count == 0
            ? session.Problem("not-found", "This address has no resource; start at /api and follow the links.")
            : session.Problem("method-not-allowed", $"{session.Request.Method} is not supported here; use {Allowed(methods)}.")
                .WithHeader("Allow", Allowed(methods));
    }

    /// <summary>Every resource that can be read answers HEAD and OPTIONS too.</summary>
    private static string Allowed(IReadOnlyList<string> methods) => string.Join(", ", methods);

    /// <summary>What a token with an actor does not permit, whatever the user may do.</summary>
    private static Answer? Limits(Session session, Route route)
    {
        var (request, id) = (session.Request, session.Id);
        if (session.ActsForTeam && !route.IsOpenToTeams)
            return session.Forbidden(
                $"The token only lets the team '{request.Token.Team}' read the profile, the teams and the personally owned integrations of "
                + $"'{id}' and, if its scope permits it, change these integrations. Users manage their authorizations in the browser.");
        var (isPermitted, scope) = request.IsSafe ? (session.MayRead, "data:read") : (session.MayWrite, "data:write");
        return isPermitted ? null : session.Problem(
            "insufficient-scope", $"{request.Method} requires the scope {scope}, which this token does not have; get a token that has it.")
            .WithHeader("WWW-Authenticate", $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"");
    }

    private static Answer? Unacceptable(Session session, Route route)
    {
        var (accept, only) = (session.Request.Accept, route.IsJsonOnly);
        var offered = only ? [Media.Json]
            : session.Request.Path.StartsWith("/api/v1/", StringComparison.Ordinal) ? new[] { Media.Json, Media.Hal, Media.Forms }
            : [Media.Hal, Media.Forms, Media.Json];
        return accept == Media.Any || offered.Contains(accept) ? null : session.Problem(
            "not-acceptable", $"'{accept}' is not available here; accept {string.Join(" or ", offered)}.");
    }
}
