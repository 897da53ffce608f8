namespace Hal.Sharing.Api.Rels;

/// <summary>Every relation, in the order in which a reader meets them.</summary>
public static class RelTable
{
    public static IReadOnlyList<Rel> All { get; } =
        [.. EntryRels.All, .. SignInRels.All, .. IntegrationRels.All, .. ShareRels.All, .. OwnerRels.All, .. UserRels.All, .. TeamRels.All, .. ClientRels.All, .. AuthorizationRels.All];

    /// <param name="shortName">Without its prefix.</param>
    public static Rel? Find(string shortName) => All.FirstOrDefault(rel => rel.ShortName == shortName);
}
