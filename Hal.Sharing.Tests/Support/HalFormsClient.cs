using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.Support;

/// <summary>
/// A client that knows HAL and HAL-FORMS and nothing of this API except its entry point. It sends exactly the members that a form
/// names: those without a value as empty strings, and every value as a string.
/// </summary>
public sealed class HalFormsClient(HttpClient http)
{
    private const string Entry = "/api";

    private static readonly (string, string) Accept = ("Accept", "application/prs.hal-forms+json, application/hal+json;q=0.9, */*;q=0.1");

    /// <summary>The document where every client begins.</summary>
    public Task<JsonElement> EnterAsync() => ReadAsync(Entry);

    /// <summary>Reads what a link led to; it must be there.</summary>
    public async Task<JsonElement> ReadAsync(string href)
    {
        using var answer = await http.GetAsync(href, Accept);
        answer.EnsureSuccessStatusCode();
        return await answer.JsonAsync();
    }

    /// <summary>Reads a document again, by its own link.</summary>
    public Task<JsonElement> ReadAgainAsync(JsonElement document) => ReadAsync(document.Href("self")!);

    /// <summary>Follows a link, expanded with the variables where it is a template.</summary>
    public Task<JsonElement> FollowAsync(JsonElement document, string rel, params (string Name, string Value)[] variables)
    {
        var link = document.Link(rel) ?? throw new InvalidOperationException($"There is no link '{rel}'.");
        return ReadAsync(Expand(link, variables));
    }

    /// <summary>The values that a field offers: its own, or those behind its link; empty where anything can be said.</summary>
    /// <param name="property">The field.</param>
    /// <param name="typed">What the link's template is filled with.</param>
    public async Task<IReadOnlyList<FormOption>> OptionsAsync(FormProperty property, params (string Name, string Value)[] typed) =>
        property.Inline ?? (property.Options is { } options && options.TryGetProperty("link", out var link)
            ? FormOption.AllOf(await ReadAsync(Expand(link, typed)))
            : []);

    /// <summary>Fills a form: what is fixed stays, the rest is what the person says.</summary>
    public async Task<JsonObject> FillAsync(HalForm form, IFormFiller person)
    {
        var body = new JsonObject();
        foreach (var property in form.Properties)
        {
            var values = property.IsFixed ? property.Selected : person.Fill(property, await OptionsAsync(property));
            body[property.Name] = property.IsMany ? new JsonArray([.. values.Select(value => JsonValue.Create(value))])
                : values is [var one, ..] ? one : "";
        }
        return body;
    }

    /// <summary>Fills a form and sends it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(HalForm form, IFormFiller person) =>
        await SubmitAsync(form, await FillAsync(form, person));

    /// <summary>Sends what a form was filled with.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(HalForm form, JsonObject body)
    {
        using var request = new HttpRequestMessage(new(form.Method), form.Target);
        request.Headers.TryAddWithoutValidation(Accept.Item1, Accept.Item2);
        request.Content = new StringContent(body.ToJsonString());
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(form.ContentType);
        return await http.SendAsync(request);
    }

    private static string Expand(JsonElement link, IReadOnlyList<(string Name, string Value)> variables)
    {
        var href = link.GetProperty("href").GetString()!;
        return link.TryGetProperty("templated", out var templated) && templated.GetBoolean()
            ? Std.UriTemplate.Expand(href, variables.ToDictionary(variable => variable.Name, variable => (object)variable.Value))
            : href;
    }
}
