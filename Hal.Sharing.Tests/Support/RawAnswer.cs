using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Hal.Sharing.Tests.Support;

/// <summary>An answer as it came over the wire.</summary>
/// <param name="Status">0 when the server closed the connection without a word.</param>
/// <param name="Headers">Names in lower case, in the order of arrival.</param>
public sealed record RawAnswer(int Status, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public string Text => Encoding.UTF8.GetString(Body);

    public string Header(string name) => string.Join(", ", Headers.Where(header => header.Name == name).Select(header => header.Value));

    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Body);
        return document.RootElement.Clone();
    }

    /// <summary>Sends and reads until the server closes; a server that refuses early may close before it has read everything.</summary>
    public static async Task<RawAnswer> SendAsync(Uri address, byte[] request, bool isLast = false)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(address.Host, address.Port, limit.Token);
        await using var stream = client.GetStream();
        using var received = new MemoryStream();
        try
        {
            await stream.WriteAsync(request, limit.Token);
            if (isLast)
                client.Client.Shutdown(SocketShutdown.Send);
        }
        catch (IOException)
        {
            // The answer is there all the same.
        }
        try
        {
            await stream.CopyToAsync(received, limit.Token);
        }
        catch (IOException)
        {
            // Reset behind the answer.
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException(
                $"The response did not end within {Limit}.\n{Encoding.Latin1.GetString(request)}\n\n"
                + Encoding.Latin1.GetString(received.ToArray()));
        }
        return Parse(received.ToArray());
    }

    private static RawAnswer Parse(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return new(0, [], []);
        var lines = Encoding.Latin1.GetString(bytes, 0, end).Split("\r\n");
        var headers = lines.Skip(1).Select(line => line.Split(':', 2))
            .Select(parts => (parts[0].ToLowerInvariant(), parts[1].Trim())).ToList();
        var body = bytes[(end + 4)..];
        var isChunked = headers.Contains(("transfer-encoding", "chunked"));
        return new(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, isChunked ? Unchunk(body) : body);
    }

    private static byte[] Unchunk(ReadOnlySpan<byte> body)
    {
        var whole = new List<byte>();
        while (body.IndexOf("\r\n"u8) is var line and > 0
            && int.Parse(Encoding.ASCII.GetString(body[..line]), NumberStyles.HexNumber,
                CultureInfo.InvariantCulture) is var length and > 0)
        {
            whole.AddRange(body.Slice(line + 2, length));
            body = body[(line + 2 + length + 2)..];
        }
        return [.. whole];
    }
}
