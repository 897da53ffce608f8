using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.OpenApi;

/// <summary>A step of a story, with the operation that it calls and the outputs of the steps before it.</summary>
/// <param name="Outputs">The expressions that name outputs of earlier steps, such as <c>$steps.create.outputs.id</c>.</param>
public sealed partial record StoryStep(JsonElement Components, string Workflow, JsonElement Step, IReadOnlySet<string> Outputs)
{
    private static readonly (string Method, string Path, JsonElement Operation)[] Operations =
    [
        .. from path in ApiOperations.All.Document.GetProperty("paths").EnumerateObject()
           from operation in path.Value.EnumerateObject()
           select (operation.Name, path.Name, operation.Value),
    ];

    /// <summary>The workflow and the step, for messages.</summary>
    public string Name => $"{Workflow}/{Step.GetProperty("stepId").GetString()}";

    /// <summary>Throws if the OpenAPI document has no such operation.</summary>
    public (string Method, string Path, JsonElement Operation) Operation => Operations.Single(
        operation => operation.Operation.GetProperty("operationId").ValueEquals(Step.GetProperty("operationId").GetString()));

    /// <summary>The parameters, those of components included. Throws if a reference leads nowhere.</summary>
    public IReadOnlyList<(string In, string Name)> Parameters =>
    [
        .. from parameter in Step.GetProperty("parameters").EnumerateArray().Select(Referred)
           select (parameter.GetProperty("in").GetString()!, parameter.GetProperty("name").GetString()!),
    ];

    /// <summary>The only status that the step accepts.</summary>
    public int Status => Conditions.Select(condition => StatusCode().Match(condition)).Where(match => match.Success)
        .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).Single();

    public IEnumerable<string> Conditions =>
        Step.GetProperty("successCriteria").EnumerateArray().Select(criterion => criterion.GetProperty("condition").GetString()!);

    /// <summary>The runtime expressions of all members of the step.</summary>
    public IEnumerable<string> Expressions => Texts(Step).SelectMany(text => Expression().Matches(text)).Select(match => match.Value);

    /// <summary>The body, with a word instead of each expression; null if there is none.</summary>
    public JsonElement? Body => Step.TryGetProperty("requestBody", out var body)
        ? JsonSerializer.Deserialize<JsonElement>(Expression().Replace(body.GetProperty("payload").GetRawText(), "word")) : null;

    private JsonElement Referred(JsonElement parameter) => parameter.TryGetProperty("reference", out var reference)
        ? Components.GetProperty("parameters").GetProperty(reference.GetString()!["$components.parameters.".Length..]) : parameter;

    private static IEnumerable<string> Texts(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(Texts),
        JsonValueKind.String => [node.GetString()!],
        _ => [],
    };

    [GeneratedRegex(@"^\$statusCode == (\d{3})$")]
    private static partial Regex StatusCode();

    /// <summary>Matches expressions, which have a letter after the dollar sign. JSONPath has none there.</summary>
    [GeneratedRegex(@"\$[a-zA-Z][\w.-]*(#[\w/~-]*)?")]
    private static partial Regex Expression();
}
