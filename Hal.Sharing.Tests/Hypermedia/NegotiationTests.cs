using System.Net;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Hypermedia;

public sealed class NegotiationTests(OrdersApp orders) : IClassFixture<OrdersApp>
{
    private const string Hal = "application/hal+json";
    private const string Json = "application/json";

    [Theory]
    [InlineData(Hal)]
    [InlineData(Hal, "")]
    [InlineData(Hal, "*/*")]
    [InlineData(Hal, "application/*")]
    [InlineData(Hal, "application/hal+json")]
    [InlineData(Hal, "APPLICATION/HAL+JSON")]
    [InlineData(Json, "application/json")]
    [InlineData(Json, "application/json;charset=utf-8")]
    [InlineData(Json, "application/json; charset=\"UTF-8\"")]
    [InlineData(Hal, "application/hal+json;profile=\"https://example.org/order\"")]
    // The greater weight wins.
    [InlineData(Json, "application/hal+json;q=0.5, application/json")]
    [InlineData(Hal, "application/hal+json;q=0.501, application/json;q=0.5")]
    [InlineData(Hal, "application/json;q=0.9, */*")]
    // The most specific range gives an offer its weight, regardless of its position.
    [InlineData(Json, "*/*, application/hal+json;q=0.1")]
    [InlineData(Json, "application/hal+json;q=0, */*;q=0.1")]
    [InlineData(Json, "application/hal+json;q=0, application/*")]
    [InlineData(Hal, "application/*;q=0, application/hal+json;q=0.001")]
    // With equal weights, named types precede wildcards, then the first one wins.
    [InlineData(Json, "application/json, text/plain, */*")]
    [InlineData(Json, "application/json, application/hal+json")]
    [InlineData(Hal, "application/hal+json, application/json, */*; q=0.01")]
    [InlineData(Hal, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")]
    // Several headers are one list.
    [InlineData(Json, "text/html", "application/json")]
    [InlineData(Json, "application/hal+json;q=0.2", "application/json;q=0.3")]
    // Invalid ranges are ignored.
    [InlineData(Json, "garbage, application/json")]
    [InlineData(Json, "application/hal+json;q=7, application/json")]
    [InlineData(Json, "application/hal+json;q=high, application/json;q=0.1")]
    [InlineData(Hal, "garbage")]
    [InlineData(Hal, ", ,")]
    public async Task Accept_ChoosesTheRepresentation(string chosen, params string[] accept)
    {
        var response = await Get("/orders", accept);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().Should().Be(chosen);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/*")]
    [InlineData("application/xml, text/plain;q=0.5")]
    [InlineData("*/*;q=0")]
    [InlineData("application/*;q=0.0, text/html")]
    [InlineData("application/json;q=0, application/hal+json;q=0, */*;q=0")]
    [InlineData("application/json;version=2")]
    [InlineData("application/json;charset=utf-16")]
    public async Task AcceptWithoutAvailableType_Gets406(string accept)
    {
        var response = await Get("/orders", accept);

        response.StatusCode.Should().Be(HttpStatusCode.NotAcceptable);
    }

    [Fact]
    public async Task Refusal_NamesAvailableTypes() =>
        await Snapshot.Verify(await Get("/orders", "text/html"));

    [Fact]
    public async Task Json_HasTheBytesOfHal()
    {
        var hal = await (await Get("/orders", Hal)).Content.ReadAsByteArrayAsync();
        var json = await (await Get("/orders", Json)).Content.ReadAsByteArrayAsync();

        json.Should().Equal(hal);
    }

    [Fact]
    public async Task AttributeOfAction_ReplacesThatOfController()
    {
        (await Get("/orders/json-only")).Content.Headers.ContentType!.ToString().Should().Be(Json);
        (await Get("/orders/json-only", Hal)).StatusCode.Should().Be(HttpStatusCode.NotAcceptable);
    }

    [Fact]
    public async Task NotAcceptable_PrecedesFaultsOfTheBody()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/orders") { Content = new StringContent("nonsense") };
        request.Headers.TryAddWithoutValidation("Accept", "text/html");

        (await orders.Client.SendAsync(request)).StatusCode.Should().Be(HttpStatusCode.NotAcceptable);
    }

    private Task<HttpResponseMessage> Get(string path, params string[] accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var value in accept)
            request.Headers.TryAddWithoutValidation("Accept", value);
        return orders.Client.SendAsync(request);
    }
}
