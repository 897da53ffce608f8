using Hal.Sharing.Tests.History;

namespace Hal.Sharing.Tests.PastStates;

/// <summary>One line of an access list.</summary>
internal sealed record ListedAccess(string UserId, string Level, int Paths);

/// <summary>Who could reach an integration in a recorded state, by the rules of the contract, without the code of the server.</summary>
/// <param name="state">The state at that time.</param>
/// <param name="present">The state today, which decides what the reader sees.</param>
internal sealed class PastAccess(TableState state, TableState present, HistoryOracle oracle, string integration, string reader)
{
    private readonly string _owner = state.Of("integration").Single(row => row.Ids == integration).State.Split('|')[0];

    private readonly ILookup<string, (string Team, int Role)> _teams = state.Of("membership")
        .Select(row => (Ids: row.Ids.Split('/'), row.State))
        .ToLookup(row => row.Ids[1], row => (row.Ids[0], int.Parse(row.State, null)));

    private readonly Dictionary<string, int> _shares = state.Of("share")
        .Select(row => (Ids: row.Ids.Split('/'), row.State))
        .Where(row => row.Ids[0] == integration).ToDictionary(row => row.Ids[1], row => int.Parse(row.State, null));

    public IReadOnlyList<ListedAccess> List() =>
    [
        .. from user in Users().Distinct().Order(StringComparer.Ordinal)
           where oracle.CanSee(reader, $"user:{user}")
           let paths = Paths(user).ToList()
           where paths.Count > 0
           select new ListedAccess(
               user, _owner == $"user:{user}" ? "owner" : $"{paths.Max(path => path.Level)}",
               paths.Count(path => path.IsVisible) + (paths.Any(path => !path.IsVisible) ? 1 : 0)),
    ];

    private IEnumerable<string> Users() => _teams.Select(teams => teams.Key)
        .Concat(from principal in _shares.Keys.Append(_owner)
                where principal.StartsWith("user:", StringComparison.Ordinal)
                select principal["user:".Length..])
        .Concat(present.Of("user").Select(row => row.Ids).Where(IsCountedSuperuser));

    private IEnumerable<(int Level, bool IsVisible)> Paths(string user)
    {
        if (_owner == $"user:{user}")
            yield return (3, true);
        if (_shares.TryGetValue($"user:{user}", out var own))
            yield return (Math.Min(own, 3), true);
        if (IsCountedSuperuser(user))
            yield return (3, true);
        foreach (var (team, role) in _teams[user])
        {
            var isVisible = oracle.IsSuperuser(reader) || user == reader || present.Rows.ContainsKey($"membership:{team}/{reader}");
            if (_owner == $"team:{team}")
                yield return (role == 6 ? 3 : role >= 4 ? 2 : 1, isVisible);
            if (_shares.TryGetValue($"team:{team}", out var level))
                yield return (Math.Min(level, role == 6 ? 3 : 2), isVisible);
        }
    }

    private bool IsCountedSuperuser(string user) => oracle.IsSuperuser(reader) && oracle.Exists(user) && oracle.IsSuperuser(user);
}
