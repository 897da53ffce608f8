using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.PastStates;

/// <summary>Which times the parameter <c>at</c> can have, and how addresses name them.</summary>
public sealed class PastTimeTests(SharingServer stage) : IClassFixture<SharingServer>
{
    private const string Created = "2026-01-15T09:00:00.000Z";
    private const string AtCreation = "?at=2026-01-15T09%3A00%3A00.000Z";

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2026-01-15")]
    [InlineData("2026-01-15T09:00:00")]
    [InlineData("2026-01-15T09:00:00 01:00")]
    [InlineData("2026-02-30T09:00:00Z")]
    [InlineData("2026-01-15T25:00:00Z")]
    [InlineData("2026-01-15T09:00:60Z")]
    [InlineData("0000-01-15T09:00:00Z")]
    [InlineData("0001-01-01T00:00:00%2B14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    [InlineData("2026-01-15T09:00:00Z%0A")]
    [InlineData("infinity")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task OtherTexts_Get400_WithTheValue(string at)
    {
        using var admin = stage.As("admin");
        foreach (var path in new[] { "shares", "shares/user:level1", "owner" })
        {
            using var answer = await admin.GetAsync($"/api/integrations/abc-123/{path}?at={at}");

            answer.StatusCode.Should().Be(HttpStatusCode.BadRequest, "{0} of {1}", at, path);
            (await answer.JsonAsync()).GetProperty("detail").GetString().Should().Contain($"at is '{Uri.UnescapeDataString(at).Trim()}");
        }
    }

    [Theory]
    [InlineData("2026-01-15T09:00:00Z")]
    [InlineData("2026-01-15t09:00:00z")]
    [InlineData("2026-01-15T09:00:00.0009999999Z")]
    [InlineData("2026-01-15T10:30:00%2B01:30")]
    public async Task OneTime_HasOneAddress_HoweverItIsWritten(string at)
    {
        using var admin = stage.As("admin");

        var shares = await admin.DocumentAsync($"/api/integrations/salesforce/shares?at={at}&limit=1");

        shares.GetProperty("at").GetString().Should().Be(Created);
        shares.Href("self").Should().Be($"/api/integrations/abc-123/shares{AtCreation}&limit=1");
        shares.Href("latest-version").Should().Be("/api/integrations/abc-123/shares");
        shares.Href("inf:find-share").Should().Be($"/api/integrations/abc-123/shares/{{principalId}}{AtCreation}");
        shares.Embedded("inf:integration-share")[0].Href("self").Should().Be(
            $"/api/integrations/abc-123/shares/team:analytics{AtCreation}");
        var next = await admin.DocumentAsync(shares.Href("next")!);
        next.Href("first").Should().Be(shares.Href("self"));
        next.Embedded("inf:integration-share")[0].GetProperty("principalId").GetString().Should().Be("user:jdoe");
        next.Href("next").Should().BeNull();
    }

    [Fact]
    public async Task CursorOfOneTime_IsNoneOfAnother()
    {
        using var admin = stage.As("admin");
        var next = (await admin.DocumentAsync($"/api/integrations/abc-123/shares{AtCreation}&limit=1")).Href("next")!;

        foreach (var (text, other) in new[] { (AtCreation + "&", "?"), (".000Z", ".001Z") })
        {
            using var answer = await admin.GetAsync(next.Replace(text, other, StringComparison.Ordinal));
            answer.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        }
    }
}
