using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Reads the members of a request's JSON object and collects what is wrong with them; it never throws over what a client sent.
/// A member that is null counts as absent. <c>_links</c>, <c>_embedded</c> and <c>_templates</c> are ignored, so that a
/// client can send back what it got; members that nobody asked for are faults.
/// </summary>
public sealed class DocumentReader
{
    private const int MaxVersion = 100;

    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];
    private readonly HashSet<string> _ignored = new(StringComparer.Ordinal) { "_links", "_embedded", "_templates" };
    private readonly FaultList _faults = new();

    /// <param name="document">An object, or undefined for an absent body.</param>
    public DocumentReader(JsonElement document)
    {
        if (document.ValueKind == JsonValueKind.Undefined)
            return;
        foreach (var ambiguity in JsonAmbiguity.Find(document, FaultList.Limit + 1))
            _faults.Add(ambiguity);
        foreach (var member in document.EnumerateObject())
            if (JsonText.ReadName(member) is { } name)
                _members.TryAdd(name, member.Value);
    }

    /// <summary>Whether the member is there and not null.</summary>
    public bool Has(string name) => TryGet(name, out _);

    /// <summary>Makes a property that is null a fault; elsewhere, null counts as absent.</summary>
    /// <param name="name">The property.</param>
    /// <param name="expected">What to send, to follow "send".</param>
    public void RefuseNull(string name, string expected)
    {
        if (_members.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.Null)
            Fault(name, $"{name} is null; send {expected}.");
    }

    /// <summary>A string; null where it is absent or faulty.</summary>
    /// <param name="name">The member.</param>
    /// <param name="maxLength">In Unicode code points, as PostgreSQL counts them.</param>
    /// <param name="minLength">Likewise; left out: 1 for what is required, else 0.</param>
    /// <param name="required">Whether its absence is a fault.</param>
    /// <param name="pattern">Has to match the whole text.</param>
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

    /// <summary>As <see cref="Text"/> for what may be left out; an empty text counts as absent, for forms send fields that nobody filled in.</summary>
    public string? Optional(string name, int maxLength, Regex? pattern = null, string? patternDescription = null) =>
        TryGet(name, out var value) && value.ValueKind == JsonValueKind.String && value.ValueEquals("")
            ? null
            : Text(name, maxLength, pattern: pattern, patternDescription: patternDescription);

    /// <summary>An integer, also one that is written as a string or as <c>1.0</c>; null where it is absent or faulty.</summary>
    /// <param name="name">The member.</param>
    /// <param name="min">The least that is accepted.</param>
    /// <param name="max">The most that is accepted.</param>
    /// <param name="expected">What to send, to follow "send"; left out: an integer in that range.</param>
    /// <param name="hint">What to do instead of sending less than the least.</param>
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

    /// <summary>A boolean, also as the string that a form sends; null where it is absent or faulty.</summary>
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

    /// <summary>The revision that a form was made of, as its hidden field carries it; null where no form says one.</summary>
    public string? Version() => Optional(TemplateWriter.Version, MaxVersion);

    /// <summary>Names members of the resource that a client may send back and that change nothing.</summary>
    public void ReadOnly(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            _ignored.Add(name);
    }

    /// <summary>Adds what only the document's own rules can find; of several faults of one member the first one stays.</summary>
    public void Fault(string name, string detail) => _faults.Add(Hypermedia.Fault.InBody(name, detail));

    /// <summary>The faults of the document, unknown members last; the last thing to ask for.</summary>
    internal FaultList Finish()
    {
        foreach (var name in _members.Keys)
            if (!_faults.HasMore && !_known.Contains(name) && !_ignored.Contains(name))
                Fault(name, $"'{Truncate.Text(name)}' is unknown; {Known()}.");
        return _faults;
    }

    private bool TryGet(string name, out JsonElement value)
    {
        if (!_known.Contains(name))
            _known.Add(name);
        return _members.TryGetValue(name, out value) && value.ValueKind != JsonValueKind.Null;
    }

    private string? FaultText(string name, string detail)
    {
        Fault(name, detail);
        return null;
    }

    private string Known() => _known.Count == 0 ? "no member is known" : $"known are {string.Join(", ", _known)}";
}
