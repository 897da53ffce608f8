namespace Hal.Sharing.Api.ContractChecks.Crawling;

/// <summary>What a check needs of a response.</summary>
/// <param name="MediaType">Without parameters, or empty.</param>
/// <param name="Location">The absolute target of a redirect, or null.</param>
/// <param name="Allow">The methods of the header <c>Allow</c>.</param>
internal sealed record Reply(int Status, string MediaType, Uri? Location, IReadOnlyList<string> Allow, ReadOnlyMemory<byte> Body)
{
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
            await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }
}
