using System.Diagnostics;
using System.Text.RegularExpressions;
using Hal.Sharing.Api.OpenApi;
using Hal.Sharing.Tests.Architecture;

namespace Hal.Sharing.Tests.Documentation;

/// <summary>The changelog, the program and the OpenAPI document have one version.</summary>
public sealed partial class ChangelogTests
{
    private static readonly string Changelog = File.ReadAllText(Path.Combine(Repository.Root, "CHANGELOG.md"));

    [Fact]
    public void NewestVersion_IsThatOfProgramAndOpenApi()
    {
        var newest = Released().Match(Changelog).Groups["version"].Value;

        FileVersionInfo.GetVersionInfo(typeof(Program).Assembly.Location).ProductVersion!.Split('+')[0].Should().Be(newest);
        OpenApiDocument.Create()["info"]!["version"]!.GetValue<string>().Should().Be(newest);
    }

    [Fact]
    public void Versions_AreInDescendingOrder_BelowUnreleased()
    {
        Changelog.IndexOf("## [Unreleased]", StringComparison.Ordinal).Should().BeInRange(0, Released().Match(Changelog).Index);

        Released().Matches(Changelog).Select(match => Version.Parse(match.Groups["version"].Value)).Should().BeInDescendingOrder();
        Released().Matches(Changelog).Select(match => match.Groups["date"].Value).Should().BeInDescendingOrder(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^## \[(?<version>\d+\.\d+\.\d+)\] - (?<date>\d{4}-\d\d-\d\d)$", RegexOptions.Multiline)]
    private static partial Regex Released();
}
