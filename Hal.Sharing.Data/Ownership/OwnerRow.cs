namespace Hal.Sharing.Data.Ownership;

/// <summary>The owner of an integration.</summary>
/// <param name="Id">The ID of the integration.</param>
public sealed record OwnerRow(string Id, string OwnerId, string OwnerName)
{
    public string Revision => RevisionOf(OwnerId);

    public static string RevisionOf(string ownerId) => Statements.Revision.Of(ownerId);
}

/// <summary>The owner of an integration that the caller can read.</summary>
public sealed record OwnerView(IntegrationAccess Access, OwnerRow Owner);
