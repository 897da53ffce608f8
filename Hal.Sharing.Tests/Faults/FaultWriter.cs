namespace Hal.Sharing.Tests.Faults;

/// <summary>
/// Writes to one integration until it is stopped. Of ten requests, five set a share, two revoke one, two transfer the integration, and one
/// creates another integration. Every level and every name is new.
/// </summary>
public sealed class FaultWriter(WriteClient client, FaultUsers users, string integration, int seed) : IDisposable
{
    private const int LargestSeries = 100_000;

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, bool> _maybeShared = [];
    private int _number = (seed * LargestSeries) + 1;

    public string Integration => integration;

    private string Path => $"/api/integrations/{integration}";

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            await WriteAsync();
    }

    public void Dispose() => client.Dispose();

    private Task WriteAsync()
    {
        var principal = users.Principals[_random.Next(users.Principals.Count)];
        return _random.Next(10) switch
        {
            < 5 => PutShareAsync(principal),
            < 7 => _maybeShared.GetValueOrDefault(principal) ? RevokeAsync(principal) : PutShareAsync(principal),
            < 9 => client.WriteAsync(OwnerKey(integration), principal, HttpMethod.Put, $"{Path}/owner", new { principalId = principal }),
            _ => CreateAsync(),
        };
    }

    private async Task PutShareAsync(string principal)
    {
        var level = _number++;
        var (attempt, _) = await client.WriteAsync(
            ShareKey(integration, principal), $"{level}", HttpMethod.Put, $"{Path}/shares/{principal}", new { accessLevel = level });
        _maybeShared[principal] = attempt.Outcome is not WriteOutcome.Refused || _maybeShared.GetValueOrDefault(principal);
    }

    private async Task RevokeAsync(string principal)
    {
        var (attempt, _) = await client.WriteAsync(
            ShareKey(integration, principal), null, HttpMethod.Delete, $"{Path}/shares/{principal}");
        _maybeShared[principal] = attempt.Outcome is not (WriteOutcome.Acknowledged or WriteOutcome.Absent);
    }

    private async Task CreateAsync()
    {
        var name = $"{users.Names}{_number++}";
        await client.WriteAsync(NameKey(name), name, HttpMethod.Post, "/api/integrations", new { name });
    }

    public static string ShareKey(string integration, string principal) => $"share:{integration}/{principal}";

    public static string OwnerKey(string integration) => $"integration:{integration}";

    public static string NameKey(string name) => $"name:{name}";
}
