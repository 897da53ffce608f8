using System.Text;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.TeamAuthorizations;

/// <summary>Invalid bodies of the request to authorize a team.</summary>
public sealed class AuthorizeTeamBodyTests(TeamsApiFixture stage) : IClassFixture<TeamsApiFixture>
{
    /// <summary>Bodies, and the locations and types of their faults.</summary>
    public static TheoryData<string, string> Bodies => new()
    {
        { "", "body: missing" },
        { " ", "body/1: json_invalid" },
        { "{", "body/1: json_invalid" },
        { "{\n \"scopes\": [\"data:read\",]}", "body/26: json_invalid" },
        { """{"scopes": ["data:read"]} x""", "body/26: json_invalid" },
        { """{"scopes": ["data:read"] /* all */}""", "body/25: json_invalid" },
        { "null", "body: model_attributes_type" },
        { "7", "body: model_attributes_type" },
        { "\"data:read\"", "body: model_attributes_type" },
        { """["data:read"]""", "body: model_attributes_type" },
        { "{}", "body/scopes: missing" },
        { """{"Scopes": ["data:read"]}""", "body/scopes: missing" },
        { """{"scopes": null}""", "body/scopes: list_type" },
        { """{"scopes": "data:read"}""", "body/scopes: list_type" },
        { """{"scopes": {"0": "data:read"}}""", "body/scopes: list_type" },
        { """{"scopes": []}""", "body/scopes: too_short" },
        { """{"scopes": [""]}""", "body/scopes/0: enum" },
        { """{"scopes": ["data:read", "data:delete", 7, null, ["data:read"], {}, true, "DATA:READ", " data:read"]}""",
            "body/scopes/1: enum, body/scopes/2: enum, body/scopes/3: enum, body/scopes/4: enum, body/scopes/5: enum, "
            + "body/scopes/6: enum, body/scopes/7: enum, body/scopes/8: enum" },
        { """{"scopes": ["data:read\u0000"]}""", "body/scopes/0: enum" },
        { """{"scopes": ["\ud800"]}""", "body/scopes/0: string_unicode, body/scopes/0: enum" },
        { """{"scopes": ["data:read"], "note": ["ok", "\udc00x"]}""", "body/note/1: string_unicode" },
        { """{"scopes": ["data:read"], "\ud800": 1}""", "body: string_unicode" },
        { """{"scopes": ["data:read"], "scopes": ["admin"]}""", "body/scopes: duplicate_member" },
        { """{"scopes": ["data:read"], "s\u0063opes": ["admin"]}""", "body/scopes: duplicate_member" },
        { """{"scopes": ["nothing"], "note": {"a": 1, "b": 2, "a": 3, "a": 4}}""", "body/note/a: duplicate_member, body/scopes/0: enum" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task EveryFault_IsReportedAtOnce(string body, string faults) =>
        (await FaultsAsync(Encoding.UTF8.GetBytes(body))).Should().Be(faults);

    [Fact]
    public async Task FaultsOfPathAndBody_AreReportedTogether() => await Snapshot.Verify(
        await stage.AuthorizeAsync(stage.Delegated("pia"), "a%20b", """{"scopes": ["data:write", "<everything>", 7]}"""));

    [Fact]
    public async Task DeepNesting_IsAFault() =>
        (await FaultsAsync(Encoding.UTF8.GetBytes(
            $$"""{"scopes": ["data:read"], "deep": {{new string('[', 20_000)}}{{new string(']', 20_000)}}}""")))
            .Should().MatchRegex("^body/[0-9]+: json_invalid$");

    [Fact]
    public async Task Utf16_IsAFault_WithAndWithoutByteOrderMark()
    {
        var body = Encoding.Unicode.GetBytes("""{"scopes": ["data:read"]}""");

        (await FaultsAsync(body)).Should().Be("body/1: json_invalid");
        (await FaultsAsync([.. Encoding.Unicode.GetPreamble(), .. body])).Should().Be("body/0: json_invalid");
    }

    [Fact]
    public async Task BrokenUtf8_IsAFault() =>
        (await FaultsAsync([.. "{\"scopes\": [\""u8, 0xC3, 0x28, .. "\"]}"u8])).Should().Be("body/0: json_invalid");

    [Fact]
    public async Task TenThousandEntries_AreOneFault() =>
        (await FaultsAsync(Encoding.UTF8.GetBytes($$"""{"scopes": [{{string.Join(',', Enumerable.Repeat("1", 10_000))}}]}""")))
            .Should().Be("body/scopes: too_long");

    [Fact]
    public async Task ThousandsOfAmbiguities_AreLimitedTo20()
    {
        var members = string.Join(',', Enumerable.Range(0, 3_000).Select(i => $"\"{i}\":0,\"{i}\":0"));

        (await FaultsAsync(Encoding.UTF8.GetBytes($"{{{members}}}"))).Split(", ").Should().HaveCount(20);
    }

    [Fact]
    public async Task ByteOrderMarkAndHalMediaType_AreAccepted()
    {
        await stage.AddUserAsync("marked", "New User");
        byte[] body = [0xEF, 0xBB, 0xBF, .. """{"scopes": ["data:read"]}"""u8];

        var answer = await stage.SendAsync(
            stage.Delegated("marked"), "POST", "/api/v1/teams/analytics/authorize", body, "application/hal+json; charset=UTF-8");

        answer.EnsureSuccessStatusCode();
        (await stage.GrantedAsync("marked", "analytics")).Should().Be("data:read");
    }

    private async Task<string> FaultsAsync(byte[] body)
    {
        var answer = await stage.SendAsync(stage.Delegated("pia"), "POST", "/api/v1/teams/analytics/authorize", body);
        ((int)answer.StatusCode).Should().Be(422);
        (await stage.GrantedAsync("pia", "analytics")).Should().BeNull();
        var faults = (await answer.JsonAsync()).GetProperty("detail").EnumerateArray();
        return string.Join(", ", faults.Select(fault =>
            $"{string.Join('/', fault.GetProperty("loc").EnumerateArray())}: {fault.GetProperty("type")}"));
    }
}
