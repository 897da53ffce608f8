namespace Hal.Sharing.Tests.Conformance;

/// <summary>A path as the reader sees it.</summary>
/// <param name="Principal">Null if the path is hidden, or the user is a superuser.</param>
/// <param name="Role">0 if no team is on the path.</param>
internal sealed record ShownPath(string Via, string? Principal, int Role, int Level);

/// <summary>All ways in which a user reaches an integration, for one reader.</summary>
internal sealed record AccessPaths(User User, IReadOnlyList<ShownPath> Shown)
{
    public bool Any => Shown.Count > 0;

    public bool IsOwner => Shown.Any(path => path.Via == "owner");

    public int Level => Shown.Max(path => path.Level);

    /// <summary>The level that remains without the path; null if none does.</summary>
    public int? Without(ShownPath removed) => Shown.Where(path => path != removed).Select(path => (int?)path.Level).Max();

    /// <summary>Returns the paths in the order of documents. Those by memberships that the reader cannot see are one, the last.</summary>
    public static AccessPaths Of(Session session, Integration integration, User user)
    {
        var (shown, hidden, owner) = (new List<ShownPath>(), 0, integration.OwnerId);
        void Add(ShownPath path)
        {
            if (path.Role == 0 || session.IsSuperuser || session.Id == user.Id || session.IsMember(path.Principal![5..]))
                shown.Add(path);
            else
                hidden = Math.Max(hidden, path.Level);
        }
        int RoleIn(string principal) =>
            principal.StartsWith("team:", StringComparison.Ordinal) ? session.World.Role(principal[5..], user.Id) : 0;

        if (owner == "user:" + user.Id)
            Add(new("owner", owner, 0, 3));
        if (RoleIn(owner) is > 0 and var owning)
            Add(new("owning-team", owner, owning, owning switch { < 4 => 1, < 6 => 2, _ => 3 }));
        if (integration.Shares.TryGetValue("user:" + user.Id, out var own))
            Add(new("share", "user:" + user.Id, 0, Math.Min(own.Level, 3)));
        foreach (var (principal, share) in integration.Shares)
            if (RoleIn(principal) is > 0 and var role)
                Add(new("team-share", principal, role, Math.Min(share.Level, role == 6 ? 3 : session.Rules.TeamLevelOfMembers)));
        if (user.IsSuperuser && session.IsSuperuser)
            Add(new("superuser", null, 0, 3));
        if (hidden > 0)
            shown.Add(new("hidden", null, 0, hidden));
        return new(user, shown);
    }
}
