using Hal.Sharing.Api.ContractChecks.Crawling;
using Hal.Sharing.Api.ContractChecks.Differences;
using Hal.Sharing.Api.ContractChecks.Shapes;

namespace Hal.Sharing.Api.ContractChecks.Snapshots;

/// <summary>
/// Whole documents as files, by Verify's conventions: <c>name.verified.json</c> is committed, and <c>name.received.json</c> is written
/// beside it if a document differs. Only documents whose addresses stay have one.
/// </summary>
internal sealed class SnapshotFolder(string path, bool update)
{
    private const string Verified = ".verified.json";
    private const string Received = ".received.json";

    /// <summary>How many verified files an update wrote or removed.</summary>
    public int Written { get; private set; }

    public IReadOnlyList<Difference> Compare(CrawlResult crawl)
    {
        Directory.CreateDirectory(path);
        var differences = new List<Difference>();
        var left = Directory.GetFiles(path, "*" + Verified).ToHashSet();
        foreach (var document in crawl.Documents)
            if (Address.Stable(document.Address) is { } address)
            {
                var verified = Path.Combine(path, Name(address) + Verified);
                left.Remove(verified);
                if (Compare(verified, SnapshotText.Of(document.Body)) is { } found)
                {
                    var kind = crawl.KindsOf(document)[0];
                    differences.Add(new(found.Rule, crawl.User.Name, kind, "the document", found.Predicate, [address]));
                }
            }
        foreach (var verified in left)
            differences.Add(Gone(verified, crawl.User.Name));
        return differences;
    }

    private (Rule Rule, string Predicate)? Compare(string verified, string received)
    {
        var receivedFile = verified[..^Verified.Length] + Received;
        var isKnown = File.Exists(verified);
        if (isKnown && File.ReadAllText(verified).ReplaceLineEndings("\n") == received)
        {
            File.Delete(receivedFile);
            return null;
        }
        if (update)
        {
            File.WriteAllText(verified, received);
            File.Delete(receivedFile);
            Written++;
        }
        else
        {
            File.WriteAllText(receivedFile, received);
        }
        return isKnown
            ? (Rule.SnapshotChanged, $"differs: compare {receivedFile}")
            : (Rule.Added, "has no snapshot yet");
    }

    private Difference Gone(string verified, string user)
    {
        if (update)
        {
            File.Delete(verified);
            Written++;
        }
        var name = Path.GetFileName(verified)[..^Verified.Length];
        return new(Rule.SnapshotChanged, user, name, "the document of this snapshot", "was not found", []);
    }

    private static string Name(string address) => address.Trim('/') is { Length: > 0 } name
        ? string.Join('-', name.Replace('/', '.').Split(Path.GetInvalidFileNameChars()))
        : "root";
}
