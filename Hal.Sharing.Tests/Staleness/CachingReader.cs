using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Staleness;

/// <summary>What a client knows after a read.</summary>
/// <param name="Body">Undefined without a document.</param>
internal sealed record Reply(int Status, JsonElement Body);

/// <summary>Reads like a client that keeps the last copy of every document: 304 means that the copy is the document.</summary>
internal sealed class CachingReader(IReadOnlyList<HttpClient> servers)
{
    public const int Attempts = 10;
    private readonly ConcurrentDictionary<(string Token, string Path, string Accept), (string Tag, JsonElement Body)> _copies = new();
    private int _notModified;

    /// <summary>How many reads got 304.</summary>
    public int NotModified => _notModified;

    public void Forget() => _copies.Clear();

    /// <summary>Returns the text of a document, or of all its pages, as one server shows it.</summary>
    public async Task<string> TextAsync(int server, Requester requester, Document document, string accept, bool isConditional)
    {
        var (texts, path) = (new List<string>(), (string?)document.Path);
        while (path is not null)
        {
            var reply = await ReadAsync(server, requester, path, accept, isConditional);
            texts.Add(ShownText.Of(document, reply, accept == Document.Forms));
            path = document.Kind == "pages" && reply.Status == 200 ? reply.Body.Href("next") : null;
        }
        return string.Join("\n", texts);
    }

    // An overloaded machine can run into the server's time limits.
    private async Task<Reply> ReadAsync(int server, Requester requester, string path, string accept, bool isConditional)
    {
        for (var attempt = 1; ; attempt++)
        {
            var reply = await TryReadAsync(server, requester, path, accept, isConditional);
            if (reply.Status != 503 || attempt == Attempts)
                return reply;
            await Task.Delay(100 * attempt);
        }
    }

    private async Task<Reply> TryReadAsync(int server, Requester requester, string path, string accept, bool isConditional)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", requester.Token);
        request.Headers.Accept.ParseAdd(accept);
        var key = (requester.Token, path, accept);
        if (isConditional && _copies.TryGetValue(key, out var copy))
            request.Headers.IfNoneMatch.ParseAdd(copy.Tag);
        using var response = await servers[server].SendAsync(request);
        var status = (int)response.StatusCode;
        if (status == 304 && isConditional)
        {
            Interlocked.Increment(ref _notModified);
            return new(200, _copies[key].Body);
        }
        if (status != 200)
            return new(status, default);
        var body = await response.JsonAsync();
        _copies[key] = (response.Headers.ETag!.ToString(), body);
        return new(200, body);
    }
}
