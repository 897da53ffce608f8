using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>What a request names its sender with.</summary>
internal enum TokenKind
{
    None,

    /// <summary>A token without an actor; with a party, it is valid only while the party manages the user.</summary>
    User,

    /// <summary>A token with an actor, and with a team if the actor is a member who acts for it.</summary>
    Acting,

    /// <summary>The ID and secret of an OAuth client.</summary>
    Client,

    Expired,
}

/// <summary>The credentials of a request.</summary>
/// <param name="Scopes">Of a token with an actor, separated by spaces.</param>
internal sealed record Token(
    TokenKind Kind, string Id = "", string? Party = null, string? Scopes = null, string? Team = null, string? Secret = null)
{
    public override string ToString() => Kind switch
    {
        TokenKind.None => "anonymous",
        TokenKind.Client => $"client {Id}",
        TokenKind.Expired => $"{Id} (expired)",
        _ => Id + (Party is null ? "" : $" by {Party}") + (Team is null ? "" : $" of {Team}") + (Scopes is null ? "" : $" [{Scopes}]"),
    };
}

/// <summary>A request as it is sent.</summary>
internal sealed record ApiRequest(Token Token, string Method, string Path, string Accept)
{
    public IReadOnlyList<(string Name, string Value)> Query { get; init; } = [];

    /// <summary>JSON; null for none.</summary>
    public string? Body { get; init; }

    public string? IfMatch { get; init; }

    public string? IfNoneMatch { get; init; }

    public bool IsSafe => Method == "GET";

    public string Target => Query.Count == 0
        ? Path
        : Path + "?" + string.Join('&', Query.Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value)}"));

    public override string ToString() => string.Concat(
        $"{Token}: {Method} {Target}", Body is null ? "" : " " + Body, Accept == Media.Hal ? "" : $" as {Media.Short(Accept)}",
        IfMatch is null ? "" : $" if-match {IfMatch}", IfNoneMatch is null ? "" : $" if-none-match {IfNoneMatch}");
}

/// <summary>The response that the model expects. Texts can contain <see cref="Unknown"/> values.</summary>
/// <param name="World">The world after the request.</param>
internal sealed record Answer(int Status, JsonNode? Body, World World)
{
    /// <summary>The header fields that decide how a client goes on.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}

/// <summary>What only the server knows of a new resource. It is read from the response, and its form is checked.</summary>
internal sealed record Generated(string Id, string Slug, string Secret);
