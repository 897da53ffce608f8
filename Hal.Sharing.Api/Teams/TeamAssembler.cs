using System.Text.Json;
using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Api.Links;
using Hal.Sharing.Data.Teams;

namespace Hal.Sharing.Api.Teams;

/// <summary>Turns teams into resources.</summary>
public static class TeamAssembler
{
    public static Resource ToResource(TeamRow team) => Resource.Create(Hrefs.Team(team.Id), team, WriteState);

    /// <summary>A team as another document names it.</summary>
    public static Resource ToReference(string id, string name) =>
        Resource.Create(Hrefs.Team(id), (Id: id, Name: name), static (json, team) =>
        {
            json.WriteString("id"u8, team.Id);
            json.WriteString("name"u8, team.Name);
        });

    private static void WriteState(Utf8JsonWriter json, TeamRow team)
    {
        json.WriteString("id"u8, team.Id);
        json.WriteString("name"u8, team.Name);
        json.WriteString("description"u8, team.Description);
        json.WriteKnown("url"u8, team.Url);
        json.WriteKnown("image"u8, team.Image);
        json.WriteKnown("privacyStatement"u8, team.PrivacyStatement);
    }
}
