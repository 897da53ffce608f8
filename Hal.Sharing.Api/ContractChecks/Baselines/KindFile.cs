using System.Text.Json.Nodes;
using Hal.Sharing.Api.ContractChecks.Shapes;

namespace Hal.Sharing.Api.ContractChecks.Baselines;

/// <summary>A kind's contract as a file that people review: sections of links, forms and members, and which documents have which.</summary>
internal static class KindFile
{
    private const string Sometimes = "sometimes";
    private const string Always = "always";
    private const string Between = " | ";
    private const string Suffix = $" ({Sometimes})";

    /// <summary>More documents with the same units add nothing to review.</summary>
    private const int MaxDocuments = 10;

    private static readonly string[] Sections = ["profile", "mediaTypes", "methods", "members", "links", "embedded", "forms"];

    public static string Write(KindShape kind) => CompactJson.Write(ToJson(kind, new JsonObject { ["kind"] = kind.Name }));

    /// <exception cref="FormatException">The text is no such file.</exception>
    public static KindShape Read(string name, string text)
    {
        try
        {
            return FromJson(name, JsonNode.Parse(text)!.AsObject());
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or InvalidOperationException
            or ArgumentException or NullReferenceException or KeyNotFoundException)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    private static JsonObject ToJson(KindShape kind, JsonObject json)
    {
        foreach (var section in Sections)
            foreach (var (path, pin) in kind.Pins.Where(pin => Unit.Split(pin.Key)[0] == section))
                Set(json, Unit.Split(path), ToText(path, pin));
        foreach (var (relation, embedded) in kind.Embedded)
            json["embedded"]![relation]!["items"] = ToJson(embedded, []);
        if (kind.Documents.Count > 0)
            json["documents"] = new JsonArray([.. Groups(kind)]);
        return json;
    }

    /// <summary>Groups documents by what they have that not all have.</summary>
    private static IEnumerable<JsonNode> Groups(KindShape kind) =>
        from document in kind.Documents
        group document.Key by string.Join('\n', document.Value) into documents
        orderby documents.Key
        select new JsonObject
        {
            ["at"] = Texts(documents.Order(StringComparer.Ordinal).Take(MaxDocuments)),
            ["have"] = Texts(documents.Key.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
        };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static void Set(JsonObject json, string[] path, string value)
    {
        foreach (var part in path[..^1])
            json = (json[part] ??= new JsonObject()).AsObject();
        json[path[^1]] = value;
    }

    private static string ToText(string path, Pin pin)
    {
        var values = string.Join(Between, pin.Values.Keys);
        if (values.Length == 0)
            return pin.IsAlways ? Always : Sometimes;
        return pin.IsAlways || Unit.ShownBy(path) is null ? values : values + Suffix;
    }

    private static KindShape FromJson(string name, JsonObject json)
    {
        var kind = new KindShape(name);
        foreach (var section in Sections)
            if (json[section] is { } facts)
                AddPins(kind, section, facts);
        foreach (var group in json["documents"]?.AsArray() ?? [])
        {
            var have = group!["have"]!.AsArray().Select(unit => unit!.GetValue<string>()).ToList();
            foreach (var address in group["at"]!.AsArray())
                kind.AddDocument(address!.GetValue<string>(), have);
        }
        return kind;
    }

    private static void AddPins(KindShape kind, string path, JsonNode facts)
    {
        if (facts is JsonValue value)
        {
            kind.Add(path, PinOf(value.GetValue<string>()));
            return;
        }
        foreach (var (name, child) in facts.AsObject())
            if (name == "items" && Unit.Split(path) is ["embedded", var relation])
                kind.Add(relation, FromJson($"{kind.Name}/{relation}", child!.AsObject()));
            else
                AddPins(kind, Unit.Join(path, name), child!);
    }

    private static Pin PinOf(string text)
    {
        var isSometimes = text == Sometimes || text.EndsWith(Suffix, StringComparison.Ordinal);
        var pin = new Pin(!isSometimes);
        var values = text is Always or Sometimes ? "" : isSometimes ? text[..^Suffix.Length] : text;
        foreach (var value in values.Split(Between))
            pin.Add(value);
        return pin;
    }
}
