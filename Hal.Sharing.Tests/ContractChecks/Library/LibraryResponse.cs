using System.Globalization;
using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.ContractChecks.Library;

/// <summary>A response of the library, which a test can change before it is sent.</summary>
/// <param name="User">The caller.</param>
/// <param name="Kind">What the library calls such a document.</param>
/// <param name="Id">Which one it is.</param>
/// <param name="Document">In HAL, with forms.</param>
public sealed record LibraryResponse(string User, string Kind, string Id, JsonObject Document)
{
    public int Status { get; set; } = 200;

    public SortedSet<string> Methods { get; } = ["GET"];

    public HashSet<string> MediaTypes { get; } = ["application/prs.hal-forms+json", "application/hal+json", "application/json"];

    public JsonObject Links => Document["_links"]!.AsObject();

    public JsonObject Forms => Document["_templates"]!.AsObject();

    public static LibraryResponse Of(string user, string kind, string id, string document) =>
        new(user, kind, id, JsonNode.Parse(document)!.AsObject());

    public LibraryResponse Link(string relation, string href)
    {
        Links[relation] = new JsonObject { ["href"] = href };
        return this;
    }

    /// <summary>Adds an action: a link, a form and a method, as one right.</summary>
    public LibraryResponse Action(string method, string relation, string form, string fields)
    {
        Methods.Add(method);
        Link(relation, Links["self"]!["href"]!.GetValue<string>());
        Forms[form] = JsonNode.Parse(string.Create(CultureInfo.InvariantCulture,
            $$"""{"method": "{{method}}", "contentType": "application/json", "properties": [{{fields}}]}"""));
        return this;
    }
}
