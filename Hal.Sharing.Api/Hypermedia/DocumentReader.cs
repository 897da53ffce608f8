using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Reads the properties of a request's JSON object and collects all faults. It never throws because of what a client sent. A property
/// that is null counts as absent. <c>_links</c>, <c>_embedded</c> and <c>_templates</c> are ignored, so that a client can send back what
/// it received. A property that is neither read nor ignored is a fault.
/// </summary>
public sealed class DocumentReader
{
    private const int MaxVersion = 100;

    private readonly Dictionary<string, JsonElement> _properties = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];
    private readonly HashSet<string> _ignored = new(StringComparer.Ordinal) { "_links", "_embedded", "_templates" };
    private readonly FaultList _faults = new();

    /// <param name="document">An object; undefined if the request has no body.</param>
    public DocumentReader(JsonElement document)
    {
        if (document.ValueKind == JsonValueKind.Undefined)
            return;
        foreach (var fault in JsonAmbiguity.Find(document, FaultList.Limit + 1))
            _faults.Add(fault);
        foreach (var property in document.EnumerateObject())
            if (JsonText.ReadName(property) is { } name)
                _properties.TryAdd(name, property.Value);
    }

    /// <summary>Whether the property is present and not null.</summary>
    public bool Has(string name) => TryGet(name, out _);

    /// <summary>Whether the property is absent, null or an empty string: how forms send a field without a value.</summary>
    public bool IsEmpty(string name) =>
        !TryGet(name, out var value) || (value.ValueKind == JsonValueKind.String && value.ValueEquals(""));

    /// <summary>Whether the property is present and null, where null has a meaning.</summary>
    public bool IsNull(string name) => _properties.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Null;

    /// <summary>Adds a fault if the property is null; for other properties, null counts as absent.</summary>
    /// <param name="name">The property.</param>
    /// <param name="expected">What to send, to follow "send".</param>
    public void RefuseNull(string name, string expected)
    {
        if (IsNull(name))
            Fault(name, $"{name} is null; send {expected}.");
    }

    /// <summary>Reads a string; null if it is absent or faulty.</summary>
    /// <param name="name">The property.</param>
    /// <param name="maxLength">In Unicode code points, as PostgreSQL counts them.</param>
    /// <param name="minLength">In code points; by default, 1 if the property is required and 0 otherwise.</param>
    /// <param name="required">Whether the absence of the property is a fault.</param>
    /// <param name="pattern">A pattern that must match the whole string.</param>
    /// <param name="patternDescription">The pattern in words, to follow "send": <c>letters and digits</c>.</param>
    public string? Text(
        string name,
        int maxLength,
        int? minLength = null,
        bool required = false,
        Regex? pattern = null,
        string? patternDescription = null)
    {
        var min = minLength ?? (required ? 1 : 0);
        if (!TryGet(name, out var value))
            return required ? FaultText(name, $"{name} is missing; send a string of {min} to {maxLength} characters.") : null;
        if (value.ValueKind != JsonValueKind.String)
            return FaultText(name, $"{name} is {Truncate.Json(value)}; send a string.");
        if (JsonText.Read(value) is not { } text)
            return null;

        var length = text.EnumerateRunes().Count();
        if (text.Contains('\0'))
            return FaultText(name, $"{name} has the character U+0000; leave it out.");
        if (length < min)
            return FaultText(name, $"{name} has {length} characters; send at least {min}.");
        if (length > maxLength)
            return FaultText(name, $"{name} has {length} characters; send at most {maxLength}.");
        if (pattern is not null && !(pattern.Match(text) is { Success: true } match && match.Length == text.Length))
            return FaultText(name, $"{name} is {Truncate.Json(value)}; send {patternDescription ?? $"what matches {pattern}"}.");
        return text;
    }

    /// <summary>Reads an optional string. An empty string counts as absent, because forms send empty fields.</summary>
    public string? Optional(string name, int maxLength, Regex? pattern = null, string? patternDescription = null) =>
        TryGet(name, out var value) && value.ValueKind == JsonValueKind.String && value.ValueEquals("")
            ? null
            : Text(name, maxLength, pattern: pattern, patternDescription: patternDescription);

    /// <summary>Reads an integer, also from a string or from <c>1.0</c>; null if it is absent or faulty.</summary>
    /// <param name="name">The property.</param>
    /// <param name="min">The smallest accepted value.</param>
    /// <param name="max">The largest accepted value.</param>
    /// <param name="expected">What to send, to follow "send"; by default, an integer in that range.</param>
    /// <param name="hint">What to do instead of sending a smaller value than <paramref name="min"/>.</param>
    public int? Int32(string name, int min = int.MinValue, int max = int.MaxValue, string? expected = null, string? hint = null)
    {
        if (!TryGet(name, out var value))
            return null;
        var number = JsonInteger.Read(value);
        if (number >= min && number <= max)
            return number;

        var instead = number < min && hint is not null ? $"; {hint}" : "";
        Fault(name, $"{name} is {Truncate.Json(value)}; send {expected ?? $"an integer from {min} to {max}"}{instead}.");
        return null;
    }

    /// <summary>Reads a boolean, also from the string that a form sends; null if it is absent or faulty.</summary>
    public bool? Boolean(string name)
    {
        if (!TryGet(name, out var value))
            return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return value.GetBoolean();
        if (value.ValueKind == JsonValueKind.String && JsonText.Read(value) is "true" or "false")
            return value.ValueEquals("true");

        Fault(name, $"{name} is {Truncate.Json(value)}; send true or false.");
        return null;
    }

    /// <summary>Reads the revision from which a form was made, its hidden field; null if it is absent or faulty.</summary>
    public string? Version() => Optional(TemplateWriter.Version, MaxVersion);

    /// <summary>Ignores properties of the resource that clients may send back but cannot change.</summary>
    public void ReadOnly(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            _ignored.Add(name);
    }

    /// <summary>Adds a fault that only the document's own rules can find. A property keeps its first fault only.</summary>
    public void Fault(string name, string detail) => _faults.Add(Hypermedia.Fault.InBody(name, detail));

    /// <summary>Adds a fault of a part of the document.</summary>
    internal void Fault(Fault fault) => _faults.Add(fault);

    /// <summary>Returns the value of a property; null if it is absent.</summary>
    internal JsonElement? Value(string name) => TryGet(name, out var value) ? value : null;

    /// <summary>Returns all faults, unknown properties last. Call it after all properties are read.</summary>
    internal FaultList Finish()
    {
        foreach (var name in _properties.Keys)
            if (!_faults.HasMore && !_known.Contains(name) && !_ignored.Contains(name))
                Fault(name, $"Unknown property '{Truncate.Text(name)}'; {Known()}.");
        return _faults;
    }

    private bool TryGet(string name, out JsonElement value)
    {
        if (!_known.Contains(name))
            _known.Add(name);
        return _properties.TryGetValue(name, out value) && value.ValueKind != JsonValueKind.Null;
    }

    private string? FaultText(string name, string detail)
    {
        Fault(name, detail);
        return null;
    }

    private string Known() => _known.Count == 0
        ? "this request has no properties"
        : $"the known properties are {string.Join(", ", _known)}";
}
