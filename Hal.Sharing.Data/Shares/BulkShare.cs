using System.Diagnostics;

namespace Hal.Sharing.Data.Shares;

/// <summary>One change of a request about many shares.</summary>
/// <param name="AccessLevel">Null if the item names no level; see <see cref="ShareCommands.PutAsync"/>.</param>
/// <param name="Revokes">Whether the share is revoked.</param>
public sealed record BulkShareItem(string PrincipalId, int? AccessLevel, bool Revokes);

/// <summary>What a change does to its share.</summary>
public enum BulkShareEffect
{
    Created,
    Updated,
    Unchanged,
    Revoked,
    Refused,
}

/// <summary>How one change ends.</summary>
/// <param name="Refusal">The result of the same single request if it is refused; null otherwise.</param>
public sealed record BulkShareOutcome(BulkShareItem Item, BulkShareEffect Effect, ShareResult? Refusal);

/// <summary>How a request about many shares ended.</summary>
public abstract record BulkShareResult
{
    private BulkShareResult()
    {
    }

    /// <summary>The caller cannot read the integration, or there is none.</summary>
    public sealed record NotFound : BulkShareResult;

    /// <summary>The caller cannot share the integration at any level.</summary>
    public sealed record Forbidden(ShareResult.Forbidden Reason) : BulkShareResult;

    /// <summary>The precondition does not hold.</summary>
    /// <param name="Condition">The precondition, as far as it is about the version of the list.</param>
    /// <param name="Version">The present version.</param>
    public sealed record Stale(string IntegrationId, Precondition Condition, string Version) : BulkShareResult;

    /// <summary>At least one change is refused, so nothing was written. The other outcomes are those that would have been.</summary>
    public sealed record Refused(IReadOnlyList<BulkShareOutcome> Outcomes) : BulkShareResult;

    /// <param name="CanRead">Whether the caller can still read the integration.</param>
    /// <param name="HasChanged">Whether a share was written or revoked.</param>
    public sealed record Done(string IntegrationId, bool CanRead, bool HasChanged, IReadOnlyList<BulkShareOutcome> Outcomes)
        : BulkShareResult;

    /// <summary>Returns what the handler of this case returns. A new case does not compile until every caller handles it.</summary>
    public T Match<T>(
        Func<NotFound, T> notFound,
        Func<Forbidden, T> forbidden,
        Func<Stale, T> stale,
        Func<Refused, T> refused,
        Func<Done, T> done) => this switch
        {
            NotFound result => notFound(result),
            Forbidden result => forbidden(result),
            Stale result => stale(result),
            Refused result => refused(result),
            Done result => done(result),
            _ => throw new UnreachableException(),
        };
}
