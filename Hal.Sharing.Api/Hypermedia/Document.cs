using System.Text.Json;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Turns a request's body into a document, or into the refusal that lists all its faults.</summary>
internal static class Document
{
    /// <param name="request">The request, whose body is not yet read.</param>
    /// <param name="optional">Whether the request may come without a body, which is then read as if it were <c>{}</c>.</param>
    /// <param name="maxLength">The largest accepted body in bytes.</param>
    public static async Task<(T? Value, Refusal? Refusal)> ReadAsync<T>(
        HttpRequest request, bool optional, int maxLength = RequestBody.MaxLength)
        where T : IRequestDocument<T>
    {
        var (bytes, refusal) = await RequestBody.ReadAsync(request, maxLength);
        if (refusal is not null)
            return (default, refusal);
        if (bytes.Length == 0 && optional)
            return Read<T>(default);
        var (json, fault) = JsonBody.Read(bytes);
        return fault is null ? Read<T>(json) : (default, new(StatusCodes.Status400BadRequest, fault.Detail));
    }

    private static (T?, Refusal?) Read<T>(JsonElement json)
        where T : IRequestDocument<T>
    {
        var reader = new DocumentReader(json);
        var value = T.Read(reader);
        var faults = reader.Finish();
        return faults.IsEmpty ? (value, null) : (default, faults.ToRefusal());
    }
}
