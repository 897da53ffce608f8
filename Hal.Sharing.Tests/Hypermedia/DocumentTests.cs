using System.Net;
using System.Text;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Hypermedia;

public sealed class DocumentTests(OrdersApp orders) : IClassFixture<OrdersApp>
{
    [Theory]
    [InlineData("""{"text":"tea"}""")]
    [InlineData("""{"text":"tea","note":null,"pieces":null,"gift":null}""")]
    [InlineData("""{"text":"tea","pieces":2}""")]
    [InlineData("""{"text":"tea","pieces":"2"}""")]
    [InlineData("""{"text":"tea","pieces":2.0}""")]
    [InlineData("""{"text":"tea","pieces":20e-1}""")]
    [InlineData("""{"text":"tea","pieces":2147483647}""")]
    [InlineData("""{"text":"tea","gift":"false"}""")]
    [InlineData("""{"text":"tea","gift":true,"note":"For you"}""")]
    [InlineData("""{"text":"😀😀😀😀😀😀😀😀😀😀"}""")]
    [InlineData("""{"_links":{"self":{"href":"/orders/1"}},"text":"tea","createdAt":"x","_embedded":{"a":[1]},"_templates":{}}""")]
    [InlineData("\uFEFF{\"text\":\"tea\"}")]
    [InlineData(" { \"text\" : \"tea\" } \n")]
    public async Task ValidDocument_IsRead(string body) =>
        (await Post(body)).StatusCode.Should().Be(HttpStatusCode.Created);

    [Theory]
    // Wrong types and values
    [InlineData("""{"text":5}""", "#/text", "text is 5; send a string.")]
    [InlineData("""{"text":["tea"]}""", "#/text", """text is ["tea"]; send a string.""")]
    [InlineData("""{}""", "#/text", "text is missing; send a string of 1 to 10 characters.")]
    [InlineData("""{"text":null}""", "#/text", "text is missing; send a string of 1 to 10 characters.")]
    [InlineData("""{"text":""}""", "#/text", "text has 0 characters; send at least 1.")]
    [InlineData("""{"text":"12345678901"}""", "#/text", "text has 11 characters; send at most 10.")]
    [InlineData("""{"text":"t\u0000a"}""", "#/text", "text has the character U+0000; leave it out.")]
    [InlineData("""{"text":"t\ud800a"}""", "#/text", "\"t\\ud800a\" has half of a surrogate pair; send whole characters.")]
    [InlineData("""{"text":"tea","note":"7 cups"}""", "#/note", """note is "7 cups"; send letters and spaces.""")]
    [InlineData("""{"text":"tea","note":"cup\n"}""", "#/note", """note is "cup\n"; send letters and spaces.""")]
    [InlineData("""{"text":"tea","pieces":0}""", "#/pieces", "pieces is 0; send an integer from 1 to 2147483647; use DELETE to cancel.")]
    [InlineData("""{"text":"tea","pieces":-1}""", "#/pieces", "pieces is -1; *")]
    [InlineData("""{"text":"tea","pieces":1.5}""", "#/pieces", "pieces is 1.5; *")]
    [InlineData("""{"text":"tea","pieces":2147483648}""", "#/pieces", "pieces is 2147483648; *")]
    [InlineData("""{"text":"tea","pieces":1e400}""", "#/pieces", "pieces is 1e400; *")]
    [InlineData("""{"text":"tea","pieces":"x"}""", "#/pieces", """pieces is "x"; *""")]
    [InlineData("""{"text":"tea","pieces":" 1"}""", "#/pieces", """pieces is " 1"; *""")]
    [InlineData("""{"text":"tea","pieces":"\ud800"}""", "#/pieces", """*surrogate*""")]
    [InlineData("""{"text":"tea","pieces":true}""", "#/pieces", "pieces is true; *")]
    [InlineData("""{"text":"tea","pieces":{}}""", "#/pieces", "pieces is {}; *")]
    [InlineData("""{"text":"tea","gift":1}""", "#/gift", "gift is 1; send true or false.")]
    [InlineData("""{"text":"tea","gift":"yes"}""", "#/gift", """gift is "yes"; send true or false.""")]
    // Rules of the document
    [InlineData("""{"text":"tea","gift":true}""", "#/note", "A gift needs a note.")]
    // Unknown or duplicate properties
    [InlineData("""{"text":"tea","a/b~c":1}""", "#/a~1b~0c",
        "Unknown property 'a/b~c'; the known properties are text, note, pieces, gift.")]
    [InlineData("""{"text":"tea","Text":"tea"}""", "#/Text", "Unknown property 'Text'; *")]
    [InlineData("""{"text":"tea","ü x":1}""", "#/%C3%BC%20x", "Unknown property 'ü x'; *")]
    [InlineData("""{"text":"tea","text":"tea"}""", "#/text", "Duplicate property 'text'; send it once.")]
    [InlineData("""{"text":"tea","te\u0078t":"milk"}""", "#/text", "Duplicate property 'text'; send it once.")]
    [InlineData("""{"text":"tea","_links":[{"self":1,"self":2}]}""", "#/_links/0/self", "Duplicate property 'self'; send it once.")]
    [InlineData("""{"text":"tea","\ud800":1}""", "#", "A property name has half of a surrogate pair; send whole characters.")]
    public async Task FaultyProperty_HasAPointer(string body, string pointer, string detail)
    {
        var (status, problem) = await OrdersApp.Refused(await Post(body));

        status.Should().Be(HttpStatusCode.BadRequest);
        var error = problem.GetProperty("errors").EnumerateArray().Should().ContainSingle().Subject;
        error.GetProperty("pointer").GetString().Should().Be(pointer);
        error.GetProperty("detail").GetString().Should().Match(detail);
        problem.GetProperty("detail").GetString().Should().Match(detail);
    }

