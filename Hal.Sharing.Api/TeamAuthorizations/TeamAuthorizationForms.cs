namespace Hal.Sharing.Api.TeamAuthorizations;

/// <summary>The forms by which a team is allowed to use somebody's data, and is not any more.</summary>
internal static class TeamAuthorizationForms
{
    private static readonly TemplateProperty Scopes = new("scopes", "What the team may do")
    {
        Required = true,
        Options = new() { Inline = [.. Scope.All.Select(scope => new TemplateOption(scope, scope))], MinItems = 1, MaxItems = Scope.All.Count },
    };

    public static Template Of(string teamId, string rel) => rel switch
    {
        Relations.Authorize => new("Let the team use the user's data", HttpMethods.Post, Hrefs.AuthorizeTeam(teamId), Scopes),
        Relations.RevokeAuthorization => Template.Delete("Let the team use the user's data no longer", Hrefs.AuthorizeTeam(teamId)),
        _ => throw Template.Missing(rel),
    };
}
