namespace Hal.Sharing.Data.Access;

/// <summary>What the database knows of the caller, brought by the same statement as what he asked for.</summary>
/// <param name="ManagedBy">The party that manages his account; null for an account of his own.</param>
public sealed record CallerFacts(bool CallerExists, bool IsSuperuser, string? ManagedBy)
{
    /// <summary>These facts, once it is sure that somebody stands behind the token.</summary>
    /// <exception cref="CallerGoneException">The account was deleted after the token was issued.</exception>
    public CallerFacts Of(Caller caller) => CallerExists ? this : throw new CallerGoneException(caller.UserId);
}

/// <summary>The caller's token is valid but nobody stands behind it any more: his account was deleted after it was issued.</summary>
public sealed class CallerGoneException(string userId) : Exception($"The user '{userId}' does not exist any more.");
