using Hal.Sharing.Api.Schemas;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Problems;

/// <summary>Every kind of JSON response is readable and safe in HTML.</summary>
public sealed class ReadableTests(ListeningServer server) : IClassFixture<ListeningServer>
{
    private const string Name = "O'Brien + <b> & 東京 😀";
    private const string Written = """O'Brien + \u003Cb\u003E \u0026 東京 😀""";

    [Theory]
    [InlineData("application/hal+json")]
    [InlineData("application/prs.hal-forms+json")]
    [InlineData("application/json")]
    public async Task Document_IsReadable(string mediaType) =>
        (await SendAsync(new RawRequest("POST", "/api/integrations").WithJson($$"""{"name": "{{Name}}"}""").With($"Accept: {mediaType}"),
            201))
            .Should().Contain($"\"name\":\"{Written}\"");

    [Fact]
    public async Task Problem_IsReadable() =>
        (await SendAsync(new RawRequest("POST", "/api/integrations").WithJson($$"""{"name": "x", "{{Name}}": 1}"""), 400))
            .Should().Contain($"\"detail\":\"Unknown property '{Written}';");

    [Fact]
    public async Task ValidationError_IsReadable() =>
        (await SendAsync(new RawRequest("POST", "/api/v1/teams/coaching/authorize").WithJson($$"""{"scopes": ["{{Name}}"]}"""), 422))
            .Should().Contain($"'offline_access', not \\\"{Written}\\\"");

    [Fact]
    public async Task OpenApiDocument_IsReadable() =>
        (await SendAsync(new RawRequest("GET", "/openapi/v1.json"), 200)).Should().Contain("caller's").And.Contain(@"\u003C");

    [Fact]
    public async Task Schemas_AreSafe()
    {
        foreach (var schema in SchemaSet.Served.All)
            await SendAsync(new RawRequest("GET", schema.Href), 200);
    }

    private async Task<string> SendAsync(RawRequest request, int status)
    {
        var answer = await server.SendAsync(request);
        answer.Status.Should().Be(status, answer.Text);
        answer.Text.Should().NotContainAny("<", ">", "&", "\\u0027", "\\u002B", "\\u0022");
        return answer.Text;
    }
}
