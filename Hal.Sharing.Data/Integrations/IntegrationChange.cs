namespace Hal.Sharing.Data.Integrations;

/// <summary>How a request to create, change, delete or hand over an integration ended.</summary>
public enum IntegrationOutcome
{
    Done,

    /// <summary>It was so already; nothing was written.</summary>
    Unchanged,

    /// <summary>The caller cannot read it, or there is none.</summary>
    Hidden,

    /// <summary>The permission named beside is missing.</summary>
    Forbidden,

    /// <summary>The thing is not as the writer takes it to be.</summary>
    Stale,

    /// <summary>The id is, or was, somebody's; or differs from one by letter case only.</summary>
    IdTaken,

    /// <summary>The same for the slug.</summary>
    SlugTaken,

    /// <summary>The integration has as many former slugs as it can have.</summary>
    TooManySlugs,

    /// <summary>The new owner does not exist for the caller.</summary>
    UnknownOwner,
}

/// <summary>What became of a request to change an integration.</summary>
/// <param name="Missing">The missing <see cref="Permission"/>, where one is missing.</param>
/// <param name="View">The integration as it is now, and what the caller may do with it now; null when it is hidden or gone from his sight.</param>
/// <param name="OwnerId">Whom to ask for a missing permission.</param>
/// <param name="Level">The level that the caller holds, where a permission is missing.</param>
public sealed record IntegrationChange(
    IntegrationOutcome Outcome, IntegrationView? View = null, string? Missing = null, string? OwnerId = null, int Level = 0);

/// <summary>What may be said of an integration. A slug that is null stays, or is made from the name.</summary>
public sealed record IntegrationContent(string? Slug, string Name, string? Type, string? Description);
