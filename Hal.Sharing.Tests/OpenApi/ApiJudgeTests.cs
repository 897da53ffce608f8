using System.Text;
using System.Text.Json;
using Hal.Sharing.Tests.Support;
using Json.Schema;

namespace Hal.Sharing.Tests.OpenApi;

/// <summary>The check between every test and the server finds every fault, and nothing else.</summary>
public sealed class ApiJudgeTests
{
    private const string Path = "/api/integrations/abc-123/shares/team:analytics";
    private const string Hal = "application/hal+json";

    private static readonly Exchange Right = new("GET", Path, default, 200, Hal, _ => "x", Encoding.UTF8.GetBytes(Example("share")));

    [Fact]
    public void DocumentedAnswer_IsRight() => ApiJudge.Judge(Right).Should().BeNull();

    [Fact]
    public void StatusThatIsNotDocumented_IsWrong() => ApiJudge.Judge(Right with { Status = 202 }).Should().Contain("202");

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/problem+json")]
    [InlineData(null)]
    public void MediaTypeThatIsNotDocumented_IsWrong(string? mediaType) =>
        ApiJudge.Judge(Right with { MediaType = mediaType }).Should().Contain("is not documented");

    [Fact]
    public void BodyOfAnotherKind_IsWrong() =>
        ApiJudge.Judge(Right with { Path = "/api/integrations/abc-123" }).Should().Contain("not present");

    [Fact]
    public void BodyWhereNoneIsAllowed_IsWrong()
    {
        ApiJudge.Judge(Right with { Method = "DELETE", Status = 204 }).Should().Contain("has a body");
        ApiJudge.Judge(Right with { Method = "HEAD" }).Should().Contain("has a body");
    }

    [Fact]
    public void HeaderThatIsMissing_IsWrong() =>
        ApiJudge.Judge(Right with { Header = name => name == "Vary" ? null : "x" }).Should().Contain("Vary");

    [Theory]
    [InlineData("problem.not-found", 404, null)]
    [InlineData("problem.forbidden", 404, "/type")]
    [InlineData("problem.last-admin", 409, "/type")]
    public void ProblemOfAnotherType_IsWrong(string example, int status, string? where)
    {
        var body = Encoding.UTF8.GetBytes(Example(example));
        var exchange = Right with { Method = "DELETE", Status = status, MediaType = "application/problem+json", Body = body };

        (ApiJudge.Judge(exchange) ?? "nothing").Should().Contain(where ?? "nothing");
    }

    [Theory]
    [InlineData("""{ "accessLevel": 2 }""", null)]
    [InlineData("""{ "accessLevel": "2", "_links": 7, "principal": null }""", null)]
    [InlineData("""{ "level": 2 }""", "accepted, but not documented: /level")]
    public void AcceptedBody_IsDocumented(string sent, string? fault) =>
        (ApiJudge.Judge(Right with { Method = "PUT", RequestBody = Encoding.UTF8.GetBytes(sent) }) ?? "nothing")
            .Should().StartWith(fault ?? "nothing");

    [Theory]
    [InlineData("PATCH", Path, 405, null)]
    [InlineData("PATCH", Path, 200, "200 is not documented")]
    [InlineData("GET", "/api/nothing/here", 200, "200 is not documented")]
    [InlineData("GET", "/pages.css", 200, null)]
    public void WhatIsNoOperation_IsAnErrorOrAFile(string method, string path, int status, string? fault)
    {
        var body = Encoding.UTF8.GetBytes(status == 405 ? Example("problem.method-not-allowed") : "{}");
        var exchange = Right with { Method = method, Path = path, Status = status, MediaType = "application/problem+json", Body = body };

        (ApiJudge.Judge(exchange) ?? "nothing").Should().Contain(fault ?? "nothing");
    }

    [Theory]
    [InlineData("/API/Integrations/abc-123", "changeIntegration")]
    [InlineData("/api/users/me", "changeUser")]
    [InlineData("/api/v1/teams", null)]
    public void Operation_IsFoundAsRoutingFindsIt(string path, string? operation) =>
        (ApiOperations.All.Find("PUT", path) is { Operation: { } found } ? found.Id : null).Should().Be(operation);

    [Theory]
    [InlineData("""{ "unevaluatedMembers": false }""")]
    [InlineData("""{ "type": "text" }""")]
    public void UnknownKeyword_Fails(string schema)
    {
        using var document = JsonDocument.Parse(schema);
        var schemas = new JsonSchemas(document.RootElement);

        schemas.Invoking(set => set.Compile(document.RootElement)(document.RootElement)).Should().Throw<JsonSchemaException>();
    }

    private static string Example(string name) =>
        ApiOperations.All.Document.GetProperty("components").GetProperty("examples").GetProperty(name).GetProperty("value").GetRawText();
}
