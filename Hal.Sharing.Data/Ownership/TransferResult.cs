using System.Diagnostics;
using Hal.Sharing.Data.Integrations;

namespace Hal.Sharing.Data.Ownership;

/// <summary>How a request to transfer ownership ended.</summary>
public abstract record TransferResult
{
    private TransferResult()
    {
    }

    /// <summary>The caller cannot read the integration, or there is none.</summary>
    public sealed record NotFound : TransferResult;

    /// <param name="Permission">The missing <see cref="Access.Permission"/>.</param>
    /// <param name="OwnerId">The principal that can grant it.</param>
    public sealed record Forbidden(string Permission, IntegrationAccess Access, string IntegrationId, string OwnerId) : TransferResult;

    /// <summary>The precondition does not hold.</summary>
    public sealed record Stale(IntegrationRow Present) : TransferResult;

    /// <summary>The new owner does not exist for the caller.</summary>
    public sealed record UnknownOwner : TransferResult;

    public sealed record Unchanged(IntegrationView View) : TransferResult;

    /// <param name="View">What the caller can do after the transfer.</param>
    public sealed record Updated(IntegrationView View) : TransferResult;

    /// <summary>The same for handlers that do not tell refusals apart.</summary>
    /// <param name="refused">Gets every case that is not one of the others.</param>
    public T Match<T>(Func<TransferResult, T> refused, Func<Unchanged, T> unchanged, Func<Updated, T> updated) => this switch
    {
        Unchanged result => unchanged(result),
        Updated result => updated(result),
        _ => refused(this),
    };

    /// <summary>Returns what the handler of this case returns. A new case does not compile until every caller handles it.</summary>
    public T Match<T>(
        Func<NotFound, T> notFound,
        Func<Forbidden, T> forbidden,
        Func<Stale, T> stale,
        Func<UnknownOwner, T> unknownOwner,
        Func<Unchanged, T> unchanged,
        Func<Updated, T> updated) => this switch
        {
            NotFound result => notFound(result),
            Forbidden result => forbidden(result),
            Stale result => stale(result),
            UnknownOwner result => unknownOwner(result),
            Unchanged result => unchanged(result),
            Updated result => updated(result),
            _ => throw new UnreachableException(),
        };
}
