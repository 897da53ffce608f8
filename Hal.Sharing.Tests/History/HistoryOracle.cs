using System.Text.Json;

namespace Hal.Sharing.Tests.History;

/// <summary>A change as it is stored.</summary>
public sealed record StoredChange(
    long Id, string UserId, string? Party, string Action, string Subject, string? Before, string? After)
{
    private string[] Ids => Subject[(Subject.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('/');

    public string Kind => Subject.Split(':')[0];

    public string? Integration => Kind is "integration" or "share" ? Ids[0] : null;

    public string? Team => Kind is "team" or "membership" ? Ids[0] : null;

    /// <summary>The principals that the change names: what it gives something to or changes, and the previous owner.</summary>
    public string? Concerned => Kind switch
    {
        "share" => Ids[1],
        "membership" => $"user:{Ids[1]}",
        "authorization" => $"user:{Ids[0]}",
        "user" => Subject,
        _ when Action is "integration.transfer" or "integration.create" => Owner(After),
        _ when Action == "integration.delete" => Owner(Before),
        _ => null,
    };

    public string? FormerOwner => Action == "integration.transfer" ? Owner(Before) : null;

    /// <summary>The user who joins the team, or leaves it.</summary>
    public string? Joins => Kind == "membership" && Before is null ? Ids[1] : null;

    public string? Leaves => Kind == "membership" && After is null ? Ids[1] : null;

    public bool IsContent => Kind == "integration";

    private static string? Owner(string? state) => JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(state!)!
        .Where(property => property.Key is "ownerId" or "owner_id").Select(property => property.Value.GetString()).SingleOrDefault();
}

/// <summary>What a history must show of a change.</summary>
public sealed record ExpectedChange(long Id, bool ShowsBefore, bool ShowsAfter, string? By);

/// <summary>The rules of histories over all rows, without indexes, limits and the functions of the database.</summary>
/// <param name="start">The state in which no change was recorded.</param>
/// <param name="end">The state now.</param>
/// <param name="changes">All changes since then, in their order.</param>
public sealed class HistoryOracle(TableState start, TableState end, IReadOnlyList<StoredChange> changes)
{
    private readonly Dictionary<string, string[]> _users = end.Of("user").ToDictionary(row => row.Ids, row => row.State.Split('|'));
    private readonly HashSet<string> _clients = [.. end.Of("client").Select(row => row.Ids)];
    private readonly Dictionary<string, string> _roles = end.Of("membership").ToDictionary(row => row.Ids, row => row.State);
    private readonly Dictionary<string, string> _owners =
        end.Of("integration").ToDictionary(row => row.Ids, row => row.State.Split('|')[0]);

    private readonly HashSet<string> _shares = [.. end.Of("share").Select(row => row.Ids)];
    private readonly HashSet<string> _authorizations = [.. end.Of("authorization").Select(row => row.Ids)];

    public bool IsSuperuser(string user) => _users[user][0] == "t";

    public bool Exists(string user) => _users.ContainsKey(user);

    public bool IsAdmin(string user, string team) => IsSuperuser(user) || _roles.GetValueOrDefault($"{team}/{user}") == "6";

    public IEnumerable<string> Integrations => _owners.Keys;

    public IEnumerable<string> Teams => end.Of("team").Select(row => row.Ids);

    public bool CanRead(string user, string integration) =>
        _owners.ContainsKey(integration) && (IsSuperuser(user) || IsTied(user, integration));

    public IReadOnlyList<ExpectedChange> All(string user) => [.. changes.Select(change => Whole(user, change))];

    public IReadOnlyList<ExpectedChange> OfIntegration(string user, string integration) =>
        [.. changes.Where(change => change.Integration == integration && IsNamed(user, change)).Select(change => Whole(user, change))];

    public IReadOnlyList<ExpectedChange> OfTeam(string user, string team) =>
        [.. changes.Where(change => change.Team == team && IsNamed(user, change)).Select(change => Whole(user, change))];

    public IReadOnlyList<ExpectedChange> Own(string user)
    {
        var own = new List<ExpectedChange>();
        var principals = new HashSet<string> { $"user:{user}" };
        principals.UnionWith(
            from row in start.Of("membership") let ids = row.Ids.Split('/') where ids[1] == user select $"team:{ids[0]}");
        foreach (var change in changes)
        {
            var (after, before) = (principals.Contains(change.Concerned ?? ""), principals.Contains(change.FormerOwner ?? ""));
            if (after || before)
            {
                var isWhole = IsSuperuser(user) || !change.IsContent
                    || (CanRead(user, change.Integration!) && IsNamed(user, change));
                var isTransfer = change.Action == "integration.transfer";
                own.Add(new(
                    change.Id, change.Before is not null && (isWhole || (isTransfer && before)),
                    change.After is not null && (isWhole || (isTransfer && after)), By(user, change)));
            }
            if (change.Joins == user)
                principals.Add($"team:{change.Team}");
            if (change.Leaves == user)
                principals.Remove($"team:{change.Team}");
        }
        return own;
    }

    /// <summary>Whether any history that the user can read has the change.</summary>
    public bool CanReadChange(string user, StoredChange change) =>
        IsSuperuser(user) || Own(user).Any(own => own.Id == change.Id)
        || (IsNamed(user, change)
            && ((change.Integration is { } integration && CanRead(user, integration)) || (change.Team is { } team && IsAdmin(user, team))));

    private ExpectedChange Whole(string user, StoredChange change) =>
        new(change.Id, change.Before is not null, change.After is not null, By(user, change));

    private bool IsNamed(string user, StoredChange change) => CanSee(user, change.Concerned) && CanSee(user, change.FormerOwner);

    private string? By(string user, StoredChange change) =>
        IsSuperuser(user) || change.UserId == user
        || (_clients.Contains(change.UserId) ? _users[user][1] == change.UserId : CanSee(user, $"user:{change.UserId}"))
            ? change.UserId
            : null;

    /// <summary>Whether the user can see the principal now. Teams and unmanaged users are seen by all, also deleted ones.</summary>
    public bool CanSee(string user, string? principal)
    {
        if (principal is null || principal.StartsWith("team:", StringComparison.Ordinal) || IsSuperuser(user)
            || principal == $"user:{user}")
            return true;
        var id = principal["user:".Length..];
        var party = _users.TryGetValue(id, out var found)
            ? found[1]
            : changes.Single(change => change.Action == "user.delete" && change.Subject == principal).Before is { } before
                && JsonSerializer.Deserialize<JsonElement>(before).GetProperty("managed_by").GetString() is { } managing
                ? managing
                : "";
        return party.Length == 0 || party == user || Teams.Any(team => IsMember(user, team) && (IsMember(id, team) || Authorizes(id, team)))
            || _owners.Keys.Any(integration => IsTied(user, integration)
                && (_owners[integration] == principal || _shares.Contains($"{integration}/{principal}")));
    }

    private bool IsMember(string user, string team) => _roles.ContainsKey($"{team}/{user}");

    private bool Authorizes(string user, string team) => _authorizations.Contains($"{user}/{team}");

    private bool IsTied(string user, string integration) =>
        new[] { $"user:{user}" }.Concat(Teams.Where(team => IsMember(user, team)).Select(team => $"team:{team}"))
            .Any(principal => _owners[integration] == principal || _shares.Contains($"{integration}/{principal}"));
}
