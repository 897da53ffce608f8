using System.Collections.Immutable;

namespace Hal.Sharing.Tests.Staleness;

/// <summary>A user as their documents show them.</summary>
internal sealed record UserState(string Name, bool IsSuperuser = false, string? ManagedBy = null);

/// <summary>A share as documents show it.</summary>
/// <param name="GrantedBy">A user ID; null if that user was deleted.</param>
internal sealed record ShareState(int Level, string? GrantedBy);

/// <summary>What the database must contain of one world: its users, teams, integration and grants. Changes return a new state.</summary>
internal sealed record State
{
    /// <summary>Begins every ID of this world.</summary>
    public required string Prefix { get; init; }

    /// <summary>The user who plays each part now. A deleted user is replaced by a new one.</summary>
    public required ImmutableSortedDictionary<string, string> Parts { get; init; }

    public required ImmutableDictionary<string, UserState> Users { get; init; }

    public required ImmutableDictionary<string, string> TeamNames { get; init; }

    /// <summary>From 1 (member) to 6 (admin), by team ID and user ID.</summary>
    public required ImmutableDictionary<(string Team, string User), int> Roles { get; init; }

    public required ImmutableSortedDictionary<string, ShareState> Shares { get; init; }

    public required string Integration { get; init; }

    public required string Slug { get; init; }

    public required string OwnerId { get; init; }

    public string Name { get; init; } = "Integration";

    /// <summary>Whether the integration exists. If not, its names lead nowhere.</summary>
    public bool Exists { get; init; } = true;

    /// <summary>The slugs that the integration had before; they still lead to it.</summary>
    public ImmutableList<string> FormerSlugs { get; init; } = [];

    /// <summary>The integration that was deleted last.</summary>
    public string? Deleted { get; init; }

    /// <summary>The user who was deleted last.</summary>
    public string? DeletedUser { get; init; }

    /// <summary>What the managed user lets the acting team do; empty for nothing.</summary>
    public ImmutableSortedSet<string> Granted { get; init; } = ["data:read", "data:write"];

    /// <summary>Counts what was made after the start, for new IDs and names.</summary>
    public int Made { get; init; }

    /// <summary>Whether an ID or slug leads to the integration.</summary>
    public bool IsName(string name) => Exists && (name == Integration || name == Slug || FormerSlugs.Contains(name));

    public string Own => Prefix + "own";

    public string Readers => Prefix + "readers";

    public string Acting => Prefix + "acting";

    /// <summary>The OAuth client that manages the managed user.</summary>
    public string Client => Prefix + "client";

    public string this[string part] => Parts[part];

    public string PrincipalName(string principalId) =>
        principalId.StartsWith("user:", StringComparison.Ordinal) ? Users[principalId[5..]].Name : TeamNames[principalId[5..]];

    public int? Role(string team, string user) => Roles.TryGetValue((team, user), out var role) ? role : null;
}
