namespace Hal.Sharing.Data.Access;

/// <summary>The one who asks, as his token names him. What he may do is looked up with every statement, never taken from here.</summary>
/// <param name="UserId">The user that the token speaks for.</param>
/// <param name="AuthorizedParty">The client or user who obtained the token (<c>azp</c>); null when the user did so himself.</param>
public sealed record Caller(string UserId, string? AuthorizedParty = null);
