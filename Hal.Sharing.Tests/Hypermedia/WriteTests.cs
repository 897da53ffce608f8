using System.Net;
using System.Text.Json;
using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Hypermedia;

public sealed class WriteTests(OrdersApp orders) : IClassFixture<OrdersApp>
{
    [Fact]
    public async Task ResourceOfAnotherDomain_IsWrittenWhole() =>
        await Snapshot.Verify(await orders.Client.GetAsync("/orders"));

    [Fact]
    public async Task PathAbsoluteHrefs_HaveThePathBase() =>
        await Snapshot.Verify(await orders.Client.GetAsync("/shop%20a/orders"));

    [Fact]
    public async Task RootWithoutCurieRelations_HasNoCuries() =>
        (await orders.Client.GetStringAsync("/orders/plain")).Should().NotContain("curies");

    [Fact]
    public async Task Text_IsSafeInHtmlAndReadable()
    {
        var body = await orders.Client.GetStringAsync("/orders");

        body.Should().NotContainAny("<", ">", "&").And.Contain("\\u003Cb\\u003E").And.Contain("für Zoë");
    }

    [Fact]
    public async Task Properties_HaveTheirOrder()
    {
        using var document = JsonDocument.Parse(await orders.Client.GetStringAsync("/orders"));

        document.RootElement.EnumerateObject().Select(member => member.Name)
            .Should().Equal("_links", "count", "_embedded");
        document.RootElement.GetProperty("_links").EnumerateObject().Select(member => member.Name).Take(2)
            .Should().Equal("self", "curies");
    }

    [Fact]
    public async Task Length_IsKnown()
    {
        var response = await orders.Client.GetAsync("/orders");

        response.Content.Headers.ContentLength.Should().Be((await response.Content.ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task Head_HasTheHeadersOfGetAndNoBody()
    {
        var get = await orders.Client.GetAsync("/orders/plain");
        var head = await orders.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/orders/plain"));

        head.StatusCode.Should().Be(HttpStatusCode.OK);
        head.Content.Headers.ContentLength.Should().Be(get.Content.Headers.ContentLength);
        head.Content.Headers.ContentType.Should().Be(get.Content.Headers.ContentType);
        (await head.Content.ReadAsByteArrayAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task FailureDuringWriting_BecomesAProblem()
    {
        var response = await orders.Client.GetAsync("/orders/broken");

        response.StatusCode.Should().Be(HttpStatusCode.InternalServerError);
        var body = await response.Content.ReadAsStringAsync();
        body.Should().StartWith("{\"type\":\"/problems/internal\"").And.NotContain("secret");
    }

    [Fact]
    public void RelationAddedTwice_Throws()
    {
        var linkedTwice = () => Resource.Create("/orders").Link("item", "/1").Action(true, "item", "/2");
        var embeddedTwice = () => Resource.Create("/orders").Embed("item", Resource.Create("/1")).Embed("item", Resource.Create("/2"));

        linkedTwice.Should().Throw<InvalidOperationException>().WithMessage("*'item'*");
        embeddedTwice.Should().Throw<InvalidOperationException>().WithMessage("*'item'*");
    }
}
