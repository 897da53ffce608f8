using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Hal.Sharing.Tests.Faults;

/// <summary>
/// One HTTP/1.1 connection that is used again for each request. It shows what happens to each request: client libraries hide it by sending
/// a request again.
/// </summary>
public sealed class KeepAliveConnection : IDisposable
{
    private readonly TcpClient _client = new() { NoDelay = true };
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _length;

    /// <summary>Whether the last request was sent completely.</summary>
    public bool HasSent { get; private set; }

    /// <summary>Returns null if the connection is refused.</summary>
    public static async Task<KeepAliveConnection?> OpenAsync(Uri address)
    {
        var connection = new KeepAliveConnection();
        try
        {
            await connection._client.ConnectAsync(address.Host, address.Port);
            return connection;
        }
        catch (SocketException)
        {
            connection.Dispose();
            return null;
        }
    }

    /// <summary>Sends a request and reads its response. Returns null if the connection ends before the response is complete.</summary>
    /// <param name="request">Everything above the body, which is JSON.</param>
    public async Task<(int Status, bool Closes)?> SendAsync(string request, string body = "")
    {
        try
        {
            HasSent = false;
            var stream = _client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(
                $"{request}\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
            (HasSent, _length) = (true, 0);
            int end;
            while ((end = _buffer.AsSpan(0, _length).IndexOf("\r\n\r\n"u8)) < 0)
                await ReadAsync(stream);
            var head = Encoding.Latin1.GetString(_buffer, 0, end).Split("\r\n");
            var (status, bodyStart) = (int.Parse(head[0].Split(' ')[1], CultureInfo.InvariantCulture), end + 4);
            if (Header(head, "Content-Length") is { } length)
            {
                while (_length < bodyStart + int.Parse(length, CultureInfo.InvariantCulture))
                    await ReadAsync(stream);
            }
            else if (Header(head, "Transfer-Encoding") is not null)
            {
                while (!_buffer.AsSpan(0, _length).EndsWith("0\r\n\r\n"u8))
                    await ReadAsync(stream);
            }
            return (status, string.Equals(Header(head, "Connection"), "close", StringComparison.OrdinalIgnoreCase));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task ReadAsync(NetworkStream stream) => _length += await stream.ReadAsync(_buffer.AsMemory(_length)) switch
    {
        0 => throw new IOException("The server closed the connection."),
        var read => read,
    };

    private static string? Header(string[] head, string name) =>
        head.Skip(1).Select(line => line.Split(':', 2))
            .FirstOrDefault(parts => string.Equals(parts[0], name, StringComparison.OrdinalIgnoreCase))?[1].Trim();
}
