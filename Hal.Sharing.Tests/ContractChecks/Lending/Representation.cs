using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>A document of the library for one caller. The routes build it; a mutation can change it before it is sent.</summary>
/// <param name="Kind">What the library calls such documents.</param>
/// <param name="Id">Which one it is, or the page of a list.</param>
public sealed record Representation(string Kind, string Id, Caller Caller, JsonObject Body)
{
    public const string HalForms = "application/prs.hal-forms+json";
    public const string Hal = "application/hal+json";
    public const string Json = "application/json";

    public int Status { get; set; } = 200;

    /// <summary>In the order of preference.</summary>
    public List<string> MediaTypes { get; } = [HalForms, Hal, Json];

    public SortedSet<string> Allow { get; } = ["GET", "OPTIONS"];

    public bool HasOptions { get; set; } = true;

    /// <summary>The scheme and authority of the server, for absolute addresses.</summary>
    public string Origin { get; set; } = "";

    public JsonObject Links => Body["_links"]!.AsObject();

    public JsonObject Embedded => Body["_embedded"]!.AsObject();

    /// <summary>Empty if there are no forms.</summary>
    public JsonObject Forms => Body["_templates"]?.AsObject() ?? [];

    /// <summary>Starts a document with its own address, the curie, and members in JSON.</summary>
    public static Representation Of(string kind, string id, Caller caller, string self, string members)
    {
        var body = new JsonObject
        {
            ["_links"] = new JsonObject
            {
                ["self"] = LinkTo(self),
                ["curies"] = new JsonArray(
                    new JsonObject { ["name"] = "lib", ["href"] = "https://rels.lending.example/{rel}", ["templated"] = true }),
            },
        };
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
            body[name] = value?.DeepClone();
        return new Representation(kind, id, caller, body);
    }

    public static JsonObject LinkTo(string href) => href.Contains('{', StringComparison.Ordinal)
        ? new JsonObject { ["href"] = href, ["templated"] = true }
        : new JsonObject { ["href"] = href };

    public Representation Link(string relation, string href, bool isShown = true)
    {
        if (isShown)
            Links[relation] = LinkTo(href);
        return this;
    }

    public Representation LinkAll(string relation, IEnumerable<JsonObject> links)
    {
        Links[relation] = new JsonArray([.. links]);
        return this;
    }

    public Representation Embed(string relation, JsonNode value)
    {
        (Body["_embedded"] ??= new JsonObject())[relation] = value;
        return this;
    }

    /// <summary>Adds an action, if it is allowed: a link, a form and a method.</summary>
    /// <param name="fields">The properties of the form, in JSON.</param>
    public Representation Offer(bool isAllowed, string method, string relation, string form, params string[] fields)
    {
        if (!isAllowed)
            return this;
        Allow.Add(method);
        Links[relation] = Links["self"]!.DeepClone();
        (Body["_templates"] ??= new JsonObject())[form] = new JsonObject
        {
            ["method"] = method,
            ["contentType"] = Json,
            ["properties"] = new JsonArray([.. fields.Select(field => JsonNode.Parse(field))]),
        };
        return this;
    }
}
