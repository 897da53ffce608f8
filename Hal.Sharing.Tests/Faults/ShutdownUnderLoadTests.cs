using System.Runtime.Versioning;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.Faults;

/// <summary>
/// SIGTERM cuts no request: every response says that its connection closes, and requests on their way are still answered.
/// </summary>
[Collection(nameof(FaultCollection))]
[UnsupportedOSPlatform("windows")]
public sealed class ShutdownUnderLoadTests(DataFolders folders, ITestOutputHelper output) : IClassFixture<DataFolders>
{
    private const int Connections = 32;
    private static readonly string Token = $"Authorization: Bearer {TestIssuer.BuiltIn.Token("admin")}";

    [Fact]
    public Task BusyConnections_AreClosedByTheirResponses_DuringTheDrain() => StopUnderLoadAsync(3, opensAgain: false);

    [Fact, Trait("Category", "Long")]
    public async Task BusyConnections_LoseNoRequest_InManyShutdowns()
    {
        for (var round = 0; round < 7; round++)
        {
            await StopUnderLoadAsync(3, opensAgain: true);
            await StopUnderLoadAsync(0, opensAgain: true);
            await StopUnderLoadAsync(0, opensAgain: false);
        }
    }

    private async Task StopUnderLoadAsync(int drain, bool opensAgain)
    {
        await using var server = await ServerProcess.StartReadyAsync(
            folders.New(), $"--Health:DrainSeconds={drain}", $"--Auth:SigningKey={TestIssuer.BuiltInPem}");
        var served = new Served();
        var running = Enumerable.Range(0, Connections)
            .Select(number => Task.Run(() => SendAsync(server.Address, number, opensAgain, served))).ToList();
        // A connection that ends before SIGTERM has failed; its exception is thrown below.
        while (served.Count < 10 * Connections && !running.Exists(connection => connection.IsCompleted))
            await Task.Delay(20);

        var ended = await server.StopAsync();
        await Task.WhenAll(running);

        output.WriteLine($"Drain {drain} s, opens again {opensAgain}: "
            + $"{served.Count} served, {served.Cut} cut, {served.Unsent} not sent, {served.Closing} closing");
        served.Cut.Should().Be(0);
        served.Closing.Should().BeGreaterThanOrEqualTo(Connections);
        ended.ExitCode.Should().Be(0, ended.Error);
    }

    /// <summary>Of four connections, one changes a share and the others read.</summary>
    private static async Task SendAsync(Uri address, int number, bool opensAgain, Served served)
    {
        for (var level = 1; await KeepAliveConnection.OpenAsync(address) is { } connection;)
        {
            using (connection)
            {
                var (closes, isFirst) = (false, true);
                while (!closes)
                {
                    var response = number % 4 == 0
                        ? await connection.SendAsync(
                            $"PUT /api/integrations/abc-123/shares/user:bwong HTTP/1.1\r\n{Token}", $$"""{"accessLevel":{{level++}}}""")
                        : await connection.SendAsync($"GET /api/integrations/abc-123/shares HTTP/1.1\r\n{Token}");
                    if (response is not var (status, isLast))
                    {
                        // Only a connection that was used before may be closed while the client sends.
                        served.AddCut(connection.HasSent || isFirst);
                        return;
                    }
                    served.Add(status, isLast);
                    (closes, isFirst) = (isLast, false);
                }
            }
            if (!opensAgain)
                return;
        }
    }

    private sealed class Served
    {
        private int _count;
        private int _cut;
        private int _unsent;
        private int _closing;

        public int Count => Volatile.Read(ref _count);

        /// <summary>How many requests were sent and got no response.</summary>
        public int Cut => Volatile.Read(ref _cut);

        /// <summary>How many connections were closed before a request could be sent.</summary>
        public int Unsent => Volatile.Read(ref _unsent);

        public int Closing => Volatile.Read(ref _closing);

        public void AddCut(bool hasSent) => Interlocked.Increment(ref hasSent ? ref _cut : ref _unsent);

        public void Add(int status, bool closes)
        {
            status.Should().BeOneOf(200, 201);
            Interlocked.Increment(ref _count);
            if (closes)
                Interlocked.Increment(ref _closing);
        }
    }
}
