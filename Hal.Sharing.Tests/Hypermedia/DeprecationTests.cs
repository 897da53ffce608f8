using System.Net;
using System.Text.Json;
using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Hypermedia;

/// <summary>What will be removed says so: RFC 9745, RFC 8594, and <c>deprecation</c> of HAL links.</summary>
public sealed class DeprecationTests(OrdersApp app) : IClassFixture<OrdersApp>
{
    [Theory]
    [InlineData("/orders/old", 200, null)]
    [InlineData("/orders/old", 304, null)]
    [InlineData("/orders/old", 406, "text/csv")]
    [InlineData("/orders/old?isBroken=true", 500, null)]
    public async Task EveryResponse_HasTheHeaders(string path, int status, string? accept)
    {
        using var first = await app.Client.GetAsync("/orders/old");
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (status == 304)
            request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);

        using var response = await app.Client.SendAsync(request);

        ((int)response.StatusCode).Should().Be(status);
        response.Headers.GetValues("Deprecation").Should().Equal("@1801353600");
        response.Headers.GetValues("Sunset").Should().Equal("Sat, 31 Jul 2027 00:00:00 GMT");
        response.Headers.GetValues("Link").Should().Equal("</news/old-orders>; rel=\"deprecation\"", "</news/old-orders>; rel=\"sunset\"");
    }

    [Fact]
    public async Task WithoutSunset_ThereIsOneHeader()
    {
        using var response = await app.Client.PutAsync("/orders/older", """{"text": "Tea"}""");

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Headers.GetValues("Deprecation").Should().Equal("@86400");
        response.Headers.Contains("Sunset").Should().BeFalse();
        response.Headers.Contains("Link").Should().BeFalse();
    }

    [Fact]
    public async Task RefusedBody_HasTheHeader()
    {
        using var response = await app.Client.PutAsync("/orders/older", "{");

        response.StatusCode.Should().Be(HttpStatusCode.BadRequest);
        response.Headers.GetValues("Deprecation").Should().Equal("@86400");
    }

    [Fact]
    public async Task OtherEndpoints_HaveNoHeader()
    {
        using var response = await app.Client.GetAsync("/orders");

        response.Headers.Contains("Deprecation").Should().BeFalse();
        response.Headers.Contains("Sunset").Should().BeFalse();
    }

    [Theory]
    [InlineData("", "/news/older-orders")]
    [InlineData("/shop%20a", "/shop%20a/news/older-orders")]
    public async Task Links_SayThatTheyAreDeprecated_BelowThePathBase(string pathBase, string page)
    {
        using var response = await app.Client.GetAsync($"{pathBase}/orders/old");
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var links = document.RootElement.GetProperty("_links");

        links.GetProperty("ex:older").GetProperty("deprecation").GetString().Should().Be(page);
        links.GetProperty("ex:oldest").GetProperty("deprecation").GetString().Should().Be("https://example.org/news");
        links.GetProperty("self").TryGetProperty("deprecation", out _).Should().BeFalse();
        response.Headers.GetValues("Link").First().Should().StartWith($"<{pathBase}/news/old-orders>");
    }

    [Fact]
    public void WrongDates_AreRefusedAtTheStart()
    {
        var early = () => new DeprecatedAttribute("2027-01-31") { Sunset = "2027-01-30" };
        var malformed = () => new DeprecatedAttribute("soon");

        early.Should().Throw<ArgumentException>().WithMessage("The sunset 2027-01-30 is before the deprecation*");
        malformed.Should().Throw<FormatException>();
    }
}
