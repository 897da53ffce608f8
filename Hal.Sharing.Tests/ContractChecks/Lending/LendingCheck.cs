using Hal.Sharing.Api.ContractChecks;
using Hal.Sharing.Api.ContractChecks.Differences;

namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>Checks lending libraries as three users against the baseline of one, in a folder of its own.</summary>
public sealed class LendingCheck : IAsyncLifetime
{
    private static readonly CheckUser[] Users =
        [new(Caller.Librarian, "librarian-token"), new(Caller.Ann, "ann-token"), new(Caller.Guest, null)];

    private static readonly CheckLimits Limits = CheckLimits.Default with { Concurrency = 8, RequestsPerSecond = 10_000 };

    public string Folder { get; } = Directory.CreateTempSubdirectory("lending-check").FullName;

    public Task InitializeAsync() => RunAsync(new Stock(), Mutation.None, isUpdate: true);

    public async Task<CheckResult> RunAsync(
        Stock stock, Mutation mutation, Severity failOn = Severity.Breaking, bool isUpdate = false)
    {
        await using var server = await LendingServer.StartAsync(stock, mutation);
        var settings = new CheckSettings(server.Entry, Users, Folder, Limits, failOn, isUpdate, Snapshots: false);
        return await new ContractCheck(settings, (_, _) => { }).RunAsync(CancellationToken.None);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }
}
