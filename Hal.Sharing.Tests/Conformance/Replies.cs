using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>Responses with a document.</summary>
internal static class Replies
{
    /// <summary>Answers with a document in the representation that the request accepts.</summary>
    /// <param name="status">200 or 201, which has a Location.</param>
    /// <param name="invalidated">The collections that a write changed.</param>
    public static Answer Reply(this Session session, Doc document, World? world = null, int status = 200, params string[] invalidated)
    {
        var (accept, isPlain) = Representation(session.Request);
        JsonNode body = isPlain ? document.ToPlain() : document.ToRoot(forms: accept == Media.Forms);
        var headers = Session.Invalidating(invalidated);
        headers["Content-Type"] = accept;
        headers["ETag"] = Tag(session.Id, accept, body, document.Revision);
        if (session.Request.IsSafe)
            headers["Vary"] = "Accept, Authorization, Cookie, refreshed-token, Prefer";
        else
            headers["Content-Location"] = document.Self;
        if (status == 201)
            headers["Location"] = document.Self;
        if (session.Request.IsSafe && PageLinks(body) is { Length: > 0 } pages)
            headers["Link"] = pages;
        var answer = new Answer(status, body, world ?? session.World) { Headers = headers };
        return IsHeld(session, headers["ETag"])
            ? answer with { Status = 304, Body = null, Headers = OnlyTag(headers) }
            : answer;
    }

    private static Dictionary<string, string> OnlyTag(Dictionary<string, string> headers) =>
        new() { ["ETag"] = headers["ETag"], ["Vary"] = headers["Vary"] };

    private static string Tag(string reader, string mediaType, JsonNode body, string? revision) =>
        $"\"{(revision is null ? "" : revision + ".")}{Unknown.Digest(reader, mediaType + body.ToJsonString())}\"";

    /// <summary>Whether the client has this representation already.</summary>
    private static bool IsHeld(Session session, string tag) => session.Request is { IsSafe: true, IfNoneMatch: { } held }
        && (held == "*" || held == session.Bindings.Resolve(tag));

    private static (string MediaType, bool IsPlain) Representation(ApiRequest request)
    {
        var isTeamsApi = request.Path.StartsWith("/api/v1/", StringComparison.Ordinal);
        var isOptions = request.Path == "/api/principals/options";
        var accept = request.Accept != Media.Any ? request.Accept : isTeamsApi || isOptions ? Media.Json : Media.Hal;
        return (accept, accept == Media.Json && (isTeamsApi || isOptions));
    }

    private static string PageLinks(JsonNode body) => body is JsonObject root && root["_links"] is JsonObject links
        ? string.Join(", ", new[] { "first", "prev", "next" }.Where(links.ContainsKey)
            .Select(rel => $"<{links[rel]!["href"]}>; rel=\"{rel}\""))
        : "";
}
