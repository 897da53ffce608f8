namespace Hal.Sharing.Tests.Conformance;

/// <summary>Which credentials a step sends, by number, so that it means something in every world.</summary>
/// <param name="Scopes">Of a token with an actor; null: the token has none.</param>
/// <param name="Other">The number of the member who acts for a team.</param>
internal sealed record Sender(SenderKind Kind, int Number, string? Scopes = null, int Other = 0);

internal enum SenderKind
{
    User,

    /// <summary>A user who has to do with what the request is about: its owner, a member, or the user themselves.</summary>
    Insider,

    /// <summary>The party that manages, or managed, a user.</summary>
    Party,

    /// <summary>A team that a user authorizes, or authorized.</summary>
    Team,

    Client,
    NewUser,
    Anonymous,
    Expired,
}

/// <summary>
/// One request of a sequence. Its texts refer to what exists when it is sent: <c>{i2}</c> is the third integration, <c>{u0}</c> the first
/// user; <see cref="Resolver"/> has the list. A number beyond the end begins again.
/// </summary>
/// <param name="Target">The path with the query.</param>
/// <param name="Body">JSON; null for none.</param>
internal sealed record Step(Sender Sender, string Method, string Target, string? Body = null)
{
    public string Accept { get; init; } = Media.Hal;

    public string? IfMatch { get; init; }

    public string? IfNoneMatch { get; init; }
}
