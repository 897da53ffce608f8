using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Takes in a small JSON body, or says why it does not.</summary>
internal static class RequestBody
{
    public const int MaxLength = 64 * 1024;

    // Kestrel counts what a chunked body is wrapped in, too: up to this we count ourselves, and say what is wrong.
    private const int MaxOnTheWire = 8 * MaxLength;

    public const string Accepted = $"{MediaTypes.Json}, {MediaTypes.Hal}, {MediaTypes.HalForms}";

    /// <summary>HAL-FORMS too: a client sends back what it received, under the media type that it came with.</summary>
    private static readonly string[] Types = [MediaTypes.Json, MediaTypes.Hal, MediaTypes.HalForms];

    /// <summary>The bytes, none where there is no body; or the refusal.</summary>
    public static async ValueTask<(byte[] Bytes, Refusal? Refusal)> ReadAsync(HttpRequest request)
    {
        var canHaveBody = request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true;
        if (!canHaveBody)
            return ([], null);

        var unsupported = Unsupported(request);
        if (unsupported is not null && request.ContentLength is not null)
            return ([], unsupported);
        if (request.ContentLength > MaxLength)
            return ([], TooLarge());

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false, MaxRequestBodySize: < MaxOnTheWire } wire)
            wire.MaxRequestBodySize = MaxOnTheWire;
        // A chunked body may turn out to be none at all, which needs no media type.
        try
        {
            return await ReadToEndAsync(request, unsupported is null ? MaxLength : 0) is { } bytes ? (bytes, null) : ([], unsupported ?? TooLarge());
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return ([], unsupported ?? TooLarge());
        }
    }

    /// <summary>Null where there is more than <paramref name="limit"/>.</summary>
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
            return Refuse($"The body is encoded with '{Truncate.Text(coding)}'; send it unencoded");

        var contentType = request.ContentType;
        if (string.IsNullOrEmpty(contentType))
            return Refuse("The body has no Content-Type");
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.MediaType.HasValue
            || !Types.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase))
            return Refuse($"The body is '{Truncate.Text(contentType)}'");
        return type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            ? Refuse($"The body's charset is '{Truncate.Text(type.Charset.ToString())}'; send UTF-8")
            : null;
    }

    private static Refusal Refuse(string what) =>
        new(StatusCodes.Status415UnsupportedMediaType, $"{what}; accepted are {MediaTypes.Json}, {MediaTypes.Hal} and {MediaTypes.HalForms}.");

    private static Refusal TooLarge() =>
        new(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {MaxLength} bytes; send less.");
}
