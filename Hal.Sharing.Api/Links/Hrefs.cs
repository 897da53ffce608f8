using System.Buffers;
using System.Text;

namespace Hal.Sharing.Api.Links;

/// <summary>Builds the hrefs of all resources: path-absolute, with IDs encoded as path segments.</summary>
public static class Hrefs
{
    public const string Root = "/api";
    public const string Integrations = "/api/integrations";
    public const string OwnedIntegrations = "/api/integrations?access=owned";
    public const string Users = "/api/users";
    public const string Teams = "/api/teams";
    public const string Clients = "/api/clients";
    public const string MyTeams = "/api/v1/teams/";
    public const string AuthorizedTeams = "/api/v1/teams/authorized";
    public const string DelegatedToken = "/api/v1/oauth/delegated-token";
    public const string Principals = "/api/principals";
    public const string PrincipalOptions = "/api/principals/options";
    public const string Me = "/api/users/me";
    public const string MyHistory = "/api/users/me/history";
    public const string History = "/api/history";
    public const string OpenApi = "/openapi/v1.json";
    public const string Schemas = "/schemas";

    // HTML pages.
    public const string OpenApiPage = "/openapi/index.html";
    public const string Relations = "/rels";
    public const string SignIn = "/sign-in";
    public const string SignOut = "/sign-out";
    public const string Authorizations = "/authorizations";

    // RFC 3986, 3.3: pchar = unreserved / pct-encoded / sub-delims / ":" / "@".
    private static readonly SearchValues<char> SegmentCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@");

    public static string Integration(string id) => $"/api/integrations/{Segment(id)}";

    public static string Shares(string integrationId) => $"/api/integrations/{Segment(integrationId)}/shares";

    public static string Share(string integrationId, string principalId) =>
        $"/api/integrations/{Segment(integrationId)}/shares/{Segment(principalId)}";

    public static string BulkShares(string integrationId) => Shares(integrationId) + "/bulk";

    /// <summary>Returns the address that previews changes of a resource.</summary>
    public static string Preview(string resource) => resource + "/preview";

    public static string Owner(string integrationId) => $"/api/integrations/{Segment(integrationId)}/owner";

    public static string IntegrationHistory(string integrationId) => $"/api/integrations/{Segment(integrationId)}/history";

    public static string TeamHistory(string teamId) => $"/api/teams/{Segment(teamId)}/history";

    public static string Change(string id) => $"/api/changes/{Segment(id)}";

    public static string Restore(string changeId) => $"/api/changes/{Segment(changeId)}/restore";

    /// <summary>Returns a template of the address of a resource as it was at a time.</summary>
    public static Link AsOf(string path) => new(path + "{?at}") { Templated = true };

    public static string IntegrationAccess(string integrationId) => $"/api/integrations/{Segment(integrationId)}/access";

    /// <summary>Returns the address of the reasons of one user's access.</summary>
    public static string Access(string integrationId, string userId) =>
        $"{IntegrationAccess(integrationId)}/{Segment(PrincipalId.User(userId).ToString())}";

    public static string UserAccess(string userId) => $"/api/users/{Segment(userId)}/access";

    public static string User(string id) => $"/api/users/{Segment(id)}";

    public static string Team(string id) => $"/api/teams/{Segment(id)}";

    public static string Members(string teamId) => $"/api/teams/{Segment(teamId)}/members";

    public static string Member(string teamId, string userId) => $"/api/teams/{Segment(teamId)}/members/{Segment(userId)}";

    /// <summary>Returns the address of one version of the schema of one kind of document.</summary>
    public static string Schema(string name, int version = 1) => $"/schemas/{version}/{name}";

    public static string Client(string id) => $"/api/clients/{Segment(id)}";

    public static string TeamUsers(string teamId) => $"/api/v1/teams/{Segment(teamId)}/users";

    public static string AuthorizeTeam(string teamId) => $"/api/v1/teams/{Segment(teamId)}/authorize";

    /// <summary>Returns the address of the page on which a user authorizes a team.</summary>
    public static string ConsentPage(string teamId) => $"/teams/{Segment(teamId)}/authorize";

    /// <summary>Returns the same address as a template, for clients that send users there.</summary>
    public static string ConsentTemplate(string teamId) => ConsentPage(teamId) + "{?scope,return_to,state}";

    public static string Principal(PrincipalId principal) =>
        principal.Kind == PrincipalKind.User ? User(principal.Id) : Team(principal.Id);

    /// <summary>Returns one path segment: the IDs of this API unchanged, all other characters percent-encoded.</summary>
    public static string Segment(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(SegmentCharacters))
            return text;
        var encoded = new StringBuilder();
        foreach (var letter in Encoding.UTF8.GetBytes(text))
        {
            if (letter < 0x80 && SegmentCharacters.Contains((char)letter))
                encoded.Append((char)letter);
            else
                encoded.Append(System.Globalization.CultureInfo.InvariantCulture, $"%{letter:X2}");
        }
        return encoded.ToString();
    }
}
