using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace Hal.Sharing.Tests.Faults;

/// <summary>
/// Forwards connections to a local PostgreSQL, and cuts a connection when a request with a certain text passes. The text must be in the
/// request: with prepared statements it is not.
/// </summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    /// <summary>The text of the request that commits, as the protocol has it: between the ends of two strings.</summary>
    public const string Commit = "\0commit\0";

    private const int LargestRequest = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private readonly Task _accepting;
    private volatile Rule[] _rules = [];

    public CuttingProxy(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string ConnectionString =>
        $"Host=127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port};{Support.FaultyPostgres.Login};Max Auto Prepare=0";

    /// <summary>When a connection is cut.</summary>
    /// <param name="every">1 cuts each request with the text, 2 every second one.</param>
    /// <param name="response">Whether the request arrives and only its response does not.</param>
    /// <param name="limit">After how many cuts the rule ends.</param>
    public sealed class Rule(string text, int every, bool response, int limit = int.MaxValue)
    {
        private readonly byte[] _text = Encoding.ASCII.GetBytes(text);
        private int _seen;
        private int _cuts;

        public bool Response => response;

        public int Cuts => Volatile.Read(ref _cuts);

        public bool Cut(ReadOnlySpan<byte> request) => request.IndexOf(_text) >= 0
            && Interlocked.Increment(ref _seen) % every == 0 && Interlocked.Increment(ref _cuts) <= limit;
    }

    /// <summary>Follows these rules from now on; none forwards everything.</summary>
    public void Follow(params Rule[] rules) => _rules = rules;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
            var isCut = new StrongBox<bool>();
            var ways = new[] { UpAsync(near.GetStream(), far.GetStream(), isCut), DownAsync(far.GetStream(), near.GetStream(), isCut) };
            await Task.WhenAny(ways);
            near.Close();
            far.Close();
            await Task.WhenAll(ways);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException
            or ObjectDisposedException)
        {
            // One side has closed the connection, or the test has ended.
        }
    }

    private async Task UpAsync(NetworkStream from, NetworkStream to, StrongBox<bool> isCut)
    {
        var buffer = new byte[LargestRequest];
        while (await from.ReadAsync(buffer, _end.Token) is var read and > 0)
        {
            var rule = Array.Find(_rules, rule => rule.Cut(buffer.AsSpan(0, read)));
            if (rule is { Response: false })
                return;
            // Before the request: its response comes at any time after it.
            Volatile.Write(ref isCut.Value, rule is not null);
            await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }

    private async Task DownAsync(NetworkStream from, NetworkStream to, StrongBox<bool> isCut)
    {
        var buffer = new byte[LargestRequest];
        while (await from.ReadAsync(buffer, _end.Token) is var read and > 0 && !Volatile.Read(ref isCut.Value))
            await to.WriteAsync(buffer.AsMemory(0, read), _end.Token);
    }
}
