using Xunit.Sdk;

namespace Hal.Sharing.Tests.Support;

/// <summary>Fails every test whose request gets a response that is not in the OpenAPI document.</summary>
/// <param name="pathBase">Below which the server is asked; empty: none.</param>
public sealed class ApiCheck(string pathBase = "") : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        // A stream does not end by itself.
        var isStream = response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        if (!isStream)
            await response.Content.LoadIntoBufferAsync(cancellationToken);
        var exchange = new Exchange(
            request.Method.Method,
            BehindPathBase(request.RequestUri!.AbsolutePath),
            request.Content is ByteArrayContent sent ? await sent.ReadAsByteArrayAsync(cancellationToken) : ReadOnlyMemory<byte>.Empty,
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.MediaType,
            name => response.Headers.TryGetValues(name, out var values)
                || response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null,
            isStream ? [] : await response.Content.ReadAsByteArrayAsync(cancellationToken));
        return ApiJudge.Judge(exchange) is { } fault ? throw new XunitException($"{request.Method} {request.RequestUri}: {fault}")
            : response;
    }

    private string BehindPathBase(string path) =>
        pathBase.Length > 0 && path.StartsWith($"{pathBase}/", StringComparison.OrdinalIgnoreCase) ? path[pathBase.Length..] : path;
}
