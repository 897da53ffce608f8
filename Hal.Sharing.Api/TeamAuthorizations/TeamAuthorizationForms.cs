namespace Hal.Sharing.Api.TeamAuthorizations;

/// <summary>The forms that authorize a team to use the user's data, and that revoke it.</summary>
internal static class TeamAuthorizationForms
{
    private static readonly TemplateProperty Scopes = new("scopes", "Scopes")
    {
        Required = true,
        Options = new()
        {
            Inline = [.. Scope.All.Select(scope => new TemplateOption(scope, scope))], MinItems = 1, MaxItems = Scope.All.Count,
        },
    };

    public static Template Of(string teamId, string rel) => rel switch
    {
        Relations.Authorize => new("Authorize the team", HttpMethods.Post, Hrefs.AuthorizeTeam(teamId), Scopes),
        Relations.RevokeAuthorization => Template.Delete("Revoke the team's access", Hrefs.AuthorizeTeam(teamId)),
        _ => throw Template.Missing(rel),
    };
}
