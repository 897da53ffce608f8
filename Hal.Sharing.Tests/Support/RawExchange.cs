namespace Hal.Sharing.Tests.Support;

/// <summary>Reads a raw request and its answer as what the server makes of them.</summary>
internal static class RawExchange
{
    /// <summary>Null for what never came as far as this API: Kestrel's own bare refusals, interim answers, a closed connection.</summary>
    public static Exchange? Of(RawRequest request, RawAnswer answer)
    {
        if (answer.Status < 200
            || (answer.Status is >= 400 and < 500 && answer.Body.Length == 0 && answer.Header("content-type").Length == 0
                && (request.Method != "HEAD" || answer.Status is 400 or 414 or 431)))
            return null;
        var type = answer.Header("content-type");
        return new Exchange(
            request.Method, PathOf(request.Target), request.Body, answer.Status, type.Length == 0 ? null : type.Split(';')[0],
            name => answer.Header(name.ToLowerInvariant()) is { Length: > 0 } value ? value : null, answer.Body);
    }

    // As Kestrel does: the path is decoded, but for slashes, and its dots are gone before any code runs.
    private static string PathOf(string target)
    {
        var path = target.Split('?')[0];
        var decoded = Uri.UnescapeDataString(path.Replace("%2f", "%252F", StringComparison.OrdinalIgnoreCase));
        var segments = new Stack<string>();
        foreach (var segment in decoded.Split('/').Skip(1))
        {
            if (segment == ".." && segments.Count > 0)
                segments.Pop();
            else if (segment is not ("." or ".."))
                segments.Push(segment);
        }
        return "/" + string.Join('/', segments.Reverse());
    }
}
