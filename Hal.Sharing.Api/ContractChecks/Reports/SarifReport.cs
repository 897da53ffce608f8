using System.Text.Json.Nodes;
using Hal.Sharing.Api.ContractChecks.Differences;

namespace Hal.Sharing.Api.ContractChecks.Reports;

/// <summary>The result as SARIF 2.1.0, which code hosts show beside the files: each difference is in its file of the baseline.</summary>
internal static class SarifReport
{
    public static string Write(CheckResult result) => IndentedJson.Write(new JsonObject
    {
        ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
        ["version"] = "2.1.0",
        ["runs"] = new JsonArray(new JsonObject
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject
                {
                    ["name"] = "hal-sharing contract check",
                    ["rules"] = new JsonArray([.. Rule.All.Select(Describe)]),
                },
            },
            ["results"] = new JsonArray([.. result.Differences.Select(difference => Describe(result, difference))]),
        }),
    });

    private static JsonObject Describe(Rule rule) => new JsonObject
    {
        ["id"] = rule.Id,
        ["shortDescription"] = new JsonObject { ["text"] = rule.Meaning },
        ["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule.Severity) },
    };

    private static JsonObject Describe(CheckResult result, Difference difference) => new JsonObject
    {
        ["ruleId"] = difference.Rule.Id,
        ["level"] = result.Fails(difference) ? "error" : Level(difference.Rule.Severity),
        ["message"] = new JsonObject { ["text"] = $"{difference.User}: {difference.Kind}: {difference.Text}" },
        ["locations"] = new JsonArray(new JsonObject
        {
            ["physicalLocation"] = new JsonObject
            {
                ["artifactLocation"] = new JsonObject { ["uri"] = File(result.Settings.Baseline, difference) },
            },
        }),
        ["properties"] = new JsonObject
        {
            ["user"] = difference.User,
            ["kind"] = difference.Kind,
            ["documents"] = new JsonArray([.. difference.Documents.Select(document => JsonValue.Create(document))]),
        },
    };

    private static string File(string baseline, Difference difference) =>
        $"{Path.GetRelativePath(".", baseline).Replace('\\', '/')}/{difference.User}/{difference.Kind.Split('/')[0]}.json";

    private static string Level(Severity severity) => severity switch
    {
        Severity.Breaking => "error",
        Severity.Rights => "warning",
        Severity.Compatible => "note",
    };
}
