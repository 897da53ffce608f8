using System.Text.Json;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Writes <c>_templates</c>: a form for every affordance, keyed by the relation without its prefix, in their order.</summary>
internal static class TemplateWriter
{
    /// <summary>The field with the revision from which the form was made, so that a newer state is not overwritten.</summary>
    public const string Version = "version";

    public static void Write(Utf8JsonWriter json, Resource document, string pathBase)
    {
        json.WriteStartObject(HalNames.Templates);
        foreach (var relation in document.Relations)
            if (relation.Affordance)
            {
                json.WritePropertyName(relation.Rel.AsSpan(relation.Rel.IndexOf(':', StringComparison.Ordinal) + 1));
                Write(json, document, document.FormOf(relation.Rel), pathBase);
            }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Resource document, Template template, string pathBase)
    {
        json.WriteStartObject();
        json.WriteString(HalNames.Title, template.Title);
        json.WriteString("method"u8, template.Method);
        json.WriteString("contentType"u8, MediaTypes.Json);
        json.WriteString("target"u8, HrefPrefix.Apply(pathBase, template.Target));
        json.WriteStartArray("properties"u8);
        foreach (var property in template.Properties)
            Write(json, property, pathBase);
        if (document.CurrentRevision is { } revision && template.ChangesState && template.Target == document.Self)
            Write(json, TemplateProperty.OfRevision(revision), pathBase);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TemplateProperty property, string pathBase)
    {
        json.WriteStartObject();
        json.WriteString(HalNames.Name, property.Name);
        Optional(json, "prompt"u8, property.Prompt);
        Optional(json, "required"u8, property.Required);
        Optional(json, "readOnly"u8, property.ReadOnly);
        Optional(json, "type"u8, property.Type);
        Optional(json, "min"u8, property.Min);
        Optional(json, "max"u8, property.Max);
        Optional(json, "minLength"u8, property.MinLength);
        Optional(json, "maxLength"u8, property.MaxLength);
        Optional(json, "regex"u8, property.Regex);
        Optional(json, "value"u8, property.Value);
        if (property.Options is { } options)
            Write(json, options, pathBase);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TemplateOptions options, string pathBase)
    {
        json.WriteStartObject("options"u8);
        if (options.Inline is { } values)
        {
            json.WriteStartArray("inline"u8);
            foreach (var (prompt, value) in values)
            {
                json.WriteStartObject();
                json.WriteString("prompt"u8, prompt);
                json.WriteString("value"u8, value);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        if (options.Link is { } link)
        {
            json.WriteStartObject("link"u8);
            json.WriteString(HalNames.Href, HrefPrefix.Apply(pathBase, link.Href));
            Optional(json, "templated"u8, link.Templated);
            Optional(json, "type"u8, link.Type);
            json.WriteEndObject();
        }
        Optional(json, "minItems"u8, options.MinItems);
        Optional(json, "maxItems"u8, options.MaxItems);
        if (options.SelectedValues.Count > 0)
        {
            json.WriteStartArray("selectedValues"u8);
            foreach (var value in options.SelectedValues)
                json.WriteStringValue(value);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void Optional(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
            json.WriteString(name, text);
    }

    private static void Optional(Utf8JsonWriter json, ReadOnlySpan<byte> name, int? number)
    {
        if (number is not null)
            json.WriteNumber(name, number.Value);
    }

    private static void Optional(Utf8JsonWriter json, ReadOnlySpan<byte> name, bool flag)
    {
        if (flag)
            json.WriteBoolean(name, true);
    }
}
