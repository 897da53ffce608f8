using System.Diagnostics;
using Hal.Sharing.Data.Shares;

namespace Hal.Sharing.Api.Shares;

/// <summary>Reads share lists, and reads no share if the client's copy is current.</summary>
internal sealed class ShareListReader(ShareQueries queries)
{
    /// <param name="page">The page, at the address that was requested.</param>
    public async Task<ShareListResult> ReadAsync(
        HttpContext http, Caller caller, string idOrSlug, PageQuery page, CancellationToken cancellationToken)
    {
        if (await queries.ListAsync(caller, idOrSlug, page.Request, ShareListTag.Held(http.Request), cancellationToken) is not { } list)
            return new ShareListResult.NotFound();
        page = page.At(Hrefs.Shares(list.IntegrationId));
        var tag = ShareListTag.Of(http, list, page.Self);
        if (list.Page is { } shares)
            return new ShareListResult.Found(list, shares, page, tag);
        if (EntityTag.IsHeld(http.Request, tag))
            return new ShareListResult.NotModified(tag);

        // The client has these shares in another document: of another caller or media type, or with other permissions or grantors.
        return await queries.ListAsync(caller, idOrSlug, page.Request, held: null, cancellationToken) is { Page: { } read } again
            ? new ShareListResult.Found(again, read, page, ShareListTag.Of(http, again, page.Self))
            : new ShareListResult.NotFound();
    }
}

/// <summary>How a request for a share list ended.</summary>
internal abstract record ShareListResult
{
    private ShareListResult()
    {
    }

    /// <summary>The caller cannot read the integration, or there is none.</summary>
    public sealed record NotFound : ShareListResult;

    /// <summary>The client's copy is current.</summary>
    public sealed record NotModified(string Tag) : ShareListResult;

    /// <param name="Query">The page at its canonical address.</param>
    public sealed record Found(ShareList List, Page<ShareRow> Shares, PageQuery Query, string Tag) : ShareListResult;

    /// <summary>Returns what the handler of this case returns. A new case does not compile until every caller handles it.</summary>
    public T Match<T>(Func<NotFound, T> notFound, Func<NotModified, T> notModified, Func<Found, T> found) => this switch
    {
        NotFound result => notFound(result),
        NotModified result => notModified(result),
        Found result => found(result),
        _ => throw new UnreachableException(),
    };
}
