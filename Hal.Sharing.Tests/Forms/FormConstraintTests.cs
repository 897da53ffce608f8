using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Forms;

/// <summary>Constraints of forms hold: the server accepts what a form allows and refuses what it excludes, by name.</summary>
public sealed class FormConstraintTests(FormsFixture scene) : IClassFixture<FormsFixture>
{
    // Together they get every form.
    private static readonly string[] Callers = ["admin", "coach", "junior by party, acting", "robert by client, acting"];

    // Forms require them; requests without a form may omit them: level 1, a plain member, the current name.
    private static readonly string[] Defaults =
    [
        "POST /api/integrations/*/shares accessLevel", "PUT /api/integrations/*/shares/* accessLevel", "POST /api/teams/*/members role",
        "PUT /api/clients/* name",
    ];

    /// <summary>Returns one form of each kind, of the first document that has it.</summary>
    private async Task<IReadOnlyList<(JsonElement Document, HalForm Form)>> FormsAsync(string caller) =>
    [
        .. from document in await scene.ThingsAsync(caller)
           from form in HalForm.AllOf(document)
           group (document, form) by (ActionTable.KindOf(document), form.Key) into alike
           select alike.First(),
    ];

    [Fact]
    public async Task Lengths()
    {
        var wrong = new List<string>();
        var checks = 0;
        foreach (var caller in Callers)
            foreach (var (document, form) in await FormsAsync(caller))
                foreach (var property in form.Properties.Where(property => property.Inline is null))
                {
                    if (property.MaxLength is { } max)
                    {
                        wrong.AddRange(await CheckAsync(caller, document, form, property, FormText.OfLength(property, max), isFit: true));
                        wrong.AddRange(await CheckAsync(
                            caller, document, form, property, FormText.OfLength(property, max) + "a", isFit: false));
                        checks++;
                    }
                    if (property.MinLength is > 0 and var min)
                        wrong.AddRange(await CheckAsync(caller, document, form, property, new string('a', min - 1), isFit: false));
                }

        wrong.Should().BeEmpty();
        checks.Should().BeGreaterThan(30);
    }

    [Fact]
    public async Task EveryText_HasALimit()
    {
        var unlimited = new List<string>();
        foreach (var caller in Callers)
            foreach (var (document, form) in await FormsAsync(caller))
                unlimited.AddRange(from property in form.Properties
                                   where !property.IsFixed && property.Inline is null && property.Type is not "number"
                                       && property.MaxLength is null
                                   select $"{document.Href("self")} {form.Key}: {property.Name}");

        unlimited.Should().BeEmpty();
    }

    [Fact]
    public async Task Patterns()
    {
        var wrong = new List<string>();
        var checks = 0;
        foreach (var caller in Callers)
            foreach (var (document, form) in await FormsAsync(caller))
                foreach (var property in form.Properties.Where(property => property.Regex is not null))
                {
                    wrong.AddRange(await CheckAsync(caller, document, form, property, FormText.OfLength(property, 12), isFit: true));
                    wrong.AddRange(await CheckAsync(caller, document, form, property, FormText.Unfit(property.Regex!), isFit: false));
                    checks++;
                }

        wrong.Should().BeEmpty();
        checks.Should().BeGreaterThan(5);
    }

    [Fact]
    public async Task RequiredFields_LeftOut_AreMissed()
    {
        var wrong = new List<string>();
        foreach (var caller in Callers)
            foreach (var (document, form) in await FormsAsync(caller))
                foreach (var property in form.Properties.Where(property => !property.IsFixed))
                {
                    await scene.RewindAsync();
                    using var http = scene.As(caller);
                    var client = new HalFormsClient(http);
                    var body = await client.FillAsync(form, new NewUser(document));
                    body.Remove(property.Name);
                    using var answer = await client.SubmitAsync(form, body);
                    // Without a form, a request names the principal in another way, and that is required first.
                    var isMissed = await NamesAsync(answer, property.Name)
                        || (property.Name == "principalId" && await NamesAsync(answer, "userId"));
                    var hasDefault = Defaults.Contains($"{form.Method} {ActionTable.KindOf(document)} {property.Name}");
                    if (isMissed != (property.IsRequired && !hasDefault) || (hasDefault && !answer.IsSuccessStatusCode))
                        wrong.Add($"{form.Method} {form.Target} without {property.Name}: {(int)answer.StatusCode}");
                }

        wrong.Should().BeEmpty();
    }

    [Fact]
    public async Task LeastNumbers_AndLeastItems()
    {
        var wrong = new List<string>();
        var checks = 0;
        foreach (var caller in Callers)
            foreach (var (document, form) in await FormsAsync(caller))
                foreach (var property in form.Properties)
                {
                    if (property.Min is { } min)
                    {
                        wrong.AddRange(await CheckAsync(caller, document, form, property, $"{min}", isFit: true));
                        wrong.AddRange(await CheckAsync(caller, document, form, property, $"{min - 1}", isFit: false));
                        checks++;
                    }
                    if (property.IsMany)
                    {
                        wrong.AddRange(await CheckAsync(caller, document, form, property, null, isFit: false));
                        checks++;
                    }
                }

        wrong.Should().BeEmpty();
        checks.Should().BeGreaterThan(2);
    }

    /// <param name="caller">Sends the form.</param>
    /// <param name="document">Has the form.</param>
    /// <param name="form">Filled as a new user does.</param>
    /// <param name="property">The field under test.</param>
    /// <param name="value">The value of the field, or null for no choice.</param>
    /// <param name="isFit">Whether the form allows the value. The server can refuse it for its meaning, but not for its format.</param>
    private async Task<IReadOnlyList<string>> CheckAsync(
        string caller, JsonElement document, HalForm form, FormProperty property, string? value, bool isFit)
    {
        await scene.RewindAsync();
        using var http = scene.As(caller);
        var client = new HalFormsClient(http);
        var body = await client.FillAsync(form, new NewUser(document));
        body[property.Name] = value is null ? new JsonArray() : value;
        using var answer = await client.SubmitAsync(form, body);
        var isRefusedByName = (answer.StatusCode == HttpStatusCode.BadRequest || value is null) && await NamesAsync(answer, property.Name);
        var text = await answer.Content.ReadAsStringAsync();
        return isRefusedByName == isFit ? [$"{form.Method} {form.Target} {property.Name} = {value}: {(int)answer.StatusCode} {text}"] : [];
    }

    /// <summary>Returns whether the response reports an error of a field, as a problem or in the format of the teams API.</summary>
    private static async Task<bool> NamesAsync(HttpResponseMessage answer, string name)
    {
        if ((int)answer.StatusCode is not (400 or 422))
            return false;
        var problem = await answer.JsonAsync();
        return problem.TryGetProperty("errors", out var errors)
            ? errors.EnumerateArray().Any(error => error.GetProperty("pointer").GetString() == $"#/{name}")
            : problem.GetProperty("detail").ValueKind == JsonValueKind.Array
                && problem.GetProperty("detail").GetRawText().Contains($"\"{name}\"", StringComparison.Ordinal);
    }
}
