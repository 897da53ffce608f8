using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>A resource that the model expects, with its links, forms and embedded resources.</summary>
internal sealed class Doc(string self)
{
    private readonly JsonObject _links = [];
    private readonly JsonObject _state = [];
    private readonly JsonObject _templates = [];
    private readonly Dictionary<string, object> _embedded = [];
    private string? _profile;

    public string Self => self;

    /// <summary>The revision of the state; null for none.</summary>
    public string? Revision { get; private set; }

    /// <summary>Names the schema of the document; embedded resources do not show it.</summary>
    public Doc As(string schema, string? revision = null)
    {
        (_profile, Revision) = ("/schemas/1/" + schema, revision);
        return this;
    }

    public Doc Set(string name, JsonNode? value)
    {
        if (value is not null)
            _state[name] = value;
        return this;
    }

    /// <summary>Adds a property that is present even if it is null.</summary>
    public Doc SetNullable(string name, string? value)
    {
        _state[name] = value;
        return this;
    }

    public Doc Link(string rel, string href, bool when = true, string? type = null)
    {
        if (when)
            _links[rel] = Json.Link(href, type);
        return this;
    }

    /// <summary>Adds a link and a form for an action that the caller may perform. The form is not made otherwise.</summary>
    public Doc Act(bool may, string rel, string href, Func<JsonObject> form)
    {
        if (!may)
            return this;
        _links[rel] = Json.Link(href);
        _templates[rel[(rel.IndexOf(':', StringComparison.Ordinal) + 1)..]] = Versioned(form());
        return this;
    }

    public Doc Embed(string rel, IEnumerable<Doc> items)
    {
        _embedded[rel] = items.ToList();
        return this;
    }

    public Doc EmbedOne(string rel, Doc item)
    {
        _embedded[rel] = item;
        return this;
    }

    public JsonObject ToRoot(bool forms)
    {
        var links = new JsonObject { ["self"] = Json.Link(self) };
        if (_profile is not null)
            links["profile"] = Json.Link(_profile);
        if (_links.Select(link => link.Key).Concat(_embedded.Keys).Any(rel => rel.StartsWith("inf:", StringComparison.Ordinal)))
            links["curies"] = new JsonArray(Json.Object(("name", "inf"), ("href", "/rels/inf/{rel}"), ("templated", true)));
        var root = Whole(links);
        if (forms)
            root["_templates"] = _templates.DeepClone();
        return root;
    }

    /// <summary>Returns what plain JSON shows: the state or, of a collection, the states of its items.</summary>
    public JsonNode ToPlain() => _embedded.Values.FirstOrDefault() is List<Doc> items
        ? new JsonArray([.. items.Select(item => item._state.DeepClone())])
        : _state.DeepClone();

    private JsonObject ToItem() => Whole(new JsonObject { ["self"] = Json.Link(self) });

    private JsonObject Whole(JsonObject links)
    {
        foreach (var (rel, link) in _links)
            links[rel] = link!.DeepClone();
        var whole = new JsonObject { ["_links"] = links };
        foreach (var (name, value) in _state)
            whole[name] = value?.DeepClone();
        if (_embedded.Count > 0)
            whole["_embedded"] = new JsonObject(_embedded.Select(part => KeyValuePair.Create(part.Key, part.Value switch
            {
                Doc one => one.ToItem(),
                List<Doc> many => new JsonArray([.. many.Select(item => item.ToItem())]),
                _ => (JsonNode?)null,
            })));
        return whole;
    }

    /// <summary>A form that changes or deletes the document itself carries the revision that it was made from.</summary>
    private JsonObject Versioned(JsonObject form)
    {
        if (Revision is not null && (string)form["method"]! is "PUT" or "DELETE" && (string)form["target"]! == self)
            ((JsonArray)form["properties"]!).Add(Json.Object(("name", "version"), ("type", "hidden"), ("value", Revision)));
        return form;
    }
}
