using System.Text.Json;
using Hal.Sharing.Api.Memberships;
using Hal.Sharing.Data.AccessLists;

namespace Hal.Sharing.Api.AccessLists;

/// <summary>Assembles a resource from the reasons of one user's access.</summary>
public static class ReasonsAssembler
{
    /// <param name="explanation">The integration.</param>
    /// <param name="user">The user and the reasons.</param>
    /// <param name="pathBase">The encoded prefix of hrefs: the links of paths are a part of the state.</param>
    public static Resource ToResource(AccessExplanation explanation, ExplainedUser user, string pathBase) =>
        Resource.Create(
                Hrefs.Access(explanation.IntegrationId, user.UserId), (explanation, user, pathBase),
                static (json, state) => WriteState(json, state.explanation, state.user, state.pathBase))
            .Profile(Hrefs.Schema("access"))
            .LinkWhen(explanation.CanRead, Relations.Integration, Hrefs.Integration(explanation.IntegrationId))
            .LinkWhen(explanation.CanRead, Relations.IntegrationAccess, Hrefs.IntegrationAccess(explanation.IntegrationId))
            .Link(Relations.User, Hrefs.User(user.UserId));

    private static void WriteState(Utf8JsonWriter json, AccessExplanation explanation, ExplainedUser user, string pathBase)
    {
        json.WriteString("integrationId"u8, explanation.IntegrationId);
        json.WriteString("userId"u8, user.UserId);
        json.WriteString("displayName"u8, user.DisplayName);
        AccessAssembler.WriteLevel(json, user.Reasons.IsOwner, user.Reasons.Level);
        WritePaths(json, user.Reasons, path => Links(explanation, user.UserId, path), pathBase);
    }

    /// <summary>Writes every path with what it gives, and what remains without it.</summary>
    internal static void WritePaths(
        Utf8JsonWriter json, AccessReasons reasons, Func<AccessPath?, IEnumerable<(string Rel, string Href)>> links, string pathBase)
    {
        json.WriteStartArray("paths"u8);
        foreach (var reason in reasons.Paths)
        {
            json.WriteStartObject();
            WriteLinks(json, links(reason.Path), pathBase);
            json.WriteString("via"u8, Via(reason.Path));
            json.WriteIfNotNull("principalId"u8, reason.Path?.PrincipalId);
            json.WriteIfNotNull("role"u8, reason.Path?.Role is { } role ? MemberAssembler.NameOf(role) : null);
            json.WriteNumber("level"u8, reason.Level);
            if (reason.IfRemoved is { } level)
                json.WriteNumber("ifRemoved"u8, level);
            else
                json.WriteNull("ifRemoved"u8);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string Via(AccessPath? path) => path is null ? "hidden" : path.Via switch
    {
        AccessVia.Owner => "owner",
        AccessVia.OwningTeam => "owning-team",
        AccessVia.Share => "share",
        AccessVia.TeamShare => "team-share",
        AccessVia.Superuser => "superuser",
    };

    /// <summary>What must change to close the path, where the caller can read it. Everyone reads teams.</summary>
    private static IEnumerable<(string Rel, string Href)> Links(AccessExplanation explanation, string userId, AccessPath? path)
    {
        if (path?.PrincipalId is not { } principalId)
            yield break;
        if (explanation.CanRead)
            yield return path.ShareLevel is null
                ? (Relations.IntegrationOwner, Hrefs.Owner(explanation.IntegrationId))
                : (Relations.IntegrationShare, Hrefs.Share(explanation.IntegrationId, principalId));
        if (path.Role is null)
            yield break;
        var team = PrincipalId.Parse(principalId);
        yield return (Relations.Team, Hrefs.Principal(team));
        yield return (Relations.TeamMember, Hrefs.Member(team.Id, userId));
    }

    private static void WriteLinks(Utf8JsonWriter json, IEnumerable<(string Rel, string Href)> links, string pathBase)
    {
        json.WriteStartObject(HalNames.Links);
        foreach (var (rel, href) in links)
        {
            json.WriteStartObject(rel);
            json.WriteString(HalNames.Href, HrefPrefix.Apply(pathBase, href));
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
