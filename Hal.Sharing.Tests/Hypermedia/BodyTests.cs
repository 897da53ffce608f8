using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Hal.Sharing.Tests.Hypermedia;

public sealed class BodyTests(OrdersApp orders) : IClassFixture<OrdersApp>
{
    [Theory]
    [InlineData("application/json")]
    [InlineData("application/hal+json")]
    [InlineData("application/prs.hal-forms+json")]
    [InlineData("Application/JSON; charset=UTF-8")]
    [InlineData("application/json; charset=\"utf-8\"; profile=x")]
    public async Task JsonMediaTypes_AreRead(string contentType) =>
        (await orders.SendBody(HttpMethod.Post, "/orders", "{\"text\":\"tea\"}"u8.ToArray(), contentType)).StatusCode
            .Should().Be(HttpStatusCode.Created);

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/problem+json")]
    [InlineData("application/*")]
    [InlineData("application/json, text/plain")]
    [InlineData("nonsense")]
    public async Task OtherMediaTypes_Get415(string? contentType)
    {
        var response = await orders.SendBody(HttpMethod.Post, "/orders", "{}"u8.ToArray(), contentType);
        var (status, problem) = await OrdersApp.Refused(response);

        status.Should().Be(HttpStatusCode.UnsupportedMediaType);
        problem.GetProperty("type").GetString().Should().Be("/problems/unsupported-media-type");
        problem.GetProperty("detail").GetString()
            .Should().EndWith("send application/json, application/hal+json or application/prs.hal-forms+json.");
    }

    [Fact]
    public async Task OtherCharset_Gets415()
    {
        var response = await orders.SendBody(HttpMethod.Post, "/orders", "{}"u8.ToArray(), "application/json; charset=utf-16");
        var (status, problem) = await OrdersApp.Refused(response);

        status.Should().Be(HttpStatusCode.UnsupportedMediaType);
        problem.GetProperty("type").GetString().Should().Be("/problems/unsupported-media-type");
        problem.GetProperty("detail").GetString().Should().Be("The body's charset is 'utf-16'; send UTF-8.");
    }

    [Fact]
    public async Task CompressedBody_Gets415()
    {
        using var content = new ByteArrayContent([1, 2, 3]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentEncoding.Add("gzip");

        (await orders.Client.PostAsync("/orders", content)).StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task BodyOver64Kilobytes_Gets413(bool chunked)
    {
        var space = new string(' ', (64 * 1024) - 14);
        (await orders.SendBody(
            HttpMethod.Post, "/orders", Encoding.UTF8.GetBytes($"{space}{{\"text\":\"tea\"}}"), "application/json", chunked))
            .StatusCode.Should().Be(HttpStatusCode.Created);

        var response = await orders.SendBody(
            HttpMethod.Post, "/orders", Encoding.UTF8.GetBytes($"{space}{{\"text\":\"tea\"}} "), "application/json", chunked);

        response.StatusCode.Should().Be(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData("text/plain", false)]
    [InlineData("application/json", true)]
    public async Task NoBodyWhereItIsOptional_ReadsAsAnEmptyObject(string? contentType, bool chunked)
    {
        var response = await orders.SendBody(HttpMethod.Put, "/orders/1/note", [], contentType, chunked);

        response.StatusCode.Should().Be(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).Should().Contain("\"priority\":1");
    }

    [Fact]
    public async Task ChunkedBodyWithoutMediaType_Gets415() =>
        (await orders.SendBody(HttpMethod.Put, "/orders/1/note", "{}"u8.ToArray(), null, chunked: true))
            .StatusCode.Should().Be(HttpStatusCode.UnsupportedMediaType);

    [Fact]
    public async Task OptionalBody_IsReadWhereItIs()
    {
        var response = await orders.SendBody(HttpMethod.Put, "/orders/1/note", "{\"priority\":\"7\"}"u8.ToArray(), "application/json");

        (await response.Content.ReadAsStringAsync()).Should().Contain("\"priority\":7");
    }
}
