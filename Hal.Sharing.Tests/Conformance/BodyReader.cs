using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>Reads the body of a request, and collects its faults: one for each property, unknown properties last.</summary>
internal sealed class BodyReader
{
    public const string Levels = "1 (view), 2 (edit) or 3 (admin)";

    private const string AccountId = "1 to 128 of A-Z, a-z, 0-9 and . _ @ -, not dots only, not 'me' or 'options'";
    private readonly JsonObject _body;
    private readonly string? _refusal;
    private readonly List<string> _known = [];
    private readonly List<(string Property, string Detail)> _faults = [];

    public BodyReader(ApiRequest request, bool optional = false)
    {
        var body = request.Body is null ? null : JsonNode.Parse(request.Body);
        _body = body as JsonObject ?? [];
        _refusal = (request.Body, body) switch
        {
            (null, _) => optional ? null : "The request has no body; send a JSON object.",
            (_, JsonObject) => null,
            (var text, _) => $"The body is {text}; send a JSON object.",
        };
    }

    public bool Has(string name)
    {
        if (!_known.Contains(name))
            _known.Add(name);
        return _body[name] is not null;
    }

    public string? Text(string name, int max, int? min = null, bool required = false, string? pattern = null, string? expected = null)
    {
        var least = min ?? (required ? 1 : 0);
        if (!Has(name))
            return required ? Fault(name, $"{name} is missing; send a string of {least} to {max} characters.") : null;
        if (_body[name]!.GetValueKind() != JsonValueKind.String)
            return Fault(name, $"{name} is {_body[name]!.ToJsonString()}; send a string.");
        var text = (string)_body[name]!;
        if (text.Length < least || text.Length > max)
            return Fault(name, $"{name} has {text.Length} characters; send at {(text.Length < least ? $"least {least}" : $"most {max}")}.");
        return pattern is null || Regex.IsMatch(text, $"^(?:{pattern})$")
            ? text
            : Fault(name, $"{name} is {_body[name]!.ToJsonString()}; send {expected}.");
    }

    /// <summary>Reads a text for which an empty one counts as absent.</summary>
    public string? Optional(string name, int max, string? pattern = null, string? expected = null) =>
        Has(name) && _body[name]!.GetValueKind() == JsonValueKind.String && (string)_body[name]! == ""
            ? null
            : Text(name, max, pattern: pattern, expected: expected);

    /// <summary>Reads the ID of a user, client or team.</summary>
    public string? Account(string name) =>
        Optional(name, 128, @"(?!(?i:me|options)$|\.+$)[A-Za-z0-9._@-]+", AccountId);

    public bool Boolean(string name)
    {
        if (!Has(name))
            return false;
        if (_body[name]!.ToString() is "true" or "false")
            return _body[name]!.ToString() == "true";
        Fault(name, $"{name} is {_body[name]!.ToJsonString()}; send true or false.");
        return false;
    }

    /// <summary>Reads an access level, also from a string; null if it is absent or faulty.</summary>
    public int? Level()
    {
        const string name = "accessLevel";
        if (!Has(name))
        {
            if (_body.ContainsKey(name))
                Fault(name, $"{name} is null; send {Levels}.");
            return null;
        }
        int? level = int.TryParse(_body[name]!.ToString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
        if (level >= 1)
            return level;
        Fault(name, $"{name} is {_body[name]!.ToJsonString()}; send {Levels}{(level is null ? "" : "; use DELETE to revoke")}.");
        return null;
    }

    public string? Version() => Optional("version", 100);

    /// <summary>Returns the refusal of a body that cannot be read; null if it has no fault.</summary>
    /// <param name="readOnly">Properties that a client can send back.</param>
    public Answer? Refuse(Session session, params string[] readOnly)
    {
        if (_refusal is not null)
            return session.Problem("invalid-request", _refusal);
        foreach (var (name, _) in _body)
            if (!_known.Contains(name) && !readOnly.Contains(name) && name is not ("_links" or "_embedded" or "_templates"))
                Fault(name, $"Unknown property '{name}'; the known properties are {string.Join(", ", _known)}.");
        return _faults.Count == 0 ? null : session.Problem(
            "invalid-request",
            _faults is [var only] ? only.Detail : $"The request body has {_faults.Count} faults; 'errors' lists them.",
            ("errors", Problems.Errors(_faults)));
    }

    public string? Fault(string name, string detail)
    {
        if (_faults.TrueForAll(fault => fault.Property != name))
            _faults.Add((name, detail));
        return null;
    }
}
