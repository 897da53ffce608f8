using System.Globalization;
using System.Text.RegularExpressions;
using Hal.Sharing.Api.Hosting;
using Hal.Sharing.Tests.Architecture;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Tests.Documentation;

/// <summary>The examples in deploy/ agree with the server and with docs/operations.md.</summary>
public sealed class DeployTests
{
    [Theory]
    [InlineData("systemd/hal-sharing.service", "^TimeoutStopSec=(.*)$")]
    [InlineData("compose/compose.yaml", "^  stop_grace_period: (.*)s$")]
    [InlineData("kubernetes/server.yaml", "^ +terminationGracePeriodSeconds: (.*)$")]
    public async Task GracePeriod_IsLongerThanShutdown(string file, string pattern)
    {
        await using var app = HostingSetup.CreateBuilder(["--environment=Production"]).Build();
        var shutdown = app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;

        var period = Regex.Match(Read($"deploy/{file}"), pattern, RegexOptions.Multiline).Groups[1].Value;

        TimeSpan.FromSeconds(int.Parse(period, CultureInfo.InvariantCulture)).Should().Be(shutdown + TimeSpan.FromSeconds(5));
    }

    /// <summary>With this setting, the library that sends READY=1 does not find out that systemd started it.</summary>
    [Fact]
    public void Unit_LetsTheServerSeeItsParent() =>
        Read("deploy/systemd/hal-sharing.service").Should().NotMatchRegex("(?m)^ProtectProc=");

    [Fact]
    public void Grants_AreThoseOfTheDocument()
    {
        var grants = Read("deploy/postgres/grants.sql").Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("--", StringComparison.Ordinal)).ToList();

        var documented = Regex.Match(Read("docs/operations.md"), "```sql\n(.*?)```", RegexOptions.Singleline).Groups[1].Value.Split('\n');

        grants.Should().HaveCount(3).And.BeSubsetOf(documented);
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));
}
