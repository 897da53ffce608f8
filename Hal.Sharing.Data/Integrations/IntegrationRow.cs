namespace Hal.Sharing.Data.Integrations;

/// <summary>One integration as it is stored.</summary>
public sealed record IntegrationRow(
    string Id,
    string Slug,
    string Name,
    string? Type,
    string? Description,
    string OwnerId,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    long Version) : IPageItem
{
    public string Revision => Statements.Revision.Of(Version, CreatedAt);

    int IPageItem.TextSize => Statements.TextSize.Of(Name, Type, Description);
}

/// <summary>An integration and what the caller can do with it.</summary>
public sealed record IntegrationView(IntegrationAccess Access, IntegrationRow Integration);

/// <summary>Selects some of the integrations that the caller can read.</summary>
/// <param name="Text">Contained in name, slug or description, ignoring case; null for any.</param>
public sealed record IntegrationFilter(string? Text, IntegrationReach Reach);

/// <summary>Why the caller can read an integration.</summary>
public enum IntegrationReach
{
    /// <summary>For any reason; for a superuser, all integrations.</summary>
    Any,

    /// <summary>The caller or one of their teams owns it.</summary>
    Owned,

    /// <summary>It is shared with the caller or one of their teams, and not owned.</summary>
    Shared,
}
