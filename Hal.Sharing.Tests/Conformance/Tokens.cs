namespace Hal.Sharing.Tests.Conformance;

/// <summary>Delegated tokens in the model. Responses show their claims instead of the tokens.</summary>
internal static class Tokens
{
    public static readonly string[] AllScopes = ["data:read", "data:write", "admin", "openid", "profile", "offline_access"];

    public static Answer Create(Session session)
    {
        var (body, fault) = TeamsApiFaults.Read(session.Request);
        if (body is null)
            return TeamsApiFaults.Answer(session, fault!);
        if (body["sub"]?.ToString() is not { } subject)
            return TeamsApiFaults.Answer(session, TeamsApiFaults.Missing("sub"));
        var team = body["team_id"]?.ToString();
        if (session.IsActedFor || session.IsDelegated)
            return session.Forbidden("A delegated token cannot be used to obtain another token; use your own token.");
        if (Scopes(session, subject, team) is not { } scopes)
            return session.Problem("not-found", $"There is no user '{subject}' that you can get this token for: you must manage this user, "
                + "or they must have authorized a team that you are a member of and that you name in team_id.");
        var claims = Json.Object(
            ("sub", subject), ("azp", session.Id), ("act", Json.Object(("sub", session.Id))), ("scope", scopes), ("team_id", team));
        var answer = session.Reply(new Doc("/api/v1/oauth/delegated-token")
            .Set("access_token", claims).Set("token_type", "Bearer").Set("expires_in", 3600).Set("scope", scopes));
        return answer.WithHeader("Cache-Control", "no-store").WithHeader("ETag", Unknown.Any);
    }

    /// <summary>Returns what the caller can do for the subject; null for nothing.</summary>
    private static string? Scopes(Session session, string subject, string? team)
    {
        if (session.World.Users.GetValueOrDefault(subject) is not { } user)
            return null;
        if (team is null)
            return session.Manages(user) && !session.IsManaged ? "data:read data:write" : null;
        return session.IsMember(team) && subject != session.Id ? session.World.Authorizations.GetValueOrDefault((subject, team)) : null;
    }
}
