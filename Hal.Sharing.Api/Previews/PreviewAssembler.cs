using System.Text.Json;
using Hal.Sharing.Data.Previews;

namespace Hal.Sharing.Api.Previews;

/// <summary>
/// Assembles resources from previews of changes. Each has the action that makes the change, with a form that is filled in.
/// </summary>
public static class PreviewAssembler
{
    /// <summary>The request that makes the previewed change.</summary>
    public sealed record Confirmation(string Rel, string Href, Template Form);

    /// <param name="resource">The address of the resource that the change is sent to.</param>
    /// <param name="would">The action, as the change record names it.</param>
    /// <param name="integrationId">The integration.</param>
    /// <param name="preview">What the change would do.</param>
    /// <param name="confirmation">The request that makes it.</param>
    public static Resource OfIntegration(
        string resource, string would, string integrationId, Preview preview, Confirmation confirmation) =>
        Create(resource, confirmation, json => Write(json, would, preview, isOfTeam: false, () =>
            WriteHeld(json, "selfAfter"u8, preview.SelfAfter)))
        .Link(Relations.Integration, Hrefs.Integration(integrationId));

    /// <inheritdoc cref="OfIntegration"/>
    /// <param name="teamId">The team.</param>
    /// <param name="roleAfter">The name of the role that the caller would have in the team; null for none.</param>
    public static Resource OfTeam(
        string resource, string would, string teamId, Preview preview, string? roleAfter, Confirmation confirmation) =>
        Create(resource, confirmation, json => Write(json, would, preview, isOfTeam: true, () =>
            json.WriteString("selfAfter"u8, roleAfter)))
        .Link(Relations.Team, Hrefs.Team(teamId));

    private static Resource Create(string resource, Confirmation confirmation, Action<Utf8JsonWriter> write) =>
        Resource.Create(
                Hrefs.Preview(resource), (write, confirmation), static (json, shown) => shown.write(json),
                static (shown, rel) => rel == shown.confirmation.Rel ? shown.confirmation.Form : throw Template.Missing(rel))
            .Profile(Hrefs.Schema("preview"))
            .Action(true, confirmation.Rel, confirmation.Href);

    private static void Write(Utf8JsonWriter json, string would, Preview preview, bool isOfTeam, Action writeSelf)
    {
        json.WriteString("would"u8, would);
        WriteList(json, "gains", preview.Gains, isOfTeam);
        WriteList(json, "loses", preview.Loses, isOfTeam);
        WriteList(json, "changes", preview.Changes, isOfTeam);
        json.WriteNumber("unchanged"u8, preview.Unchanged);
        writeSelf();
    }

    private static void WriteList(Utf8JsonWriter json, string name, PreviewList list, bool isOfTeam)
    {
        json.WriteStartArray(name);
        foreach (var access in list.Items)
        {
            json.WriteStartObject();
            json.WriteString("principalId"u8, PrincipalId.User(access.UserId).ToString());
            if (isOfTeam)
                json.WriteString("integrationId"u8, access.IntegrationId);
            WriteHeld(json, "from"u8, access.From);
            WriteHeld(json, "to"u8, access.To);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteNumber(name + "Count", list.Count);
    }

    private static void WriteHeld(Utf8JsonWriter json, ReadOnlySpan<byte> name, HeldAccess? held)
    {
        if (held is { IsOwner: false, Level: var level })
            json.WriteNumber(name, level);
        else if (held is null)
            json.WriteNull(name);
        else
            json.WriteString(name, "owner"u8);
    }
}
