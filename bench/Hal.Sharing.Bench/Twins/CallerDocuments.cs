using System.Buffers;
using System.Text.Json;
using Hal.Sharing.Api.Hypermedia;

namespace Hal.Sharing.Bench.Twins;

/// <summary>Writes the entry point and the caller's teams with the bytes of the server.</summary>
internal static class CallerDocuments
{
    private const string Html = "text/html";

    public static void WriteEntryPoint(IBufferWriter<byte> output, bool isSuperuser, bool isManaged)
    {
        using var json = new Utf8JsonWriter(output, ReadableJsonEncoder.WriterOptions);
        json.StartRoot("/api", "/schemas/1/entry-point");
        json.WritePage("service-doc"u8, "/openapi/index.html", Html);
        json.WritePage("help"u8, "/rels", Html);
        json.WritePage("service-desc"u8, "/openapi/v1.json", "application/vnd.oai.openapi+json");
        json.WriteLink("inf:me"u8, "/api/users/me");
        json.WriteTemplate("inf:integrations"u8, "/api/integrations{?q,access,limit,after}");
        json.WriteTemplate("inf:find-integration"u8, "/api/integrations/{id}");
        json.WriteTemplate("inf:principals"u8, "/api/principals{?q,type,limit,after}");
        json.WriteTemplate("inf:users"u8, "/api/users{?q,limit,after}");
        json.WriteTemplate("inf:find-user"u8, "/api/users/{id}");
        json.WriteTemplate("inf:teams"u8, "/api/teams{?q,limit,after}");
        json.WriteTemplate("inf:find-team"u8, "/api/teams/{id}");
        json.WriteLink("inf:my-teams"u8, "/api/v1/teams/");
        json.WriteLink("inf:authorized-teams"u8, "/api/v1/teams/authorized");
        json.WriteLink("inf:my-history"u8, "/api/users/me/history");
        if (isSuperuser)
            json.WriteLink("inf:history"u8, "/api/history");
        if (!isManaged)
            json.WritePage("inf:authorizations"u8, "/authorizations", Html);
        if (isSuperuser)
            json.WriteLink("inf:clients"u8, "/api/clients");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WriteTeams(IBufferWriter<byte> output, IEnumerable<TwinTeam> teams)
    {
        using var json = new Utf8JsonWriter(output, ReadableJsonEncoder.WriterOptions);
        json.WriteStartArray();
        foreach (var team in teams)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, team.Id);
            json.WriteString("name"u8, team.Name);
            json.WriteString("description"u8, team.Description);
            json.WriteString("url"u8, team.Url ?? "");
            json.WriteString("image"u8, team.Image ?? "");
            json.WriteString("privacy_statement"u8, team.PrivacyStatement ?? "");
            json.WriteString("role"u8, team.IsAdmin ? "owner"u8 : "member"u8);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
