using Hal.Sharing.Tests.Support;
using Xunit.Sdk;

namespace Hal.Sharing.Tests.Snapshots;

public sealed class SnapshotTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("snapshot");

    private string Verified => Path.Combine(_folder.FullName, "T.M.verified.json");

    private string Received => Path.Combine(_folder.FullName, "T.M.received.json");

    [Fact]
    public void MissingSnapshot_FailsAndLeavesWhatWasReceived()
    {
        var compare = () => Snapshot.Compare(Verified, "{}\n", accept: false);

        compare.Should().Throw<XunitException>().WithMessage("There is no snapshot yet.*");
        File.ReadAllText(Received).Should().Be("{}\n");
        File.Exists(Verified).Should().BeFalse();
    }

    [Fact]
    public void Difference_IsShownLineByLine()
    {
        File.WriteAllText(Verified, "a\r\nb\r\nc\r\n");
        var compare = () => Snapshot.Compare(Verified, "a\nB\nc\n", accept: false);

        compare.Should().Throw<XunitException>().Which.Message.ReplaceLineEndings("\n").Should().Contain("  a\n- b\n+ B\n  c\n");
    }

    [Fact]
    public void Agreement_RemovesWhatWasReceivedBefore()
    {
        File.WriteAllText(Verified, "{}\n");
        File.WriteAllText(Received, "[]\n");

        Snapshot.Compare(Verified, "{}\n", accept: false);

        File.Exists(Received).Should().BeFalse();
    }

    [Fact]
    public void Acceptance_WritesTheSnapshot()
    {
        Snapshot.Compare(Verified, "{}\n", accept: true);

        File.ReadAllText(Verified).Should().Be("{}\n");
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
