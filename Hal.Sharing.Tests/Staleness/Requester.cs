using System.Collections.Concurrent;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Staleness;

/// <summary>A token, and what it is issued for.</summary>
/// <param name="Name">In messages.</param>
/// <param name="Scopes">Of a token with an actor; null without.</param>
internal sealed record Requester(string Name, string UserId, string Token, string? Scopes = null, bool ActsForTeam = false)
{
    private const string Both = "data:read data:write";
    private static readonly ConcurrentDictionary<(string, string, string, string?), string> Tokens = new();

    public string Authorization => $"Bearer {Token}";

    public bool IsActedFor => Scopes is not null;

    public bool MayWrite => Scopes is null || Scopes == Both;

    /// <summary>Whether the token is valid only while the party manages the user.</summary>
    public bool IsParty => IsActedFor && !ActsForTeam;

    /// <summary>A user's own token.</summary>
    public static Requester Of(State state, string part) => User(part, state[part]);

    /// <summary>The demo user who is always a superuser.</summary>
    public static Requester Root { get; } = User("root", "admin");

    /// <summary>The managing client, which acts for the managed user.</summary>
    public static Requester Party(State state) => For(state, "party", state.Client, Both, null);

    /// <summary>Every token of a world.</summary>
    public static IReadOnlyList<Requester> All(State state) =>
    [
        .. state.Parts.Keys.Where(part => part != "scout").Select(part => Of(state, part)),
        Party(state),
        For(state, "party that reads", state.Client, "data:read", null),
        For(state, "team that reads", state["scout"], "data:read", state.Acting),
        For(state, "team that writes", state["scout"], Both, state.Acting),
        .. state.DeletedUser is { } deleted ? [User("deleted user", deleted)] : Array.Empty<Requester>(),
    ];

    private static Requester User(string name, string userId) =>
        new(name, userId, Tokens.GetOrAdd((userId, "", "", null), _ => TestIssuer.BuiltIn.Token(userId)));

    private static Requester For(State state, string name, string party, string scopes, string? team)
    {
        var userId = state["managed"];
        var token = Tokens.GetOrAdd((userId, party, scopes, team), _ => TestTokens.ActedFor(userId, party, scopes, team));
        return new(name, userId, token, scopes, team is not null);
    }
}
