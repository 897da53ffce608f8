using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Hal.Sharing.Tests.Support;

/// <summary>Everything that one connection is answered.</summary>
internal static class RawConversation
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Sends the bytes and returns the status of every response until the server closes the connection. A response without a version
    /// (HTTP/0.9) is -1, and a connection that stays open ends with -2.
    /// </summary>
    public static async Task<IReadOnlyList<int>> SendAsync(Uri address, byte[] bytes)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(address.Host, address.Port, limit.Token);
        await using var stream = client.GetStream();
        using var received = new MemoryStream();
        try
        {
            await stream.WriteAsync(bytes, limit.Token);
            await stream.CopyToAsync(received, limit.Token);
        }
        catch (IOException)
        {
            // Reset behind the last response.
        }
        catch (OperationCanceledException)
        {
            return [.. Statuses(Encoding.Latin1.GetString(received.ToArray())), -2];
        }
        return [.. Statuses(Encoding.Latin1.GetString(received.ToArray()))];
    }

    private static IEnumerable<int> Statuses(string text)
    {
        while (text.Length > 0)
        {
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (!text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) || end < 0)
            {
                yield return -1;
                yield break;
            }
            yield return int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture);
            var head = text[..end];
            text = text[(end + 4)..];
            text = head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase)
                ? text[(text.IndexOf("0\r\n\r\n", StringComparison.Ordinal) + 5)..] : text[Length(head)..];
        }
    }

    private static int Length(string head) => head.Split("\r\n")
        .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
        .Select(line => int.Parse(line.AsSpan(15), CultureInfo.InvariantCulture)).FirstOrDefault();
}
