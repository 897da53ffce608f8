using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Hal.Sharing.Bench.Measuring;

namespace Hal.Sharing.Bench.Overload;

/// <summary>
/// One HTTP/1.1 connection over a plain socket: HttpClient would take as much of the machine as the server. It opens again if the server
/// has closed it.
/// </summary>
internal sealed class HttpConnection(int port) : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Socket? _socket;

    /// <summary>Sends a request and reads the whole response. Returns its status; 0 if the connection failed.</summary>
    public async Task<int> SendAsync(ReadOnlyMemory<byte> request)
    {
        try
        {
            if (_socket is null)
            {
                _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await _socket.ConnectAsync(IPAddress.Loopback, port);
            }
            await _socket.SendAsync(request);
            return await ReadAsync(_socket);
        }
        catch (SocketException)
        {
            Close();
            return 0;
        }
    }

    public static byte[] Request(RequestLine line) => Encoding.ASCII.GetBytes(
        $"{line.Method} {line.Path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {line.Token}\r\n"
            + (line.Body.Length == 0 ? "" : $"Content-Type: application/json\r\nContent-Length: {line.Body.Length}\r\n")
            + $"\r\n{line.Body}");

    public void Dispose() => Close();

    private async Task<int> ReadAsync(Socket socket)
    {
        var (filled, end, length) = (0, -1, 0);
        while (end < 0 || filled < end + length)
        {
            // Only the headers are kept; of a long body, only the size counts.
            var start = end >= 0 ? Math.Min(end, _buffer.Length / 2) : filled;
            var read = await socket.ReceiveAsync(_buffer.AsMemory(start));
            if (read == 0)
            {
                Close();
                return 0;
            }
            filled += read;
            if (end < 0 && (end = HeadersEnd(filled)) >= 0)
                length = ContentLength(end);
        }
        var status = int.Parse(_buffer.AsSpan(9, 3), CultureInfo.InvariantCulture);
        return status;
    }

    private int HeadersEnd(int filled)
    {
        var at = _buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
        return at < 0 ? -1 : at + 4;
    }

    private int ContentLength(int end)
    {
        var headers = _buffer.AsSpan(0, end);
        var at = headers.IndexOf("Content-Length: "u8);
        if (at < 0)
            return 0;
        var value = headers[(at + 16)..];
        return int.Parse(value[..value.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }

    private void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
