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

/// <summary>An integration with what the caller may do with it.</summary>
public sealed record IntegrationView(IntegrationAccess Access, IntegrationRow Integration);

/// <summary>Which of the integrations that the caller can read are wanted.</summary>
/// <param name="Text">Contained in name, slug or description, ignoring case; null: any.</param>
public sealed record IntegrationFilter(string? Text, IntegrationReach Reach);

/// <summary>How the caller comes to read an integration.</summary>
public enum IntegrationReach
{
    /// <summary>In any way; for a superuser these are all.</summary>
    Any,

    /// <summary>He or a team of his owns it.</summary>
    Owned,

    /// <summary>It is shared with him or a team of his, and not owned.</summary>
    Shared,
}
