using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Hal.Sharing.Tests.Links;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Hosting;

/// <summary>The documents of the demo data: the same bytes and entity tags in every new database and every build of a version.</summary>
public sealed class DemoDocumentTests(SharingServer server) : IClassFixture<SharingServer>
{
    // Change both together, after the heading in CHANGELOG.md: users compare these bytes in their tests.
    private const string Version = "0.4.0";
    private const string Digest = "2e6f4b116c268b1e3bb04a24c2d79c118ab2dbe0352d6e3de63247f611d287e1";

    private static readonly string[] Users = ["admin", "jdoe", "asmith", "bwong", "coach", "junior", "outsider"];

    [Fact]
    public async Task NewDatabase_HasTheSameDocuments()
    {
        var other = new SharingServer();
        await other.InitializeAsync();
        try
        {
            (await ReadAllAsync(other)).Should().Equal(await ReadAllAsync(server));
        }
        finally
        {
            await other.DisposeAsync();
        }
    }

    [Fact]
    public async Task Documents_ChangeOnlyWithTheVersion()
    {
        var documents = await ReadAllAsync(server);

        documents.Should().HaveCountGreaterThan(300);
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', documents))));
        digest.Should().Be(Digest, "the documents of the demo data changed: raise the version, then set the digest to {0}", digest);
        FileVersionInfo.GetVersionInfo(typeof(Program).Assembly.Location).ProductVersion!.Split('+')[0].Should().Be(Version);
    }

    /// <summary>Returns a line for each document that a user reaches: user, address, entity tag and a digest of the bytes.</summary>
    private static async Task<List<string>> ReadAllAsync(SharingServer server)
    {
        var lines = new List<string>();
        foreach (var user in Users)
        {
            using var client = server.As(user);
            var crawl = new Crawl(client);
            await crawl.WalkAsync();
            foreach (var address in crawl.Documents.Keys.Order(StringComparer.Ordinal))
            {
                using var response = await client.GetAsync(address, ("Accept", "application/prs.hal-forms+json"));
                var bytes = await response.Content.ReadAsByteArrayAsync();
                lines.Add($"{user} {address} {response.Headers.ETag} {Convert.ToHexStringLower(SHA256.HashData(bytes))}");
            }
        }
        return lines;
    }
}
