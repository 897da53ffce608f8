namespace Hal.Sharing.Api.Links;

/// <summary>Links from documents to HTML pages.</summary>
public static class PageLinks
{
    private const string Html = "text/html";

    /// <summary>The page that shows the OpenAPI document.</summary>
    public static Link Operations { get; } = new(Hrefs.OpenApiPage) { Type = Html };

    /// <summary>The page that lists all relations.</summary>
    public static Link RelationDocs { get; } = new(Hrefs.Relations) { Type = Html };

    public static Link SignIn { get; } = new(Hrefs.SignIn) { Type = Html };

    public static Link Authorizations { get; } = new(Hrefs.Authorizations) { Type = Html };

    public static Link Consent(string teamId) => new(Hrefs.ConsentTemplate(teamId)) { Templated = true, Type = Html };
}
