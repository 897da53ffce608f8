using Hal.Sharing.Api.Previews;
using Hal.Sharing.Api.TeamAuthorizations;
using Hal.Sharing.Data.Teams;

namespace Hal.Sharing.Api.Teams;

/// <summary>The forms that create, change and delete teams.</summary>
internal static class TeamForms
{
    public static Template Create { get; } = new("Create a team", HttpMethods.Post, Hrefs.Teams,
    [
        .. Fields(null),
        new("id", "ID (generated if empty)") { Type = "text", MaxLength = IdFormat.MaxLength, Regex = IdFormat.AccountRegex },
    ]);

    public static Template Of(TeamView view, string rel)
    {
        var team = view.Team;
        var self = Hrefs.Team(team.Id);
        return rel switch
        {
            Relations.Edit => new("Edit the team", HttpMethods.Put, self, Fields(team)),
            Relations.Delete => Delete(team.Id),
            Relations.Preview => new("Preview the deletion", HttpMethods.Post, Hrefs.Preview(self)),
            _ => TeamAuthorizationForms.Of(team.Id, rel),
        };
    }

    /// <summary>Returns the form that makes a previewed deletion.</summary>
    public static PreviewAssembler.Confirmation Confirm(TeamRow team) => new(Relations.Delete, Hrefs.Team(team.Id), Delete(team.Id) with
    {
        Properties = [TemplateProperty.OfRevision(team.Revision)],
    });

    private static Template Delete(string id) =>
        Template.Delete("Delete the team and its memberships, shares and authorizations", Hrefs.Team(id));

    private static TemplateProperty[] Fields(TeamRow? team) =>
    [
        new("name", "Name") { Type = "text", Required = true, MinLength = 1, MaxLength = TeamRequest.MaxName, Value = team?.Name },
        new("description", "Description") { Type = "textarea", MaxLength = TeamRequest.MaxDescription, Value = team?.Description },
        Url("url", "Website", team?.Url),
        Url("image", "Image", team?.Image),
        Url("privacyStatement", "Privacy statement", team?.PrivacyStatement),
    ];

    private static TemplateProperty Url(string name, string prompt, string? value) =>
        new(name, prompt) { Type = "url", MaxLength = TeamRequest.MaxUrl, Value = value };
}
