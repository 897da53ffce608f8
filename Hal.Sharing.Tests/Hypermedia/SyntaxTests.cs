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
    [InlineData("{\"text\":\"tea\"} {}", "line 1, byte 16: More follows after the end of the value; send one value.")]
    [InlineData("{}}", "line 1, byte 3: More follows after the end of the value; send one value.")]
    [InlineData("{/* tea */}", "line 1, byte 2: JSON has no comments; leave it out.")]
    [InlineData("// tea\n{}", "line 1, byte 1: JSON has no comments; leave it out.")]
    [InlineData("{'text':1}", "line 1, byte 2: ''' is not expected; a property name in double quotes or '}' is.")]
    [InlineData("{text:1}", "line 1, byte 2: 't' is not expected; a property name in double quotes or '}' is.")]
    [InlineData("{\"a\":1,b:2}", "line 1, byte 8: 'b' is not expected; a property name in double quotes is.")]
    [InlineData("{\"text\"}", "line 1, byte 8: '}' is not expected; ':' is.")]
    [InlineData("{\"text\":}", "line 1, byte 9: '}' is not expected; a value is.")]
    [InlineData("{\"text\":\n  tea}", "line 2, byte 3: 't' is not expected; a value is.")]
    [InlineData("{\"text\":NaN}", "line 1, byte 9: 'N' is not expected; a value is.")]
    [InlineData("{\"text\":+1}", "line 1, byte 9: '+' is not expected; a value is.")]
    [InlineData("{\"text\":.5}", "line 1, byte 9: '.' is not expected; a value is.")]
    [InlineData("{\"text\":01}", "line 1, byte 9: The number is not written as JSON requires.")]
    [InlineData("{\"text\":1.}", "line 1, byte 9: The number is not written as JSON requires.")]
    [InlineData("{\"text\":-x}", "line 1, byte 9: The number is not written as JSON requires.")]
    [InlineData("{\"text\":1e}", "line 1, byte 9: The number is not written as JSON requires.")]
    [InlineData("{\"text\":1 2}", "line 1, byte 11: '2' is not expected; ',' or '}' is.")]
    [InlineData("{\"text\":[1 2]}", "line 1, byte 12: '2' is not expected; ',' or ']' is.")]
    [InlineData("{\"text\":[1}", "line 1, byte 11: '}' is not expected; ',' or ']' is.")]
    [InlineData("{\"text\":\"a\tb\"}", "line 1, byte 11: A string has the control character U+0009; escape it.")]
    [InlineData("{\"text\":\"a\nb\"}", "line 1, byte 11: A string has the control character U+000A; escape it.")]
    [InlineData("{\"text\":\"\\x\"}",
        "line 1, byte 10: A string has a backslash without an escape that JSON knows; write \\\\ for a backslash.")]
    [InlineData("{\"text\":\"\\u12G4\"}",
        "line 1, byte 10: A string has a backslash without an escape that JSON knows; write \\\\ for a backslash.")]
    [InlineData("<a/>", "line 1, byte 1: '<' is not expected; a value is.")]
    [InlineData("]", "line 1, byte 1: ']' is not expected; a value is.")]
    [InlineData("{\"ä\":é}", "line 1, byte 7: 'é' is not expected; a value is.")]
    [InlineData("\u00a0{}", "line 1, byte 1: U+00A0 is not expected; a value is.")]
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
