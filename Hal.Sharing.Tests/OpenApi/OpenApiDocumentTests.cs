using System.Net;
using System.Text.Json;
using Hal.Sharing.Api.Pages;
using Hal.Sharing.Api.Problems;
using Hal.Sharing.Api.Rels;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Hal.Sharing.Tests.OpenApi;

/// <summary>The document is valid and complete. <see cref="ApiCheck"/> compares it with the responses in all other tests.</summary>
public sealed class OpenApiDocumentTests(SharingServer server) : IClassFixture<SharingServer>
{
    private const string Path = "/openapi/v1.json";
    private static readonly string[] Methods = ["get", "put", "post", "delete", "head", "options", "patch"];

    [Fact]
    public async Task Document_IsValidOpenApi31()
    {
        using var client = server.CreateClient();
        await using var stream = await client.GetStreamAsync(Path);

        var read = await Microsoft.OpenApi.OpenApiDocument.LoadAsync(stream, "json");

        read.Diagnostic!.SpecificationVersion.Should().Be(OpenApiSpecVersion.OpenApi3_1);
        read.Diagnostic.Errors.Should().BeEmpty();
        read.Diagnostic.Warnings.Should().BeEmpty();
        read.Document!.Paths.Should().HaveCountGreaterThan(25);
    }

    [Fact]
    public async Task Document_NamesEveryLiveRequest_AndNoOther()
    {
        var documented = from path in (await ReadAsync()).GetProperty("paths").EnumerateObject()
                         from operation in path.Value.EnumerateObject()
                         where Methods.Contains(operation.Name)
                         select $"{operation.Name.ToUpperInvariant()} {path.Name.TrimEnd('/')}";
        var live = from endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                   where endpoint.Metadata.GetMetadata<HtmlPageAttribute>() is null // Pages with forms are not part of the API.
                   from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
                   select $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}";

        documented.Should().BeEquivalentTo(live.Distinct()).And.HaveCountGreaterThan(45);
    }

    [Fact]
    public async Task EveryReference_LeadsSomewhere()
    {
        var document = await ReadAsync();
        var schemas = new JsonSchemas(document);

        var references = References(document).Distinct().ToList();

        foreach (var reference in references)
            schemas.Invoking(set => set.Resolve(reference)).Should().NotThrow(reference);
        references.Should().HaveCountGreaterThan(150);
    }

    [Fact]
    public async Task EveryOperation_HasANameOfItsOwn_AndAKnownTag()
    {
        var document = await ReadAsync();
        var tags = document.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()).ToList();
        var operations = Operations(document).ToList();

        operations.Select(operation => operation.GetProperty("operationId").GetString()).Should().OnlyHaveUniqueItems();
        operations.SelectMany(operation => operation.GetProperty("tags").EnumerateArray()).Select(tag => tag.GetString()).Distinct()
            .Should().BeEquivalentTo(tags);
    }

    [Fact]
    public async Task EveryProblem_IsAnAnswerToSomething()
    {
        var answers = (await ReadAsync()).GetProperty("components").GetProperty("responses").EnumerateObject()
            .Select(answer => answer.Name.Split('.')).Where(parts => parts.Length > 1)
            .SelectMany(parts => parts[1..].Select(name => (parts[0], name))).ToHashSet();

        // Every resource can return 405; none returns a bare 409; pages are not part of the paths.
        var types = ProblemType.All.Except([ProblemType.MethodNotAllowed, ProblemType.Conflict, ProblemType.SignInRefused]);

        answers.Should().Contain(types.Select(type => ($"{type.Status}", type.Name)));
    }

    [Fact]
    public async Task EveryProblemThatAnOperationExplains_IsOneOfItsResponses()
    {
        var explained = from operation in Operations(await ReadAsync())
                        where operation.TryGetProperty("x-problems", out _)
                        from problem in operation.GetProperty("x-problems").EnumerateObject()
                        select (Operation: operation, problem.Name, When: problem.Value.GetString()!);

        explained.Should().HaveCountGreaterThan(30);
        foreach (var (operation, name, when) in explained)
            operation.GetProperty("responses").EnumerateObject()
                .Where(response => response.Value.GetProperty("$ref").GetString()!.Split('.').Contains(name))
                .Should().ContainSingle().Which.Value.GetProperty("description").GetString().Should().Contain($"(`{name}`): {when}");
    }

    [Fact]
    public async Task EveryRelation_ThatLeadsToAnOperation_IsOneOfThisApi()
    {
        var document = await ReadAsync();
        var pages = from page in document.GetProperty("x-pages").EnumerateObject()
                    from operation in page.Value.EnumerateObject()
                    select operation.Value;

        var relations = from operation in Operations(document).Concat(pages)
                        where operation.TryGetProperty("x-relations", out _)
                        from relation in operation.GetProperty("x-relations").EnumerateArray()
                        select $"inf:{relation.GetString()}";

        relations.Distinct().Should().BeEquivalentTo(RelTable.All.Select(rel => rel.Name));
    }

    [Fact]
    public async Task Document_SaysWhichServerAndVersion_BelowThePathBaseToo()
    {
        using var client = server.CreateClient(("PathBase", "/sharing"));

        var below = await client.DocumentAsync($"/sharing{Path}");
        var document = await ReadAsync();

        below.GetProperty("servers")[0].GetProperty("url").GetString().Should().Be("/sharing");
        document.GetProperty("servers")[0].GetProperty("url").GetString().Should().Be("/");
        document.GetProperty("info").GetProperty("version").GetString()
            .Should().Be(typeof(Program).Assembly.GetName().Version!.ToString(3));
    }

    [Theory]
    [InlineData("*/*", "application/vnd.oai.openapi+json")]
    [InlineData("application/json,*/*", "application/json")]
    public async Task Document_IsWhatIsAskedFor(string accept, string mediaType)
    {
        using var client = server.CreateClient();

        using var answer = await client.GetAsync(Path, ("Accept", accept));

        answer.StatusCode.Should().Be(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.MediaType.Should().Be(mediaType);
        answer.Headers.CacheControl!.Public.Should().BeTrue();
    }

    private async Task<JsonElement> ReadAsync()
    {
        using var client = server.CreateClient();
        return await client.DocumentAsync(Path);
    }

    private static IEnumerable<JsonElement> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where Methods.Contains(operation.Name)
        select operation.Value;

    private static IEnumerable<string> References(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member =>
            member is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [member.Value.GetString()!] : References(member.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(References),
        _ => [],
    };
}
