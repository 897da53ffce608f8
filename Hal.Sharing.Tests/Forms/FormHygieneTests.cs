using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Forms;

/// <summary>What forms look like, on every document that anybody reaches.</summary>
[Collection(nameof(FormsFixture))]
public sealed class FormHygieneTests(FormsFixture scene)
{
    private static readonly string[] OfForms = ["title", "method", "contentType", "target", "properties"];

    private static readonly string[] OfProperties =
        ["name", "prompt", "required", "readOnly", "type", "min", "max", "minLength", "maxLength", "regex", "value", "options"];

    private static readonly string[] Types = ["text", "textarea", "number", "email", "url", "hidden"];

    // Embedded to be named, not to be acted on.
    private static readonly string[] References = ["/api/integrations/*/owner", "/api/principals", "/api/v1/teams/*/users"];

    public static TheoryData<string> Callers => [.. FormsFixture.Callers];

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task Forms_AreWellMade(string caller)
    {
        var faults = new List<string>();
        foreach (var document in await scene.DocumentsAsync(caller))
        {
            if (!document.TryGetProperty("_templates", out var templates))
            {
                faults.Add($"{document.Href("self")}: no _templates");
                continue;
            }
            foreach (var template in templates.EnumerateObject())
                faults.AddRange(FaultsOf(template.Value).Select(fault => $"{document.Href("self")} {template.Name}: {fault}"));
        }

        faults.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task Forms_AreThoseOfTheLinks_TheMainOneFirst(string caller)
    {
        var differences = new List<string>();
        foreach (var document in await scene.DocumentsAsync(caller))
        {
            var forms = HalForm.AllOf(document).Select(form => form.Key).ToList();
            var links = document.Rels().Where(ActionTable.Relations.Contains).Select(rel => rel["inf:".Length..]);
            if (!forms.SequenceEqual(links) || !forms.SequenceEqual(ActionTable.KeysOf(document).Where(forms.Contains)))
                differences.Add($"{document.Href("self")}: links {string.Join(' ', links)}, forms {string.Join(' ', forms)}");
        }

        differences.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task EmbeddedResource_HasTheActionsOfItsOwnDocument(string caller)
    {
        var own = (await scene.ThingsAsync(caller)).ToDictionary(
            document => document.Href("self")!, document => HalForm.AllOf(document).Select(form => $"inf:{form.Key}").ToList());
        var differences = new List<string>();
        var compared = 0;
        foreach (var document in await scene.DocumentsAsync(caller))
            foreach (var resource in EmbeddedIn(document))
            {
                var isReference = References.Contains(ActionTable.KindOf(document));
                var actions = resource.Rels().Where(ActionTable.Relations.Contains).ToList();
                if (!own.TryGetValue(resource.Href("self")!, out var forms))
                {
                    differences.Add($"{document.Href("self")}: {resource.Href("self")} is not to be reached");
                    continue;
                }
                compared++;
                if (!actions.SequenceEqual(isReference ? [] : forms))
                    differences.Add($"{document.Href("self")}: {resource.Href("self")} has {string.Join(' ', actions)}, "
                        + $"its own document {string.Join(' ', forms)}");
            }

        differences.Should().BeEmpty();
        compared.Should().BePositive();
    }

    [Theory]
    [MemberData(nameof(Callers))]
    public async Task UnchangedForm_ChangesNothing(string caller)
    {
        await scene.RewindAsync();
        using var http = scene.As(caller);
        var client = new HalFormsClient(http);
        var before = await DatabaseDigest.ReadAsync(scene.ConnectionString);
        var differences = new List<string>();
        foreach (var document in await scene.ThingsAsync(caller))
            foreach (var form in HalForm.AllOf(document).Where(form => form.Method == "PUT"))
            {
                var all = await client.FillAsync(form, UnchangedForm.Form);
                var filled = new JsonObject(
                    from member in all where member.Value!.ToString().Length > 0
                    select KeyValuePair.Create(member.Key, member.Value?.DeepClone()));
                foreach (var body in new[] { all, filled })
                {
                    using var seen = await http.GetAsync(document.Href("self")!, ("Accept", "application/hal+json"));
                    using var answer = await client.SubmitAsync(form, body);
                    using var now = await http.GetAsync(document.Href("self")!, ("Accept", "application/hal+json"));
                    if (!answer.IsSuccessStatusCode || seen.Headers.ETag is null || !Equals(seen.Headers.ETag, now.Headers.ETag))
                        differences.Add($"{form.Target} {body}: {(int)answer.StatusCode}, {seen.Headers.ETag} became {now.Headers.ETag}");
                }
            }

        differences.Should().BeEmpty();
        (await DatabaseDigest.ReadAsync(scene.ConnectionString)).Should().Equal(before);
    }

    private static IEnumerable<JsonElement> EmbeddedIn(JsonElement document) =>
        !document.TryGetProperty("_embedded", out var embedded)
            ? []
            : from relation in embedded.EnumerateObject()
              from resource in relation.Value.ValueKind == JsonValueKind.Array ? relation.Value.EnumerateArray().ToArray()
                  : [relation.Value]
              select resource;

    private static IEnumerable<string> FaultsOf(JsonElement template)
    {
        if (template.GetRawText().Contains("null", StringComparison.Ordinal))
            yield return "null";
        foreach (var member in template.EnumerateObject().Where(member => !OfForms.Contains(member.Name)))
            yield return $"{member.Name} is nothing that a form has";
        var form = new HalForm("", template);
        if (form.Method is not ("POST" or "PUT" or "DELETE"))
            yield return $"method {form.Method}";
        if (form.ContentType != "application/json" || !template.TryGetProperty("contentType", out _))
            yield return "no contentType";
        if (!form.Target.StartsWith('/') || form.Target.Contains('{'))
            yield return $"target {form.Target}";
        if (template.GetProperty("title").GetString() is not { Length: > 0 })
            yield return "no title";
        if (template.GetProperty("properties").ValueKind != JsonValueKind.Array)
            yield return "properties is no array";
        if (form.Properties.Select(property => property.Name).Distinct().Count() != form.Properties.Count)
            yield return "a property stands twice";
        foreach (var property in form.Properties)
            foreach (var fault in FaultsOf(property))
                yield return $"{property.Name}: {fault}";
    }

    private static IEnumerable<string> FaultsOf(FormProperty property)
    {
        foreach (var member in property.Field.EnumerateObject().Where(member => !OfProperties.Contains(member.Name)))
            yield return $"{member.Name} is nothing that a property has";
        if (!Types.Contains(property.Type))
            yield return $"type {property.Type}";
        if (property.Field.TryGetProperty("value", out var value) && value.ValueKind != JsonValueKind.String)
            yield return "value is no string";
        if (!property.IsFixed && !property.Field.TryGetProperty("prompt", out _))
            yield return "no prompt";
        if (property.Regex is { } regex && !FormText.IsForBrowsers(regex))
            yield return $"regex {regex} is not JavaScript's";
        if (property.Value is { Length: > 0 } text && !Fits(property, text))
            yield return $"its own value {text} does not fit";
        if (property.Options is { } options && (options.TryGetProperty("inline", out _) == options.TryGetProperty("link", out _)))
            yield return "options stand in the form or behind a link";
        if (property.Inline is { } inline && (inline.Count == 0 || property.Selected.Except(inline.Select(option => option.Value)).Any()))
            yield return "what is selected is no option";
    }

    private static bool Fits(FormProperty property, string text) =>
        (property.Regex is not { } regex || FormText.Fits(regex, text))
        && text.EnumerateRunes().Count() is var length && length >= (property.MinLength ?? 0)
            && length <= (property.MaxLength ?? int.MaxValue)
        && (property.Type != "number"
            || (int.Parse(text, CultureInfo.InvariantCulture) is var number && number >= (property.Min ?? number)
                && number <= (property.Max ?? number)));
}
