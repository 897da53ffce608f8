using System.Text.Json;
using System.Text.RegularExpressions;
using Hal.Sharing.Api.OpenApi;
using Hal.Sharing.Api.Rels;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.OpenApi;

/// <summary>
/// The stories are consistent with themselves and with the OpenAPI document. <c>.ci/openapi</c> runs them against a server.
/// </summary>
public sealed partial class StoryTests
{
    private static readonly string[] MembersOfSteps =
        ["stepId", "description", "operationId", "parameters", "requestBody", "successCriteria", "outputs"];

    /// <summary>What Arazzo names in steps and OpenAPI in other places: as security and as media types of responses.</summary>
    private static readonly (string, string)[] Undeclared = [("header", "Authorization"), ("header", "Accept")];

    private static readonly JsonElement Document = JsonSerializer.SerializeToElement(ArazzoDocument.Create());

    private static readonly IReadOnlyList<StoryStep> Steps = [.. ReadSteps()];

    public static TheoryData<string> Names => [.. Steps.Select(step => step.Name)];

    [Fact]
    public void Document_HasFiveStories()
    {
        Document.GetProperty("arazzo").GetString().Should().Be("1.0.1");
        Document.GetProperty("info").GetProperty("version").GetString()
            .Should().Be(typeof(Program).Assembly.GetName().Version!.ToString(3));
        Document.GetProperty("workflows").EnumerateArray().Select(workflow => workflow.GetProperty("workflowId").GetString())
            .Should().HaveCount(5).And.OnlyHaveUniqueItems();
        typeof(ArazzoDocument).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith("openapi/stories/", StringComparison.Ordinal)).Should().HaveCount(5, "each file is listed once");
    }

    [Fact]
    public void EveryStory_NeedsTheTwoTokensOnly()
    {
        foreach (var workflow in Document.GetProperty("workflows").EnumerateArray())
        {
            workflow.EnumerateObject().Select(member => member.Name)
                .Should().Equal("workflowId", "summary", "description", "inputs", "steps");
            workflow.GetProperty("inputs").GetProperty("$ref").GetString().Should().Be("#/components/inputs/tokens");
        }
        var inputs = Document.GetProperty("components").GetProperty("inputs").GetProperty("tokens").GetProperty("properties");
        inputs.EnumerateObject().Select(input => input.Name).Should().Equal("ownerToken", "otherToken");
        inputs.EnumerateObject().Should().OnlyContain(input => input.Value.GetProperty("format").ValueEquals("password"));
    }

    [Fact]
    public void EveryStep_HasANameOfItsOwn() => Steps.Select(step => step.Name).Should().OnlyHaveUniqueItems().And.HaveCountGreaterThan(50);

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_CallsAnOperationWithWhatItRequires(string name)
    {
        var step = Steps.Single(step => step.Name == name);
        var (method, path, operation) = step.Operation;
        var declared = operation.GetProperty("parameters").EnumerateArray().Select(Follow).ToList();

        step.Step.EnumerateObject().Select(member => member.Name).Should().BeSubsetOf(MembersOfSteps);
        step.Step.GetProperty("description").GetString().Should().EndWith(".");
        step.Parameters.Should().OnlyHaveUniqueItems().And.Contain(("header", "Authorization"))
            .And.BeSubsetOf(declared.Select(Key).Concat(Undeclared));
        declared.Where(IsRequired).Select(Key).Should().BeSubsetOf(step.Parameters);
        if (step.Body is { } body)
            ApiOperations.All.Find(method, path).Operation!.JudgeRequest(body).Should().BeNull();
        else
            operation.TryGetProperty("requestBody", out _).Should().BeFalse("some runners send the example if a step has no body");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Step_ReadsOnlyWhatIsThere(string name)
    {
        var step = Steps.Single(step => step.Name == name);
        var response = Follow(step.Operation.Operation.GetProperty("responses").GetProperty($"{step.Status}"));

        foreach (var expression in step.Expressions)
        {
            if (expression.StartsWith("$response.body#", StringComparison.Ordinal))
                Schemas(response).Any(schema => Has(schema, expression.Split('/')[1..])).Should().BeTrue("{0} is in a schema", expression);
            else if (expression.StartsWith("$response.header.", StringComparison.Ordinal))
                response.GetProperty("headers").TryGetProperty(expression["$response.header.".Length..], out _).Should().BeTrue(expression);
            else if (expression != "$statusCode" && !expression.StartsWith("$components.", StringComparison.Ordinal))
                step.Outputs.Should().Contain(expression);
        }
    }

    [Fact]
    public void EveryRelationInACriterion_IsOneOfThisApi()
    {
        var relations = Steps.SelectMany(step => step.Conditions).SelectMany(condition => Relation().Matches(condition))
            .Select(match => match.Value).Distinct().ToList();

        relations.Should().BeSubsetOf(RelTable.All.Select(rel => rel.Name)).And.HaveCountGreaterThan(8);
    }

    [Fact]
    public void EveryStory_DeletesWhatItCreates()
    {
        foreach (var story in Steps.GroupBy(step => step.Workflow))
        {
            var called = story.Select(step => (Id: step.Operation.Operation.GetProperty("operationId").GetString()!, step.Status)).ToList();
            var created = called.Where(call => call is { Status: 201 } && call.Id.StartsWith("create", StringComparison.Ordinal))
                .Select(call => call.Id["create".Length..]);
            var deleted = called.Where(call => call is { Status: 204 } && call.Id.StartsWith("delete", StringComparison.Ordinal))
                .Select(call => call.Id["delete".Length..]);

            deleted.Should().BeEquivalentTo(created, story.Key).And.NotBeEmpty();
        }
    }

    private static IEnumerable<StoryStep> ReadSteps()
    {
        foreach (var workflow in Document.GetProperty("workflows").EnumerateArray())
        {
            var (id, known) = (workflow.GetProperty("workflowId").GetString()!, new HashSet<string>());
            foreach (var step in workflow.GetProperty("steps").EnumerateArray())
            {
                yield return new(Document.GetProperty("components"), id, step, known.ToHashSet());
                if (step.TryGetProperty("outputs", out var outputs))
                    known.UnionWith(from output in outputs.EnumerateObject()
                                    select $"$steps.{step.GetProperty("stepId")}.outputs.{output.Name}");
            }
        }
    }

    private static bool IsRequired(JsonElement parameter) =>
        parameter.TryGetProperty("required", out var required) && required.GetBoolean();

    private static (string, string) Key(JsonElement parameter) =>
        (parameter.GetProperty("in").GetString()!, parameter.GetProperty("name").GetString()!);

    private static IEnumerable<JsonElement> Schemas(JsonElement response) => response.TryGetProperty("content", out var content)
        ? content.EnumerateObject().Select(representation => representation.Value.GetProperty("schema")) : [];

    /// <summary>Returns whether the schema names the member. What it only allows does not count.</summary>
    private static bool Has(JsonElement schema, string[] pointer)
    {
        if (pointer.Length == 0)
            return true;
        var parts = new[] { "allOf", "anyOf", "oneOf" }
            .SelectMany(keyword => schema.TryGetProperty(keyword, out var schemas) ? schemas.EnumerateArray() : default);
        return parts.Any(part => Has(part, pointer))
            || (schema.TryGetProperty("$ref", out _) && Has(Follow(schema), pointer))
            || (schema.TryGetProperty("properties", out var members) && members.TryGetProperty(pointer[0], out var member)
                && Has(member, pointer[1..]));
    }

    private static JsonElement Follow(JsonElement node) =>
        node.TryGetProperty("$ref", out var reference) ? ApiOperations.All.Schemas.Resolve(reference.GetString()!) : node;

    [GeneratedRegex(@"\binf:[a-z-]+")]
    private static partial Regex Relation();
}
