using Hal.Sharing.Api.ContractChecks.Baselines;
using Hal.Sharing.Api.ContractChecks.Crawling;
using Hal.Sharing.Api.ContractChecks.Differences;
using Hal.Sharing.Api.ContractChecks.Snapshots;

namespace Hal.Sharing.Api.ContractChecks;

/// <summary>Reads a HAL API as several users, and compares what each of them gets with a committed baseline.</summary>
/// <param name="progress">Called with the name of the user and the number of documents read so far.</param>
public sealed class ContractCheck(CheckSettings settings, Action<string, int> progress)
{
    private readonly BaselineFolder _folder = new(settings.Baseline);

    /// <summary>Returns the differences, and writes the baseline if the settings say so.</summary>
    /// <exception cref="CheckException">The API cannot be read, a limit was reached, or there is no baseline.</exception>
    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        // Before the first request: a missing baseline is a mistake that needs no server.
        var baseline = settings.Users.Select(Baseline).OfType<UserContract>().ToList();
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        time.CancelAfter(settings.Limits.Time);
        using var client = new PoliteClient(settings.Limits);
        var crawls = new List<CrawlResult>();
        var contracts = new List<UserContract>();
        try
        {
            foreach (var user in settings.Users)
            {
                var known = baseline.Find(contract => contract.User == user.Name);
                var crawl = await ReadAsync(client, user, known, time.Token);
                crawls.Add(crawl);
                contracts.Add(UserContract.Of(crawl, await new MediaTypeProbe(client, crawl).RunAsync(time.Token)));
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CheckException(
                $"The check did not end within {settings.Limits.Time.TotalSeconds:0} s: raise --timeout or --rate, or lower --samples.",
                exception);
        }
        return Compare(baseline, contracts, crawls);
    }

    private CheckResult Compare(List<UserContract> baseline, List<UserContract> contracts, List<CrawlResult> crawls)
    {
        var differences = ContractComparison.Compare(baseline, contracts).ToList();
        var changed = settings.Update ? contracts.Sum(_folder.Write) : 0;
        if (settings.Snapshots)
            foreach (var crawl in crawls)
            {
                var snapshots = new SnapshotFolder(Path.Combine(settings.Baseline, crawl.User.Name, "snapshots"), settings.Update);
                differences.AddRange(snapshots.Compare(crawl));
                changed += snapshots.Written;
            }
        var users = crawls.Zip(contracts).Select(pair =>
            new ReadUser(pair.Second.User, pair.First.Documents.Count, [.. pair.Second.Kinds.Keys]));
        return new CheckResult(settings, differences, [.. users], changed);
    }

    private async Task<CrawlResult> ReadAsync(
        PoliteClient client, CheckUser user, UserContract? baseline, CancellationToken cancellationToken)
    {
        var count = 0;
        progress(user.Name, 0);
        var crawl = await new Crawl(
            client, user, settings.Entry, settings.Limits, address => baseline?.Knows(address) == true,
            () => progress(user.Name, Interlocked.Increment(ref count))).RunAsync(cancellationToken);
        return crawl.IsCut
            ? throw new CheckException(
                $"{user.Name}: there are more than {settings.Limits.Documents} documents: raise --max-documents, or lower --samples.")
            : crawl;
    }

    private UserContract? Baseline(CheckUser user) => _folder.Read(user.Name) is { } contract ? contract
        : settings.Update ? null
        : throw new CheckException(
            $"There is no baseline of {user.Name} in {settings.Baseline}: run the same command with --update once, and commit the folder.");
}
