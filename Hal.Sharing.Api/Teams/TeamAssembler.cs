using System.Text.Json;
using Hal.Sharing.Data.Teams;

namespace Hal.Sharing.Api.Teams;

/// <summary>Turns teams into resources, with links for what the caller may do.</summary>
public static class TeamAssembler
{
    public static Resource ToResource(TeamView view)
    {
        var (access, team) = view;
        var self = Hrefs.Team(team.Id);
        var mayDelete = access.CanManage && team.OwnsIntegrations is false;
        var authorize = Hrefs.AuthorizeTeam(team.Id);
        return Resource.Create(self, view, WriteState, TeamForms.Of)
            .Profile(Hrefs.Schema("team")).Revision(team.Revision)
            .LinkWhen(access.CanReadMembers, Relations.TeamMembers, Hrefs.Members(team.Id))
            .LinkWhen(access.CanReadAuthorizedUsers, Relations.TeamUsers, Hrefs.TeamUsers(team.Id))
            .LinkWhen(access.CanReadHistory, Relations.History, Hrefs.TeamHistory(team.Id))
            .Action(access.CanManage, Relations.Edit, self)
            .Action(mayDelete, Relations.Delete, self)
            .Action(mayDelete, Relations.Preview, Hrefs.Preview(self))
            .Action(access.CanAuthorize, Relations.Authorize, authorize)
            .Action(access.CanAuthorize && team.IsAuthorized, Relations.RevokeAuthorization, authorize)
            .LinkWhen(access.CanConsent, Relations.Consent, PageLinks.Consent(team.Id));
    }

    public static Resource ToCollection(TeamList list, PageQuery query) =>
        query.LinkPages(
                Resource.Create(
                    query.Self, list.Page, static (json, page) => json.WriteCounts(page.Rows.Count, page.Total),
                    static (_, _) => TeamForms.Create),
                list.Page)
            .Profile(Hrefs.Schema("teams"))
            .Action(list.CanCreate, Relations.CreateTeam, Hrefs.Teams)
            .Embed(Relations.Team, list.Page.Rows, ToResource);

    /// <summary>Returns a team as other documents embed it.</summary>
    public static Resource ToReference(string id, string name) =>
        Resource.Create(Hrefs.Team(id), (Id: id, Name: name), static (json, team) =>
        {
            json.WriteString("id"u8, team.Id);
            json.WriteString("name"u8, team.Name);
        });

    private static void WriteState(Utf8JsonWriter json, TeamView view)
    {
        var team = view.Team;
        json.WriteString("id"u8, team.Id);
        json.WriteString("name"u8, team.Name);
        json.WriteString("description"u8, team.Description);
        json.WriteIfNotNull("url"u8, team.Url);
        json.WriteIfNotNull("image"u8, team.Image);
        json.WriteIfNotNull("privacyStatement"u8, team.PrivacyStatement);
    }
}
