using Hal.Sharing.Api.ContractChecks;
using Hal.Sharing.Api.ContractChecks.Differences;
using Hal.Sharing.Tests.ContractChecks.Library;

namespace Hal.Sharing.Tests.ContractChecks;

/// <summary>Checks a library as a librarian, as the reader Ann and without a token, against a baseline in a folder of its own.</summary>
public sealed class LibraryCheck : IDisposable
{
    private static readonly CheckUser[] Users = [new("librarian", "librarian"), new("ann", "ann"), new("guest", null)];
    private static readonly CheckLimits Limits = CheckLimits.Default with { Concurrency = 8, RequestsPerSecond = 5000 };

    public string Folder { get; } = Directory.CreateTempSubdirectory("contract-check").FullName;

    /// <summary>Compares with the baseline in <see cref="Folder"/>, or writes it.</summary>
    public async Task<CheckResult> RunAsync(
        LibraryData data,
        Action<LibraryResponse>? mutation = null,
        bool update = false,
        bool snapshots = false,
        Severity failOn = Severity.Breaking)
    {
        await using var library = await LibraryApi.StartAsync(data, mutation);
        var settings = new CheckSettings(library.Entry, Users, Folder, Limits, failOn, update, snapshots);
        return await new ContractCheck(settings, (_, _) => { }).RunAsync(CancellationToken.None);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
