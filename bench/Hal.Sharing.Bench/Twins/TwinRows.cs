namespace Hal.Sharing.Bench.Twins;

/// <summary>A share as the twins' statements return it.</summary>
internal sealed record TwinShare(
    string PrincipalId, int AccessLevel, DateTime CreatedAt, DateTime UpdatedAt, string PrincipalName, string? GrantedBy);

/// <summary>An integration with the caller's access to it.</summary>
internal sealed record TwinIntegration(
    TwinAccess Access, string Id, string Slug, string Name, string? Type, string? Description, string OwnerId,
    DateTime CreatedAt, DateTime UpdatedAt);

/// <summary>A team of the caller, as the teams API returns it.</summary>
internal sealed record TwinTeam(
    string Id, string Name, string Description, string? Url, string? Image, string? PrivacyStatement, bool IsAdmin);
