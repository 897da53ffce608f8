using System.Diagnostics;

namespace Hal.Sharing.Data.Shares;

/// <summary>How a request to create, change or revoke a share ended.</summary>
public abstract record ShareResult
{
    private ShareResult()
    {
    }

    /// <summary>The caller cannot read the integration, or there is none.</summary>
    public sealed record NotFound : ShareResult;

    /// <summary>The integration has no share for this principal.</summary>
    public sealed record ShareNotFound : ShareResult;

    /// <summary>The principal that the path names does not exist for the caller.</summary>
    public sealed record UnknownPrincipal : ShareResult;

    /// <summary>The principal that the body names does not exist for the caller.</summary>
    public sealed record UnknownRecipient : ShareResult;

    /// <summary>The caller cannot share, or not at the level that the request or the share has.</summary>
    public sealed record Forbidden(IntegrationAccess Access, string IntegrationId, string OwnerId) : ShareResult;

    /// <summary>The precondition does not hold.</summary>
    /// <param name="Revision">The present revision; null if there is no share.</param>
    public sealed record Stale(string IntegrationId, string? Revision) : ShareResult;

    /// <summary>The request can only create the share, but it exists.</summary>
    public sealed record AlreadyShared(ShareRow Share) : ShareResult;

    /// <summary>The request names no level, and the share has a level above 1; nothing was lowered.</summary>
    public sealed record LevelRequired(ShareRow Share) : ShareResult;

    public sealed record Unchanged(ShareRow Share, IntegrationAccess Access) : ShareResult;

    public sealed record Created(ShareRow Share, IntegrationAccess Access) : ShareResult;

    public sealed record Updated(ShareRow Share, IntegrationAccess Access) : ShareResult;

    public sealed record Deleted(string IntegrationId) : ShareResult;

    /// <summary>The same for handlers that do not tell refusals apart.</summary>
    /// <param name="refused">Gets every case that is not one of the others.</param>
    public T Match<T>(
        Func<ShareResult, T> refused,
        Func<Unchanged, T> unchanged,
        Func<Created, T> created,
        Func<Updated, T> updated,
        Func<Deleted, T> deleted) => this switch
        {
            Unchanged result => unchanged(result),
            Created result => created(result),
            Updated result => updated(result),
            Deleted result => deleted(result),
            _ => refused(this),
        };

    /// <summary>Returns what the handler of this case returns. A new case does not compile until every caller handles it.</summary>
    public T Match<T>(
        Func<NotFound, T> notFound,
        Func<ShareNotFound, T> shareNotFound,
        Func<UnknownPrincipal, T> unknownPrincipal,
        Func<UnknownRecipient, T> unknownRecipient,
        Func<Forbidden, T> forbidden,
        Func<Stale, T> stale,
        Func<AlreadyShared, T> alreadyShared,
        Func<LevelRequired, T> levelRequired,
        Func<Unchanged, T> unchanged,
        Func<Created, T> created,
        Func<Updated, T> updated,
        Func<Deleted, T> deleted) => this switch
        {
            NotFound result => notFound(result),
            ShareNotFound result => shareNotFound(result),
            UnknownPrincipal result => unknownPrincipal(result),
            UnknownRecipient result => unknownRecipient(result),
            Forbidden result => forbidden(result),
            Stale result => stale(result),
            AlreadyShared result => alreadyShared(result),
            LevelRequired result => levelRequired(result),
            Unchanged result => unchanged(result),
            Created result => created(result),
            Updated result => updated(result),
            Deleted result => deleted(result),
            _ => throw new UnreachableException(),
        };
}
