namespace Hal.Sharing.Tests.Conformance;

/// <summary>The entry point of the model, with every link that the caller can follow.</summary>
internal static class EntryPoint
{
    public static Answer Get(Session session)
    {
        var document = new Doc("/api").As("entry-point")
            .Link("service-doc", "/openapi/index.html", type: "text/html")
            .Link("help", "/rels", type: "text/html")
            .Link("service-desc", "/openapi/v1.json", type: "application/vnd.oai.openapi+json")
            .Link("inf:sign-in", "/sign-in", type: "text/html");
        if (session.Request.Token.Kind == TokenKind.None)
            return session.Reply(document);
        var isWide = !session.ActsForTeam;
        return session.Reply(document
            .Link("inf:me", "/api/users/me")
            .Link("inf:integrations", "/api/integrations{?q,access,limit,after}")
            .Link("inf:find-integration", "/api/integrations/{id}")
            .Link("inf:principals", "/api/principals{?q,type,limit,after}", isWide)
            .Link("inf:users", "/api/users{?q,limit,after}", isWide)
            .Link("inf:find-user", "/api/users/{id}", isWide)
            .Link("inf:teams", "/api/teams{?q,limit,after}", isWide)
            .Link("inf:find-team", "/api/teams/{id}", isWide)
            .Link("inf:my-teams", "/api/v1/teams/")
            .Link("inf:authorized-teams", "/api/v1/teams/authorized", isWide)
            .Link("inf:my-history", "/api/users/me/history", isWide)
            .Link("inf:history", "/api/history", isWide && session.IsSuperuser)
            .Link("inf:authorizations", "/authorizations", session.IsFirstParty, "text/html")
            .Link("inf:clients", "/api/clients", session.IsSuperuser));
    }
}
