using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Receives a small JSON body, or refuses it.</summary>
internal static class RequestBody
{
    public const int MaxLength = 64 * 1024;

    // Kestrel also counts the chunk framing. Up to this multiple, this class counts the body itself, to refuse it with a good explanation.
    private const int Framing = 8;

    public const string Accepted = $"{MediaTypes.Json}, {MediaTypes.Hal}, {MediaTypes.HalForms}";

    private const string SendAccepted = $"send {MediaTypes.Json}, {MediaTypes.Hal} or {MediaTypes.HalForms}.";

    /// <summary>HAL-FORMS is included because clients send back what they received, with its media type.</summary>
    private static readonly string[] Types = [MediaTypes.Json, MediaTypes.Hal, MediaTypes.HalForms];

    /// <summary>Returns the bytes (none if there is no body), or the refusal.</summary>
    public static async ValueTask<(byte[] Bytes, Refusal? Refusal)> ReadAsync(HttpRequest request, int maxLength = MaxLength)
    {
        var canHaveBody = request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
        if (!canHaveBody)
            return ([], null);

        var unsupported = Unsupported(request);
        if (unsupported is not null && request.ContentLength is not null)
            return ([], unsupported);
        if (request.ContentLength > maxLength)
            return ([], TooLarge(maxLength));

        var size = request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>();
        if (size is { IsReadOnly: false } && size.MaxRequestBodySize < Framing * maxLength)
            size.MaxRequestBodySize = Framing * maxLength;
        try
        {
            // A chunked body can be empty, and an empty body needs no media type.
            var bytes = await ReadToEndAsync(request, unsupported is null ? maxLength : 0);
            return bytes is null ? ([], unsupported ?? TooLarge(maxLength)) : (bytes, null);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return ([], unsupported ?? TooLarge(maxLength));
        }
    }

    /// <summary>Returns null if the body is longer than <paramref name="limit"/>.</summary>
    private static async ValueTask<byte[]?> ReadToEndAsync(HttpRequest request, int limit)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(request.HttpContext.RequestAborted);
            if (read.Buffer.Length > limit)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }
            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static Refusal? Unsupported(HttpRequest request)
    {
        var coding = request.Headers.ContentEncoding.ToString();
        if (coding.Length > 0 && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            return Refuse($"The body is encoded with '{Truncate.Text(coding)}'; send it unencoded.");

        var contentType = request.ContentType;
        if (string.IsNullOrEmpty(contentType))
            return Refuse($"The body has no Content-Type; {SendAccepted}");
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.MediaType.HasValue
            || !Types.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
            return Refuse($"The body is '{Truncate.Text(contentType)}'; {SendAccepted}");
        return type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? Refuse($"The body's charset is '{Truncate.Text(type.Charset.ToString())}'; send UTF-8.")
            : null;
    }

    private static Refusal Refuse(string detail) => new(StatusCodes.Status415UnsupportedMediaType, detail);

    private static Refusal TooLarge(int maxLength) =>
        new(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {maxLength} bytes; send less.");
}
