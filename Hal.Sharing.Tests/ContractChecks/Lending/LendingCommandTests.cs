using System.Text.Json.Nodes;
using Hal.Sharing.Api.CommandLine;

namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>The exit codes and the report of <c>contract check</c> for changes of a foreign API.</summary>
public sealed class LendingCommandTests(LendingCheck check) : IClassFixture<LendingCheck>
{
    [Theory]
    [InlineData("member dropped", "breaking", 1)]
    [InlineData("right lost in one document", "breaking", 1)]
    [InlineData("right gained by guests", "breaking", 0)]
    [InlineData("right gained by guests", "rights", 1)]
    [InlineData("member added", "rights", 0)]
    [InlineData("member added", "any", 1)]
    [InlineData("prompt of an option", "any", 0)]
    public async Task ExitCode_FollowsSeverity(string name, string failOn, int exitCode) =>
        (await RunAsync(Mutations.All[name], "--fail-on", failOn)).Should().Be(exitCode);

    [Fact]
    public async Task Sarif_NamesRuleUserAndFile()
    {
        var report = Path.Combine(check.Folder, "..", $"{Path.GetFileName(check.Folder)}.sarif");
        try
        {
            await RunAsync(Mutations.All["member dropped"], "--report", $"sarif={report}");

            var results = JsonNode.Parse(await File.ReadAllTextAsync(report))!["runs"]![0]!["results"]!.AsArray();
            results.Select(result => (
                $"{result!["ruleId"]}",
                string.Join('/', $"{result["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]}".Split('/')[^2..])))
                .Should().BeEquivalentTo(
                    [("member-gone", "ann/book.json"), ("member-gone", "guest/book.json"), ("member-gone", "librarian/book.json")]);
        }
        finally
        {
            File.Delete(report);
        }
    }

    private async Task<int> RunAsync(Mutation mutation, params string[] options)
    {
        await using var server = await LendingServer.StartAsync(new Stock(), mutation);
        return await SharingCommandLine.RunAsync(
            [
                "contract", "check", "--entry", $"{server.Entry}", "--baseline", check.Folder, "--rate", "10000", "--concurrency", "8",
                "--as", $"{Caller.Librarian}=librarian-token", "--as", $"{Caller.Ann}=ann-token", "--as", Caller.Guest, .. options,
            ],
            _ => throw new InvalidOperationException("The arguments name no command."));
    }
}
