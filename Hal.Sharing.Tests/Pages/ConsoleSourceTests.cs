using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hal.Sharing.Api.Links;
using Hal.Sharing.Tests.Architecture;
using Hal.Sharing.Tests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Hal.Sharing.Tests.Pages;

/// <summary>The console knows HAL and HAL-FORMS, and of this API only the entry point.</summary>
public sealed partial class ConsoleSourceTests(SharingServer server) : IClassFixture<SharingServer>
{
    private const string Folder = "Hal.Sharing.Api/wwwroot";

    // Names of this API that are also names of the standards that the console implements.
    private static readonly string[] Standard =
    [
        // HAL and HAL-FORMS.
        "_links", "_embedded", "_templates", "self", "curies", "href", "templated", "title", "name", "type", "profile", "options",
        "prompt", "value", "method", "target", "contentType", "properties", "required", "readOnly", "regex", "min", "max",
        "minLength", "maxLength", "inline", "link", "selectedValues", "minItems", "maxItems",
        // JSON Schema.
        "items",
        // Problem details, RFC 9457, and their media type.
        "problem", "status", "detail", "errors", "pointer", "parameter", "instance",
        // Relations registered at IANA.
        "first", "prev", "next", "service-doc", "service-desc", "help",
        // Attributes, events, kinds of input fields and properties of the web platform.
        "id", "role", "url", "email", "text", "change",
    ];

    // Words of JavaScript, CSS and English: names of this API only where the source reads a property, or has a string of them alone.
    private static readonly string[] Words =
    [
        "access", "action", "after", "at", "before", "by", "changes", "from", "history", "result", "to", "unchanged", "would",
    ];

    // Documents of the sample APIs in tests.
    private static readonly string[] Samples = ["/Hypermedia/", "/Problems/"];

    [Fact]
    public void Source_ContainsNoRelation()
    {
        var relations = typeof(Relations).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (string)field.GetRawConstantValue()!)
            .Where(relation => relation != Relations.Documentation).ToList();

        relations.Should().HaveCountGreaterThan(30);
        Found(relations.Select(relation => relation[(relation.IndexOf(':', StringComparison.Ordinal) + 1)..])).Should().BeEmpty();
    }

    [Fact]
    public void Source_ContainsNoPath()
    {
        var segments = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => endpoint.RoutePattern.PathSegments).SelectMany(segment => segment.Parts)
                .OfType<Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart>()
            .Select(part => part.Content).Distinct().Except(["api"]).ToList();

        segments.Should().Contain(["integrations", "shares", "rels", "v1"]);
        Found(segments).Should().BeEmpty();
    }

    [Fact]
    public void Source_ContainsNoProperty()
    {
        var members = new HashSet<string>();
        foreach (var (path, text) in Repository.Sources("Hal.Sharing.Tests", "*.verified.json")
            .Where(file => !Samples.Any(sample => file.Path.Contains(sample, StringComparison.Ordinal))))
        {
            using var snapshot = JsonDocument.Parse(text);
            Collect(snapshot.RootElement.TryGetProperty("body", out var body) ? body : snapshot.RootElement, members);
        }

        members.Should().Contain(["accessLevel", "principalId", "display_name"]);
        Found(members.Select(member => member[(member.IndexOf(':', StringComparison.Ordinal) + 1)..])).Should().BeEmpty();
    }

    [Fact]
    public void EveryModule_IsPreloaded()
    {
        var index = File.ReadAllText(Path.Combine(Repository.Root, Folder, "index.html"));
        var modules = Directory.EnumerateFiles(Path.Combine(Repository.Root, Folder, "console"), "*.js").Select(Path.GetFileName);

        Preloaded().Matches(index).Select(match => match.Groups[1].Value).Append("main.js").Should().BeEquivalentTo(modules);
    }

    // Whole words anywhere, including comments. Words such as remove and delete are not specific to this API.
    private static IEnumerable<string> Found(IEnumerable<string> names) =>
        from name in names.Except(Standard).Distinct()
        from file in Files()
        from Match match in Regex.Matches(Calls().Replace(file.Text, "()"), Words.Contains(name)
            ? $@"(\.|(['""])(?={name}\2)){name}(?![\w(-])"
            : $@"(?<![\w-]){Regex.Escape(name)}(?![\w-])")
        select $"{file.Path}: {name}";

    // The page that shows the OpenAPI document is not part of the console.
    private static List<(string Path, string Text)> Files()
    {
        var files = new[] { "*.js", "*.html", "*.css" }.SelectMany(pattern => Repository.Sources(Folder, pattern))
            .Where(file => !file.Path.EndsWith("/presentation.js", StringComparison.Ordinal)
                && !file.Path.EndsWith("/pages.css", StringComparison.Ordinal)
                && !file.Path.Contains("/wwwroot/openapi/", StringComparison.Ordinal)).ToList();
        files.Should().HaveCountGreaterThan(15);
        return files;
    }

    private static void Collect(JsonElement value, HashSet<string> members)
    {
        if (value.ValueKind == JsonValueKind.Array)
            foreach (var item in value.EnumerateArray())
                Collect(item, members);
        if (value.ValueKind != JsonValueKind.Object)
            return;
        foreach (var member in value.EnumerateObject())
        {
            members.Add(member.Name);
            // Names of form fields are also names of this API.
            if (member.NameEquals("properties") && member.Value.ValueKind == JsonValueKind.Array)
                members.UnionWith(member.Value.EnumerateArray().Select(property => property.GetProperty("name").GetString()!));
            else
                Collect(member.Value, members);
        }
    }

    [GeneratedRegex(@"\.(remove|delete)\(")]
    private static partial Regex Calls();

    [GeneratedRegex("rel=\"modulepreload\" href=\"console/([^\"]+)\"")]
    private static partial Regex Preloaded();
}
