namespace Hal.Sharing.Api.Links;

/// <summary>The relations of this API. Each has a page at <c>/rels/inf/{rel}</c>.</summary>
public static class Relations
{
    public const string Prefix = "inf";
    public const string Documentation = "/rels/inf/{rel}";

    // Links of the entry point.
    public const string Me = "inf:me";
    public const string Integrations = "inf:integrations";
    public const string FindIntegration = "inf:find-integration";
    public const string Principals = "inf:principals";
    public const string Users = "inf:users";
    public const string FindUser = "inf:find-user";
    public const string Teams = "inf:teams";
    public const string FindTeam = "inf:find-team";
    public const string MyTeams = "inf:my-teams";
    public const string AuthorizedTeams = "inf:authorized-teams";
    public const string Clients = "inf:clients";

    public const string History = "inf:history";
    public const string MyHistory = "inf:my-history";

    public const string Authorizations = "inf:authorizations";
    public const string SignIn = "inf:sign-in";

    // Resources.
    public const string Integration = "inf:integration";
    public const string IntegrationOwner = "inf:integration-owner";
    public const string IntegrationShare = "inf:integration-share";
    public const string IntegrationShares = "inf:integration-shares";
    public const string FindShare = "inf:find-share";
    public const string IntegrationAccess = "inf:integration-access";
    public const string Access = "inf:access";
    public const string FindAccess = "inf:find-access";
    public const string UserAccess = "inf:user-access";
    public const string Why = "inf:why";
    public const string Principal = "inf:principal";
    public const string User = "inf:user";
    public const string Team = "inf:team";
    public const string TeamMember = "inf:team-member";
    public const string TeamMembers = "inf:team-members";
    public const string TeamUsers = "inf:team-users";
    public const string Client = "inf:client";
    public const string Change = "inf:change";
    public const string AsOf = "inf:as-of";

    // Actions.
    public const string CreateIntegration = "inf:create-integration";
    public const string Edit = "inf:edit";
    public const string Delete = "inf:delete";
    public const string Share = "inf:share";
    public const string ShareMany = "inf:share-many";
    public const string Revoke = "inf:revoke";
    public const string Transfer = "inf:transfer";
    public const string Preview = "inf:preview";
    public const string Restore = "inf:restore";
    public const string CreateUser = "inf:create-user";
    public const string CreateTeam = "inf:create-team";
    public const string AddMember = "inf:add-member";
    public const string Remove = "inf:remove";
    public const string CreateClient = "inf:create-client";
    public const string Authorize = "inf:authorize";
    public const string RevokeAuthorization = "inf:revoke-authorization";
    public const string SignOut = "inf:sign-out";
    public const string Consent = "inf:consent";

    // Pages of a collection (RFC 8288, IANA link relations).
    public const string First = "first";
    public const string Next = "next";
    public const string Prev = "prev";

    // The present state, from a past one (RFC 5829, IANA link relations).
    public const string LatestVersion = "latest-version";

    // Documentation for people and for programs (RFC 8631, IANA link relations).
    public const string ServiceDoc = "service-doc";
    public const string ServiceDesc = "service-desc";
    public const string Help = "help";
}
