using Hal.Sharing.Tests.Access;

namespace Hal.Sharing.Tests.Links;

/// <summary>The actions on an integration, its shares and its owner, and the permissions of all callers.</summary>
public static class IntegrationActions
{
    private const string One = "/api/integrations/{id}";
    private const string Shares = One + "/shares";
    private const string OwnShare = Shares + "/user:{user}";
    private const string LowShare = Shares + "/user:someone";
    private const string HighShare = Shares + "/user:someone3";
    private const string NewShare = Shares + "/user:recipient";
    private const string NewTeamShare = Shares + "/team:target";
    private const string Owner = One + "/owner";

    public static readonly IReadOnlyList<ActionRow> Rows =
    [
        new("create", "/api/integrations", "inf:create-integration", "POST", "/api/integrations", """{"name": "New"}""", _ => true),
        new("edit", One, "inf:edit", "PUT", One, """{"name": "Renamed"}""", player => player.May("write")),
        new("edit the slug", One, "inf:edit", "PUT", One, """{"name": "Renamed", "slug": "{id}-renamed"}""", player => player.May("slug"),
            LinkDecides: false),
        new("delete", One, "inf:delete", "DELETE", One, null, player => player.May("delete")),

        new("share", Shares, "inf:share", "PUT", NewShare, null, player => player.MayGrant(1)),
        new("share with a team", Shares, "inf:share", "PUT", NewTeamShare, """{"accessLevel": 2}""", player => player.MayGrant(2)),
        new("share at level 3", Shares, "inf:share", "PUT", NewShare, """{"accessLevel": 3}""", player => player.MayGrant(3),
            LinkDecides: false),
        new("share at level 9", Shares, "inf:share", "PUT", NewShare, """{"accessLevel": 9}""", player => player.MayGrant(3),
            LinkDecides: false),
        new("share by form", Shares, "inf:share", "POST", Shares, """{"principalId": "user:recipient"}""",
            player => player.MayGrant(1)) { IsForm = true },

        new("share with many", Shares, "inf:share-many", "POST", Shares + "/bulk", """{"items": [{"principalId": "user:recipient"}]}""",
            player => player.MayGrant(1)),
        new("preview a share", Shares, "inf:preview", "POST", Shares + "/preview", """{"principalId": "user:recipient"}""",
            player => player.MayGrant(1)),
        new("preview the revocation of a share", LowShare, "inf:preview", "POST", LowShare + "/preview", "{}",
            player => player.MayGrant(1)),
        new("preview a transfer", Owner, "inf:preview", "POST", Owner + "/preview", """{"userId": "recipient"}""",
            player => player.May("changeOwner")),

        new("change a share of level 1", LowShare, "inf:edit", "PUT", LowShare, """{"accessLevel": 2}""", player => player.MayGrant(2)),
        new("raise a share to level 3", LowShare, "inf:edit", "PUT", LowShare, """{"accessLevel": 3}""", player => player.MayGrant(3),
            LinkDecides: false),
        new("lower a share of level 3", HighShare, "inf:edit", "PUT", HighShare, """{"accessLevel": 1}""", player => player.MayGrant(3)),
        new("revoke a share of level 1", LowShare, "inf:revoke", "DELETE", LowShare, null, player => player.MayGrant(1)),
        new("revoke a share of level 3", HighShare, "inf:revoke", "DELETE", HighShare, null, player => player.MayGrant(3)),
        new("revoke the caller's share", OwnShare, "inf:revoke", "DELETE", OwnShare, null, player => player.HasShare && player.MayGrant(1)),

        new("transfer to a user", Owner, "inf:transfer", "PUT", Owner, """{"userId": "recipient"}""", player => player.May("changeOwner")),
        new("transfer to the caller", Owner, "inf:transfer", "PUT", Owner, """{"principalId": "user:{user}"}""",
            player => player.May("changeOwner")),
        new("transfer to a team as its dataWizard", Owner, "inf:transfer", "PUT", Owner, """{"teamId": "target"}""",
            player => player.May("changeOwner")
                && (player.IsSuperuser || ContractTable.MayReceive.Contains(Data.Access.TeamRole.DataWizard))),
        new("transfer to a team as its designer", Owner, "inf:transfer", "PUT", Owner, """{"teamId": "elsewhere"}""",
            player => player.May("changeOwner") && (player.IsSuperuser || ContractTable.MayReceive.Contains(Data.Access.TeamRole.Designer)),
            LinkDecides: false),
    ];

    // The rows of the contract that give each caller permissions, and the owner with which they apply.
    private static readonly (string User, string? Owner, string[] Ways)[] Ties =
    [
        ("admin", null, [ContractTable.Superuser]),
        ("owner", "user:owner", [ContractTable.Owner]),
        ("level1", null, ["level-1"]),
        ("level2", null, ["level-2"]),
        ("level3", null, ["level-3"]),
        ("level7", null, ["level-3"]),
        ("readers-admin", null, ["level-3"]),
        ("readers-publisher", null, ["level-2"]),
        ("owners-admin", "team:owners", ["role-admin"]),
        ("owners-publisher", "team:owners", ["role-publisher"]),
        ("owners-wizard", "team:owners", ["role-dataWizard"]),
        ("owners-designer", "team:owners", ["role-designer"]),
        ("owners-plus", "team:owners", ["role-memberPlus"]),
        ("owners-member", "team:owners", ["role-member"]),
        ("stranger", null, []),
    ];

    /// <summary>Returns all callers with their permissions on an integration of this owner that has the shares of the fixture.</summary>
    public static IEnumerable<Player> Callers(string ownerId) => Ties.Select(tie => new Player(
        tie.User, ContractTable.Of(tie.Owner is null || tie.Owner == ownerId ? tie.Ways : []), tie.User == "admin")
    {
        HasShare = tie.User.StartsWith("level", StringComparison.Ordinal),
    });
}
