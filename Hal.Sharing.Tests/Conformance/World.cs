using System.Collections.Immutable;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>A user of the model.</summary>
/// <param name="State">Names the state, for its revision: no two states of a world have the same number.</param>
internal sealed record User(
    string Id, string DisplayName, string? FirstName, string? LastName, string? Email, bool IsSuperuser, string? ManagedBy, long State);

/// <summary>An OAuth client of the model.</summary>
internal sealed record Client(string Id, string Name, string Secret, DateTime CreatedAt, DateTime UpdatedAt, long State);

/// <summary>A team of the model.</summary>
internal sealed record Team(
    string Id, string Name, string Description, string? Url, string? Image, string? PrivacyStatement, long State);

/// <summary>A membership of the model.</summary>
/// <param name="Role">From 1 (member) to 6 (admin).</param>
internal sealed record Member(int Role, long State);

/// <summary>A share of the model.</summary>
/// <param name="Level">As it was sent.</param>
/// <param name="GrantedBy">The ID of a user who possibly does not exist any more.</param>
internal sealed record Share(int Level, string GrantedBy, DateTime CreatedAt, DateTime UpdatedAt, long State);

/// <summary>An integration of the model with its shares, by principal.</summary>
/// <param name="ListState">Names the state of the share list.</param>
internal sealed record Integration(
    string Id, string Slug, string Name, string? Type, string? Description, string OwnerId, DateTime CreatedAt, DateTime UpdatedAt,
    long State, ImmutableSortedDictionary<string, Share> Shares, long ListState);

/// <summary>Everything that the server must remember, as one value: a change returns another world.</summary>
internal sealed record World
{
    /// <summary>Begins every ID that a test chooses, so that no two worlds share one.</summary>
    public required string Prefix { get; init; }

    /// <summary>The time of the next change.</summary>
    public DateTime Now { get; init; } = new(2026, 1, 15, 9, 0, 0, DateTimeKind.Utc);

    /// <summary>The number of the last state.</summary>
    public long States { get; init; }

    public ImmutableSortedDictionary<string, User> Users { get; init; } = Ordered<User>();

    public ImmutableSortedDictionary<string, Client> Clients { get; init; } = Ordered<Client>();

    public ImmutableSortedDictionary<string, Team> Teams { get; init; } = Ordered<Team>();

    public ImmutableDictionary<(string Team, string User), Member> Members { get; init; } =
        ImmutableDictionary<(string Team, string User), Member>.Empty;

    /// <summary>The granted scopes, separated by spaces.</summary>
    public ImmutableDictionary<(string User, string Team), string> Authorizations { get; init; } =
        ImmutableDictionary<(string User, string Team), string>.Empty;

    public ImmutableSortedDictionary<string, Integration> Integrations { get; init; } = Ordered<Integration>();

    /// <summary>The integration that each ID and slug, current or former, leads to; also of deleted ones.</summary>
    public ImmutableDictionary<string, string> Names { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What steps refer to by number, in the order of creation.</summary>
    public Known Known { get; init; } = new();

    public static ImmutableSortedDictionary<string, T> Ordered<T>() => ImmutableSortedDictionary.Create<string, T>(StringComparer.Ordinal);

    public int Role(string team, string user) => Members.TryGetValue((team, user), out var member) ? member.Role : 0;

    /// <summary>Returns the integration that an ID or slug leads to; null if there is none.</summary>
    public Integration? Find(string name) =>
        Names.TryGetValue(name, out var id) && Integrations.TryGetValue(id, out var integration) ? integration : null;

    /// <summary>Returns the name of a user or team; null if there is no such principal.</summary>
    public string? PrincipalName(string principal) =>
        principal.StartsWith("user:", StringComparison.Ordinal) ? Users.GetValueOrDefault(principal[5..])?.DisplayName
        : principal.StartsWith("team:", StringComparison.Ordinal) ? Teams.GetValueOrDefault(principal[5..])?.Name
        : null;

    public IEnumerable<(string User, Member Member)> MembersOf(string team) =>
        Members.Where(member => member.Key.Team == team).Select(member => (member.Key.User, member.Value))
            .OrderBy(member => member.User, StringComparer.Ordinal);

    /// <summary>Whether the user is the only admin of the team.</summary>
    public bool IsLastAdmin(string team, string user) =>
        Role(team, user) == 6 && !MembersOf(team).Any(member => member.User != user && member.Member.Role == 6);

    /// <summary>Whether the user is the only admin, and leaves others or integrations behind.</summary>
    public bool IsNeeded(string team, string user) => IsLastAdmin(team, user) && (MembersOf(team).Count() > 1 || Owned("team:" + team) > 0);

    public int Owned(string principal) => Integrations.Values.Count(integration => integration.OwnerId == principal);

    public int Managed(string party) => Users.Values.Count(user => user.ManagedBy == party);
}
