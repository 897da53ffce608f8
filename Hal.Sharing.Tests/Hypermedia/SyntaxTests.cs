using System.Net;
using System.Text;

namespace Hal.Sharing.Tests.Hypermedia;

/// <summary>The explanation of a body that is not JSON, with line and byte.</summary>
public sealed class SyntaxTests(OrdersApp orders) : IClassFixture<OrdersApp>
{
    [Theory]
    [InlineData(" ", "line 1, byte 2: The body ends before the value is complete.")]
    [InlineData("tru", "line 1, byte 4: The body ends before the value is complete.")]
    [InlineData("{", "line 1, byte 2: The body ends before the object is complete.")]
    [InlineData("{\"text\":\"tea\"", "line 1, byte 14: The body ends before the object is complete.")]
    [InlineData("{\"text\":\"tea\",", "line 1, byte 15: The body ends before the object is complete.")]
    [InlineData("{\"text\":", "line 1, byte 9: The body ends before the object is complete.")]
    [InlineData("{\"text\":2", "line 1, byte 10: The body ends before the object is complete.")]
    [InlineData("{\"text\":-", "line 1, byte 10: The body ends before the object is complete.")]
    [InlineData("{\"text\":tru", "line 1, byte 12: The body ends before the object is complete.")]
    [InlineData("{\"text\":[1", "line 1, byte 11: The body ends before the array is complete.")]
    [InlineData("{\"text\":\"te", "line 1, byte 12: The body ends before the string is complete.")]
    [InlineData("{\"text", "line 1, byte 7: The body ends before the string is complete.")]
    [InlineData("{\"text\":\"te\\", "line 1, byte 13: The body ends before the string is complete.")]
    [InlineData("{\"text\":\"te\\u12", "line 1, byte 16: The body ends before the string is complete.")]
    [InlineData("{\"text\":\"tea\",}", "line 1, byte 15: There is a comma before '}'; leave it out.")]
    [InlineData("{\"text\":[1,\n2,]}", "line 2, byte 3: There is a comma before ']'; leave it out.")]
    [InlineData("{\"text\":\"tea\"} {}", "line 1, byte 16: The body continues after the JSON value; send one value.")]
    [InlineData("{}}", "line 1, byte 3: The body continues after the JSON value; send one value.")]
    [InlineData("{/* tea */}", "line 1, byte 2: JSON does not allow comments; remove the comment.")]
    [InlineData("// tea\n{}", "line 1, byte 1: JSON does not allow comments; remove the comment.")]
    [InlineData("{'text':1}", "line 1, byte 2: Unexpected '''; expected a property name in double quotes or '}'.")]
    [InlineData("{text:1}", "line 1, byte 2: Unexpected 't'; expected a property name in double quotes or '}'.")]
    [InlineData("{\"a\":1,b:2}", "line 1, byte 8: Unexpected 'b'; expected a property name in double quotes.")]
    [InlineData("{\"text\"}", "line 1, byte 8: Unexpected '}'; expected ':'.")]
    [InlineData("{\"text\":}", "line 1, byte 9: Unexpected '}'; expected a value.")]
    [InlineData("{\"text\":\n  tea}", "line 2, byte 3: Unexpected 't'; expected a value.")]
    [InlineData("{\"text\":NaN}", "line 1, byte 9: Unexpected 'N'; expected a value.")]
    [InlineData("{\"text\":+1}", "line 1, byte 9: Unexpected '+'; expected a value.")]
    [InlineData("{\"text\":.5}", "line 1, byte 9: Unexpected '.'; expected a value.")]
    [InlineData("{\"text\":01}", "line 1, byte 9: The number is not written as JSON requires.")]
    [InlineData("{\"text\":1.}", "line 1, byte 9: The number is not written as JSON requires.")]
    [InlineData("{\"text\":-x}", "line 1, byte 9: The number is not written as JSON requires.")]
    [InlineData("{\"text\":1e}", "line 1, byte 9: The number is not written as JSON requires.")]
    [InlineData("{\"text\":1 2}", "line 1, byte 11: Unexpected '2'; expected ',' or '}'.")]
    [InlineData("{\"text\":[1 2]}", "line 1, byte 12: Unexpected '2'; expected ',' or ']'.")]
    [InlineData("{\"text\":[1}", "line 1, byte 11: Unexpected '}'; expected ',' or ']'.")]
    [InlineData("{\"text\":\"a\tb\"}", "line 1, byte 11: A string has the control character U+0009; escape it.")]
    [InlineData("{\"text\":\"a\nb\"}", "line 1, byte 11: A string has the control character U+000A; escape it.")]
    [InlineData("{\"text\":\"\\x\"}",
        "line 1, byte 10: A string has an invalid escape sequence; write \\\\ for a backslash.")]
    [InlineData("{\"text\":\"\\u12G4\"}",
        "line 1, byte 10: A string has an invalid escape sequence; write \\\\ for a backslash.")]
    [InlineData("<a/>", "line 1, byte 1: Unexpected '<'; expected a value.")]
    [InlineData("]", "line 1, byte 1: Unexpected ']'; expected a value.")]
    [InlineData("{\"ä\":é}", "line 1, byte 7: Unexpected 'é'; expected a value.")]
    [InlineData("\u00a0{}", "line 1, byte 1: Unexpected U+00A0; expected a value.")]
    public async Task SyntaxError_IsExplainedWithLineAndByte(string body, string fault) =>
        (await DetailAsync(body)).Should().Be($"The body is not valid JSON, {fault}");

    [Theory]
    [InlineData("{\"text\":")]
    [InlineData("[")]
    public async Task DepthBeyond32_IsExplained(string opening) =>
        (await DetailAsync(string.Concat(Enumerable.Repeat(opening, 200)))).Should().Be(
            $"The body is not valid JSON, line 1, byte {(32 * opening.Length) + 1}: "
            + "Values are nested more than 32 deep; send a flatter document.");

    private async Task<string?> DetailAsync(string body)
    {
        var (status, problem) = await OrdersApp.Refused(
            await orders.SendBody(HttpMethod.Post, "/orders", Encoding.UTF8.GetBytes(body), "application/json"));
        status.Should().Be(HttpStatusCode.BadRequest);
        return problem.GetProperty("detail").GetString();
    }
}