    [Theory]
    [InlineData("", "The request has no body; send a JSON object.")]
    [InlineData("[]", "The body is []; send a JSON object.")]
    [InlineData("null", "The body is null; send a JSON object.")]
    [InlineData("\"\\ud800\"", "The body is \"\\ud800\"; send a JSON object.")]
    [InlineData(" ", "The body is not valid JSON, line 1, byte 2: *")]
    [InlineData("{\"text\":\n  tea}", "The body is not valid JSON, line 2, byte *")]
    [InlineData("{\"text\":\"tea\"", "The body is not valid JSON, line 1, byte 14: *")]
    [InlineData("{\"text\":\"tea\",}", "The body is not valid JSON, *")]
    [InlineData("{\"text\":\"tea\"} {}", "The body is not valid JSON, *")]
    [InlineData("{/* tea */}", "The body is not valid JSON, *")]
    [InlineData("{\"text\":NaN}", "The body is not valid JSON, *")]
    public async Task BodyThatIsNotAnObject_Gets400(string body, string detail)
    {
        var (status, problem) = await OrdersApp.Refused(await Post(body));

        status.Should().Be(HttpStatusCode.BadRequest);
        problem.GetProperty("type").GetString().Should().Be("/problems/invalid-request");
        problem.GetProperty("detail").GetString().Should().Match(detail);
    }

    [Fact]
    public async Task DepthBeyond32_Gets400()
    {
        string Nested(int depth) => $$"""{"text":"tea","_links":{{new string('[', depth)}}{{new string(']', depth)}}}""";

        (await Post(Nested(31))).StatusCode.Should().Be(HttpStatusCode.Created);
        (await Post(Nested(32))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
        (await Post(Nested(20_000))).StatusCode.Should().Be(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task BytesThatAreNotUtf8_Get400()
    {
        var utf16 = await OrdersApp.Refused(
            await orders.SendBody(HttpMethod.Post, "/orders", Encoding.Unicode.GetBytes("{\"text\":\"tea\"}"), "application/json"));
        var latin1 = await OrdersApp.Refused(
            await orders.SendBody(HttpMethod.Post, "/orders", Encoding.Latin1.GetBytes("{\"text\":\"é\"}"), "application/json"));

        utf16.Problem.GetProperty("detail").GetString().Should().Contain("UTF-16");
        latin1.Problem.GetProperty("detail").GetString().Should().Contain("UTF-8");
    }

    [Fact]
    public async Task EveryFault_IsListedAtOnce() =>
        await Snapshot.Verify(await Post("""{"note":"<7>","pieces":0,"gift":"perhaps","colour":"red"}"""));

    [Fact]
    public async Task ManyFaults_AreTruncated()
    {
        var members = string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"m{i}\":1"));
        var (_, problem) = await OrdersApp.Refused(await Post($"{{{members}}}"));

        problem.GetProperty("errors").GetArrayLength().Should().Be(20);
        problem.GetProperty("detail").GetString().Should().Be("The request body has more than 20 faults; 'errors' lists the first 20.");
    }

    [Fact]
    public async Task Created_SaysWhere() =>
        await Snapshot.Verify(await Post("""{"text":"tea","pieces":"2","gift":false}"""));

    private Task<HttpResponseMessage> Post(string body) =>
        orders.SendBody(HttpMethod.Post, "/orders", Encoding.UTF8.GetBytes(body), "application/json");
}
