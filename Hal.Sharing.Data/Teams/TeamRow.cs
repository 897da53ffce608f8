using Hal.Sharing.Data.Access;

namespace Hal.Sharing.Data.Teams;

/// <summary>One team as it is stored, and the caller's role in it.</summary>
/// <param name="CallerRole">Null: he is no member.</param>
public sealed record TeamRow(
    string Id,
    string Name,
    string Description,
    string? Url,
    string? Image,
    string? PrivacyStatement,
    TeamRole? CallerRole);
