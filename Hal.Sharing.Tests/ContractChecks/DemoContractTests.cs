using System.Text;
using System.Text.Json.Nodes;
using Hal.Sharing.Api.ContractChecks;
using Hal.Sharing.Api.ContractChecks.Differences;
using Hal.Sharing.Tests.Architecture;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Hal.Sharing.Tests.ContractChecks;

/// <summary>This server, with the demo data, against its own contract in the folder <c>contract</c>.</summary>
public sealed class DemoContractTests : IAsyncLifetime
{
    private const int MaxBytes = 320 * 1024;
    private const int MaxBytesOfFile = 2 * 1024;

    private static readonly string[] Users = ["admin", "jdoe", "asmith", "bwong", "coach", "junior", "outsider"];
    private static readonly string Contract = Path.Combine(Repository.Root, "contract");

    private readonly DroppedRelation _dropped = new();
    private readonly ListeningServer _server;

    public DemoContractTests() =>
        _server = new ListeningServer { Parts = services => services.AddSingleton<IStartupFilter>(_dropped) };

    [Fact]
    public async Task Server_KeepsItsContract() => (await CheckAsync()).Differences.Select(Line).Should().BeEmpty(
        "the contract changes on purpose only: docs/contract-checks.md says how to update {0}, and CHANGELOG.md names the change",
        Contract);

    [Fact]
    public void Contract_IsSmall() =>
        Directory.GetFiles(Contract, "*.json", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length)
            .Should().BeInRange(1, MaxBytes).And.BeLessThan(
                Directory.GetFiles(Contract, "*.json", SearchOption.AllDirectories).Length * MaxBytesOfFile);

    [Fact]
    public async Task RelationThatNoUserGetsAnyMore_IsGone()
    {
        _dropped.Name = "inf:integration-shares";

        var result = await CheckAsync();

        result.Differences.Where(difference => difference.Rule != Rule.KindGone).Should().OnlyContain(
            difference => difference.Rule == Rule.RelationGone && difference.Subject == "relation inf:integration-shares");
        result.Differences.Where(difference => difference.Kind == "integration").Select(difference => difference.User)
            .Should().Equal("admin", "jdoe", "asmith", "bwong");
        result.Differences.Where(difference => difference.Rule == Rule.KindGone).Select(difference => difference.Kind).Distinct()
            .Should().BeEquivalentTo(["shares"], "no other relation leads there");
    }

    [Fact]
    public async Task RevokedShare_IsALossOfRights_AndAHigherLevelAGain()
    {
        await SetLevelAsync("/api/integrations/abc-123/shares/user:jdoe", 1);
        await SetLevelAsync("/api/integrations/wh-001/shares/user:bwong", 3);

        var result = await CheckAsync();

        result.Differences.Where(result.Fails).Should().OnlyContain(
            difference => difference.Rule == Rule.RightsLost && difference.User == "jdoe");
        result.Differences.Should().ContainSingle(difference => difference.Kind == "integration"
            && difference.Subject == "relation inf:edit" && difference.Rule == Rule.RightsLost)
            .Which.Documents.Should().Equal("/api/integrations/abc-123");
        result.Differences.Should().Contain(difference => difference.Kind == "shares" && difference.Subject == "form share"
            && difference.Rule == Rule.RightsGained && difference.User == "bwong");
    }

    public Task InitializeAsync() => _server.InitializeAsync();

    public Task DisposeAsync() => _server.DisposeAsync();

    private async Task SetLevelAsync(string path, int level)
    {
        using var admin = _server.As("admin");
        using var response = await admin.SendAsync(null, "PUT", path, $$"""{"accessLevel": {{level}}}""");
        response.EnsureSuccessStatusCode();
    }

    private Task<CheckResult> CheckAsync()
    {
        CheckUser[] users = [.. Users.Select(user => new CheckUser(user, TestIssuer.BuiltIn.Token(user))), new("anonymous", null)];
        var limits = CheckLimits.Default with { RequestsPerSecond = 2000 };
        var settings = new CheckSettings(
            new Uri(_server.Address, "/api"), users, Contract, limits, Severity.Breaking, Update: false, Snapshots: false);
        return new ContractCheck(settings, (_, _) => { }).RunAsync(CancellationToken.None);
    }

    private static string Line(Difference difference) =>
        $"{difference.Rule.Id} {difference.User} {difference.Kind}: {difference.Text}";

    /// <summary>Removes a relation from every document, as if no assembler added it.</summary>
    private sealed class DroppedRelation : IStartupFilter
    {
        /// <summary>Null to remove none.</summary>
        public string? Name { get; set; }

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, following) => Name is { } name ? RemoveAsync(name, http, following) : following(http));
            next(app);
        };

        private static async Task RemoveAsync(string name, HttpContext http, RequestDelegate next)
        {
            var original = http.Response.Body;
            using var written = new MemoryStream();
            http.Response.Body = written;
            await next(http);
            http.Response.Body = original;
            var body = written.ToArray();
            if (body.Length == 0)
                return;
            if (http.Response.ContentType?.Contains("json", StringComparison.Ordinal) is true)
            {
                var document = JsonNode.Parse(body);
                Remove(document, name);
                body = Encoding.UTF8.GetBytes(document!.ToJsonString());
                http.Response.ContentLength = body.Length;
            }
            await original.WriteAsync(body);
        }

        private static void Remove(JsonNode? node, string name)
        {
            if (node is JsonArray items)
                foreach (var item in items)
                    Remove(item, name);
            if (node is not JsonObject members)
                return;
            members.Remove(name);
            foreach (var (_, value) in members)
                Remove(value, name);
        }
    }
}
