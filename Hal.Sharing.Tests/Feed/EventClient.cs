using System.Net.Http.Headers;

namespace Hal.Sharing.Tests.Feed;

/// <summary>Reads a stream of server-sent events, as the HTML Living Standard says (section 9.2.6).</summary>
internal sealed class EventClient : IAsyncDisposable
{
    private readonly StreamReader _lines;

    private EventClient(HttpResponseMessage response, StreamReader lines) => (Response, _lines) = (response, lines);

    public HttpResponseMessage Response { get; }

    /// <summary>The ID to come back with: of the last event, also of one without data.</summary>
    public string LastId { get; private set; } = "";

    public int Comments { get; private set; }

    /// <summary>Opens a stream; the first ID has arrived then.</summary>
    public static async Task<EventClient> OpenAsync(HttpClient http, string path, string? lastId = null)
    {
        var response = await SendAsync(http, path, lastId);
        response.StatusCode.Should().Be(System.Net.HttpStatusCode.OK);
        var client = new EventClient(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
        await client.ReadBlockAsync();
        return client;
    }

    public static async Task<HttpResponseMessage> SendAsync(HttpClient http, string path, string? lastId = null, string method = "GET")
    {
        using var request = new HttpRequestMessage(new(method), path);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (lastId is not null)
            request.Headers.Add("Last-Event-ID", lastId);
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Returns the next event; null at the end of the stream.</summary>
    public async Task<Event?> ReadAsync()
    {
        while (await ReadBlockAsync() is { } block)
            if (block.Data.Length > 0)
                return block;
        return null;
    }

    /// <summary>Returns so many events; fails if the stream ends.</summary>
    public async Task<List<Event>> ReadAsync(int count)
    {
        var events = new List<Event>();
        while (events.Count < count)
            events.Add(await ReadAsync() ?? throw new InvalidOperationException($"The stream ended after {events.Count} events."));
        return events;
    }

    /// <summary>Returns the next block, which can be a comment or an ID only; null at the end of the stream.</summary>
    public async Task<Event?> ReadBlockAsync()
    {
        var (name, data) = ("message", "");
        while (await _lines.ReadLineAsync() is { } line)
        {
            if (line.Length == 0)
                return new(LastId, name, data);
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var value = line[(colon + 1)..].TrimStart(' ');
            switch (line[..colon])
            {
                case "":
                    Comments++;
                    break;
                case "id":
                    LastId = value;
                    break;
                case "event":
                    name = value;
                    break;
                case "data":
                    data += value;
                    break;
            }
        }
        return null;
    }

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        Response.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>One event.</summary>
/// <param name="Name">The action.</param>
internal sealed record Event(string Id, string Name, string Data);
