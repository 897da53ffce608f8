using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Browsers;

/// <summary>Other HAL browsers are served from folders, with their own policy.</summary>
public sealed class HostedBrowserTests : IClassFixture<SharingServer>, IClassFixture<DataFolders>, IDisposable
{
    private readonly SharingServer _server;
    private readonly DataFolders _folders;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hal-sharing-browser-");

    public HostedBrowserTests(SharingServer server, DataFolders folders)
    {
        (_server, _folders) = (server, folders);
        Write("browser.html", "<script>document.title = 'old'</script>");
        Write("js/app.js", "let a;");
        Write(".secret", "s");
        Write(".git/config", "s");
        Write("new/index.html", "<title>new</title>");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Browser_IsServedAtItsName_WithOwnPolicy()
    {
        using var client = Client();

        using var bare = await client.GetAsync("/browsers/old?x=1");
        using var page = await client.GetAsync("/browsers/old/");
        using var script = await client.GetAsync("/browsers/old/js/app.js");
        using var console = await client.GetAsync("/");

        bare.StatusCode.Should().Be(HttpStatusCode.MovedPermanently);
        bare.Headers.Location!.ToString().Should().EndWith("/browsers/old/?x=1");
        (await page.Content.ReadAsStringAsync()).Should().Contain("old");
        script.StatusCode.Should().Be(HttpStatusCode.OK);
        foreach (var response in new[] { page, script })
            response.Headers.GetValues("Content-Security-Policy").Single().Should()
            .Contain("script-src 'self' 'unsafe-inline' 'unsafe-eval'").And.NotContain("http");
        console.Headers.GetValues("Content-Security-Policy").Single().Should().NotContain("unsafe");
    }

    [Fact]
    public async Task TwoBrowsers_AreIndependent()
    {
        using var client = _server.CreateClient(
            ("Browsers:old", _folder.FullName), ("Browsers:new-one", Path.Combine(_folder.FullName, "new")));

        using var page = await client.GetAsync("/browsers/new-one/");

        (await page.Content.ReadAsStringAsync()).Should().Contain("<title>new</title>");
    }

    [Theory]
    [InlineData("/browsers")]
    [InlineData("/browsers/")]
    [InlineData("/browsers/other/")]
    [InlineData("/browsers/old/js/")]
    [InlineData("/browsers/old/.secret")]
    [InlineData("/browsers/old/.git/config")]
    [InlineData("/browsers/old/absent.html")]
    [InlineData("/browsers/old/%2e%2e%2fpasswd")]
    [InlineData("/browsers/old/..%5c..%5cpasswd")]
    public async Task MissingOrHiddenFile_Gets404(string path)
    {
        using var client = Client();

        using var response = await client.GetAsync(path);

        response.StatusCode.Should().Be(HttpStatusCode.NotFound);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
    }

    [Theory]
    [InlineData("--Browsers:old=/nowhere/at/all", "Browsers:old is '/nowhere/at/all': there is no folder /nowhere/at/all.")]
    [InlineData("--Browsers:../up=/tmp", "Browsers:../up: the name of a browser has *")]
    [InlineData("--Browsers:Old=/tmp", "Browsers:Old: the name of a browser has *")]
    [InlineData("--Browsers:old=", "Browsers:old requires the folder *")]
    public async Task Fault_IsOneLine_BeforeAnythingStarts(string argument, string line)
    {
        var folder = _folders.New();

        var ended = await ServerProcess.RunAsync(folder, argument);

        ended.ExitCode.Should().Be(1);
        ended.ErrorLines.Should().ContainSingle().Which.Should().Match(line);
    }

    private HttpClient Client() => _server.CreateClient(("Browsers:old", _folder.FullName));

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
