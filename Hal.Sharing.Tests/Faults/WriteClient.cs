using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Faults;

/// <summary>
/// Sends one request at a time on one connection, never twice, and says what its response means. After a failure, the next request goes to
/// the next server.
/// </summary>
public sealed class WriteClient : IDisposable
{
    // Longer than any response takes: an outcome that the client does not wait for is unknown.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private const string NoShare = "There is no share";
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(20);

    private readonly IReadOnlyList<Uri> _servers;
    private readonly HttpClient _client;
    private readonly WriteLedger _ledger;
    private int _server;

    public WriteClient(IReadOnlyList<Uri> servers, int first, string user, WriteLedger ledger)
    {
        (_servers, _server, _ledger) = (servers, first % servers.Count, ledger);
#pragma warning disable CA2000 // The client disposes of its handler.
        var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 1, UseProxy = false, AllowAutoRedirect = false };
#pragma warning restore CA2000
        _client = new HttpClient(handler) { Timeout = Patience }.WithBearer(TestIssuer.BuiltIn.Token(user));
    }

    /// <summary>Sends a write, adds it to the ledger, and returns it with the ID in the response.</summary>
    public async Task<(WriteAttempt Attempt, string? Id)> WriteAsync(
        string key, string? value, HttpMethod method, string path, object? body = null)
    {
        // With content, even if it is empty, the client library never sends the request a second time by itself.
        using var content = body is null
            ? new ByteArrayContent([])
            : new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(method, new Uri(_servers[_server], path)) { Content = content };
        request.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse("application/json"));
        var sent = Stopwatch.GetTimestamp();
        var (outcome, status, text, unexpected) = await SendAsync(request);
        var attempt = new WriteAttempt(key, value, outcome, sent, Stopwatch.GetTimestamp(), status);
        _ledger.Add(attempt, unexpected);
        if (outcome is WriteOutcome.Refused or WriteOutcome.Unknown)
        {
            _server = (_server + 1) % _servers.Count;
            await Task.Delay(AfterFailure);
        }
        return (attempt, outcome == WriteOutcome.Acknowledged && text.Length > 0 ? Member(text, "id") : null);
    }

    public void Dispose() => _client.Dispose();

    private async Task<(WriteOutcome Outcome, int Status, string Text, string? Unexpected)> SendAsync(HttpRequestMessage request)
    {
        try
        {
            using var response = await _client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            var status = (int)response.StatusCode;
            var isUnknown = status == 503 && Member(text, "type") == "/problems/outcome-unknown";
            var isAbsent = request.Method == HttpMethod.Delete
                && Member(text, "detail")?.StartsWith(NoShare, StringComparison.Ordinal) is true;
            return status switch
            {
                >= 200 and < 300 => (WriteOutcome.Acknowledged, status, text, null),
                404 when isAbsent => (WriteOutcome.Absent, status, text, null),
                503 when isUnknown => (WriteOutcome.Unknown, status, text, null),
                429 or 503 when response.Headers.RetryAfter is not null => (WriteOutcome.Refused, status, text, null),
                >= 500 => (WriteOutcome.Unknown, status, text, $"{request.Method} {request.RequestUri}: {status} {text}"),
                _ => (WriteOutcome.Refused, status, text, $"{request.Method} {request.RequestUri}: {status} {text}"),
            };
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return (WriteOutcome.Refused, 0, "", null);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return (WriteOutcome.Unknown, 0, "", null);
        }
    }

    private static string? Member(string text, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.TryGetProperty(name, out var member) ? member.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
