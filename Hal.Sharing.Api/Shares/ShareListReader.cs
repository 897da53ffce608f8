using Hal.Sharing.Data.Freshness;
using Hal.Sharing.Data.Shares;

namespace Hal.Sharing.Api.Shares;

/// <summary>
/// Answers requests for share lists: with the stored document if its versions are those of the database, otherwise with a document of the
/// shares that it reads.
/// </summary>
internal sealed class ShareListReader(ShareQueries queries, DocumentStore documents)
{
    /// <summary>Returns null if the caller cannot read the integration.</summary>
    public async Task<IActionResult?> ReadAsync(
        HttpContext http, Caller caller, string idOrSlug, PageQuery page, CancellationToken cancellationToken)
    {
        WrittenDocument? stored = null;
        var read = await queries.ReadListAsync(
            caller, idOrSlug, page.Request, documents.Knows(http) ? Find : null, cancellationToken);
        if (read.IsStoredCurrent)
            return new StoredResult(stored!);
        return read.List is { } list
            ? new HalResult(ShareAssembler.ToCollection(list, page.At(Hrefs.Shares(list.IntegrationId))))
            {
                MadeFrom = list.Shown is null ? null : ShareListBasis.Of(list.State),
                Shown = list.Shown,
            }
            : null;

        ShownPrincipals? Find(ShareListState state)
        {
            stored = documents.Find(http, ShareListBasis.Of(state));
            return stored?.Shown as ShownPrincipals;
        }
    }
}

/// <summary>
/// What decides the document of a page of shares, beside its address and the principals that it shows. Callers with equal permissions get
/// the same document.
/// </summary>
/// <param name="GrantableLevel">All links and forms follow from it: see <see cref="IntegrationAccess.CanGrant"/>.</param>
/// <param name="Timeline">See <see cref="DirectoryVersion"/>: versions are comparable within one timeline.</param>
internal sealed record ShareListBasis(string IntegrationId, int GrantableLevel, string Timeline, long ListVersion)
{
    public static ShareListBasis Of(ShareListState state) =>
        new(state.IntegrationId, state.Access.GrantableLevel, state.Version.Directory.Timeline, state.Version.List);
}
