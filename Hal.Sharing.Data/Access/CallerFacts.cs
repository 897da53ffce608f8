namespace Hal.Sharing.Data.Access;

/// <summary>What the database knows of the caller, brought by the same statement as what he asked for.</summary>
public sealed record CallerFacts(bool CallerExists, bool IsSuperuser, string? ManagedBy);

/// <summary>The caller's token is valid but nobody stands behind it any more: his account was deleted after it was issued.</summary>
public sealed class CallerGoneException(string userId)
    : Exception($"The user '{userId}' does not exist any more.");
