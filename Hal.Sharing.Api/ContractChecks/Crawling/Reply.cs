namespace Hal.Sharing.Api.ContractChecks.Crawling;

/// <summary>What a check needs of a response.</summary>
/// <param name="MediaType">Without parameters, or empty.</param>
/// <param name="Location">The absolute target of a redirect, or null.</param>
/// <param name="Allow">The methods of the header <c>Allow</c>.</param>
/// <param name="Body">Empty if it is no JSON, or too long for a document: a link can lead to a download, or to a stream of events.</param>
internal sealed record Reply(int Status, string MediaType, Uri? Location, IReadOnlyList<string> Allow, ReadOnlyMemory<byte> Body)
{
    private const int MaxBodyBytes = 16 << 20;

    public static async Task<Reply> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var location = response.Headers.Location is { } target && (int)response.StatusCode is >= 300 and < 400
            ? new Uri(response.RequestMessage!.RequestUri!, target)
            : null;
        return new Reply(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType ?? "",
            location,
            [.. response.Content.Headers.Allow.Select(method => method.ToUpperInvariant()).Distinct().Order(StringComparer.Ordinal)],
            await ReadBodyAsync(response.Content, cancellationToken));
    }

    private static async Task<byte[]> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) is not true)
            return [];
        try
        {
            await content.LoadIntoBufferAsync(MaxBodyBytes, cancellationToken);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return [];
        }
        return await content.ReadAsByteArrayAsync(cancellationToken);
    }
}
