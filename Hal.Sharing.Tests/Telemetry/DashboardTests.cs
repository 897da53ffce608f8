using System.Text.Json;
using System.Text.RegularExpressions;
using Hal.Sharing.Tests.Architecture;

namespace Hal.Sharing.Tests.Telemetry;

/// <summary>The dashboard and the alert rules in deploy/ name metrics that this server sends, as Prometheus calls them.</summary>
public sealed class DashboardTests(ObservedServer server) : IClassFixture<ObservedServer>
{
    // They arrive only after a failure or a refusal.
    private static readonly string[] Rare =
    [
        "hal_sharing_retries_total", "hal_sharing_breaker_opened_total", "hal_sharing_refused_requests_total",
        "db_client_connection_npgsql_pending_requests",
    ];

    [Theory]
    [InlineData("grafana.json", 15)]
    [InlineData("alerts.yaml", 6)]
    public async Task EveryMetric_IsSent(string file, int least)
    {
        await RequestAsync();
        await server.Receiver.FirstAsync(arrived => arrived.Metrics.Where(point => point.Name == "hal_sharing.decisions"));
        await server.Receiver.FirstAsync(arrived => arrived.Metrics.Where(point => point.Name == "hal_sharing.freshness.questions"));
        await server.Receiver.FirstAsync(arrived => arrived.Metrics.Where(point => point.Name == "hal_sharing.freshness.checks"));

        var used = Expressions(file).SelectMany(Metrics).Distinct().ToList();

        used.Should().HaveCountGreaterThanOrEqualTo(least);
        used.Except(server.Receiver.Metrics.SelectMany(PrometheusNames)).Except(Rare).Should().BeEmpty();
    }

    [Fact]
    public void EveryAlert_SaysWhatToDo()
    {
        var alerts = Read("alerts.yaml").Split("- alert: ")[1..];
        var documented = File.ReadAllText(Path.Combine(Repository.Root, "docs", "operations.md"));

        alerts.Should().HaveCount(5).And.OnlyContain(alert => new[] { "expr: >-", "for: ", "severity: ", "summary: ", "description: " }
            .All(part => alert.Contains(part, StringComparison.Ordinal)));
        alerts.Should().OnlyContain(alert => Regex.IsMatch(alert, @"action: "".*docs/operations\.md#alerts""$", RegexOptions.Multiline));
        documented.Should().Contain("\n### Alerts\n");
        foreach (var alert in alerts)
            documented.Should().Contain($"`{alert.Split('\n')[0]}`");
    }

    private async Task RequestAsync()
    {
        using var client = server.As("admin");
        foreach (var path in new[] { "/api/integrations/abc-123", "/api/integrations/abc-123/shares", "/api/integrations/abc-123/shares" })
            (await client.GetAsync(path)).Dispose();
    }

    private static IEnumerable<string> Expressions(string file)
    {
        if (file.EndsWith(".yaml", StringComparison.Ordinal))
            return Regex.Matches(Read(file), @"expr: >-\n((?: {10}.*\n)+)").Select(match => match.Groups[1].Value);
        using var dashboard = JsonDocument.Parse(Read(file));
        return [.. dashboard.RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()!)];
    }

    // What is left without labels, and contains an underscore, is a metric or a function.
    private static IEnumerable<string> Metrics(string expression) =>
        Regex.Matches(Regex.Replace(expression, @"\{[^}]*\}|by \([^)]*\)", ""), @"\b[a-z]+(_[a-z]+)+\b")
            .Select(match => match.Value).Where(name => name != "histogram_quantile" && !name.StartsWith("__", StringComparison.Ordinal));

    private static string[] PrometheusNames(MetricPoint point)
    {
        var unit = point.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        var name = point.Name.Replace('.', '_') + unit;
        return point.Kind switch
        {
            "histogram" => [$"{name}_bucket", $"{name}_count", $"{name}_sum"],
            "counter" => [$"{name}_total"],
            _ => [name],
        };
    }

    private static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, "deploy", file));
}
