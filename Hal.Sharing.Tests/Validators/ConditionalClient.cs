using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Validators;

/// <summary>Reads and writes with validators, by header or by the hidden field of a form.</summary>
internal static class ConditionalClient
{
    public const string Forms = "application/prs.hal-forms+json";

    /// <summary>The document's tag, quotes and all.</summary>
    public static async Task<string> TagAsync(this HttpClient caller, string path, string accept = "application/hal+json")
    {
        using var answer = await caller.GetAsync(path, ("Accept", accept));
        answer.StatusCode.Should().Be(HttpStatusCode.OK, path);
        return answer.Headers.ETag!.ToString();
    }

    /// <summary>The version that the document's form carries.</summary>
    public static async Task<string> VersionAsync(this HttpClient caller, string path)
    {
        using var answer = await caller.GetAsync(path, ("Accept", Forms));
        var document = await answer.JsonAsync();
        return document.GetProperty("_templates").EnumerateObject()
            .Select(template => template.Value).Where(template => template.GetProperty("target").GetString() == path)
            .SelectMany(template => template.GetProperty("properties").EnumerateArray())
            .First(property => property.GetProperty("name").GetString() == "version").GetProperty("value").GetString()!;
    }

    /// <summary>Writes as one who knows this tag, or whose form carries this version.</summary>
    public static Task<HttpResponseMessage> WriteAsync(
        this HttpClient caller, string method, string path, string? body, string? tag = null, string? version = null) => tag is null
        ? caller.SendAsync(method, path, WithVersion(body, version))
        : caller.SendAsync(method, path, body, ("If-Match", tag));

    public static async Task<HttpResponseMessage> SendAsync(
        this HttpClient caller, string method, string path, string? body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new(method), path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value).Should().BeTrue();
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await caller.SendAsync(request);
    }

    private static string? WithVersion(string? body, string? version)
    {
        if (version is null)
            return body;
        var json = (JsonObject)JsonNode.Parse(body ?? "{}")!;
        json["version"] = version;
        return json.ToJsonString(JsonSerializerOptions.Default);
    }
}
