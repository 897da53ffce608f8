namespace Hal.Sharing.Tests.Previews;

/// <summary>A change that a caller previews and then makes.</summary>
/// <param name="Would">The name of the action.</param>
/// <param name="PreviewBody">Null: none.</param>
/// <param name="Body">Of the real request; null: none.</param>
/// <param name="Integration">The integration that it changes; null for a change of a team.</param>
/// <param name="Concerned">The users and integrations that it concerns, hidden ones too.</param>
/// <param name="Kind">One of the eight kinds.</param>
internal sealed record PreviewCase(
    string Kind, string Caller, string Would, string PreviewAddress, string? PreviewBody, string Method, string Address, string? Body,
    string? Integration, string? Team, IReadOnlyList<(string User, string Integration)> Concerned)
{
    public static readonly string[] Kinds =
        ["share", "change", "revoke", "transfer", "member added", "role changed", "member removed", "team deleted"];

    private static readonly string[] Roles = ["member", "memberPlus", "designer", "dataWizard", "publisher", "admin"];

    /// <summary>Returns a case of the kind, by a caller who often may make the change; null if the world has none.</summary>
    public static PreviewCase? Of(string kind, AccessState state, Random random)
    {
        T? Any<T>(IEnumerable<T> from) => from.ToList() is { Count: > 0 } all ? all[random.Next(all.Count)] : default;
        var users = state.Users.Keys.Order(StringComparer.Ordinal).ToList();
        var teams = state.Teams.Order(StringComparer.Ordinal).ToList();
        string[] principals = [.. users.Select(user => $"user:{user}"), .. teams.Select(team => $"team:{team}")];
        if (teams.Count == 0)
            return null;
        var (integration, team, level, role) =
            (Any(state.Owners.Keys.Order(StringComparer.Ordinal))!, Any(teams)!, random.Next(1, 5), Any(Roles)!);
        var sharer = random.Next(6) == 0 ? Any(users)! : Any(users.Where(user => state.Level(user, integration, true) is "3" or "owner"))!;
        var admin = random.Next(6) == 0 ? Any(users)! : Any(users.Where(user =>
            state.Users[user].IsSuperuser || state.Members.GetValueOrDefault((team, user)) == 6))!;
        var (ofIntegration, ofTeam) = ($"/api/integrations/{integration}", $"/api/teams/{team}");

        switch (kind)
        {
            case "share":
                var recipient = Any(principals)!;
                var sent = $$"""{"principalId": "{{recipient}}", "accessLevel": {{level}}}""";
                return At(sharer, "share.put", $"{ofIntegration}/shares", sent, "POST", $"{ofIntegration}/shares", sent, [recipient]);
            case "change" or "revoke":
                var present = Any<string>(
                    random.Next(8) == 0 ? principals : principals.Where(id => state.Shares.ContainsKey((integration, id))));
                if (present is null)
                    return null;
                var share = $"{ofIntegration}/shares/{present}";
                return kind == "revoke"
                    ? At(sharer, "share.revoke", share, """{"accessLevel": null}""", "DELETE", share, null, [present])
                    : At(sharer, "share.put", share, Level(level), "PUT", share, Level(level), [present]);
            case "transfer":
                var owner = Any(principals)!;
                var next = $$"""{"principalId": "{{owner}}"}""";
                return At(sharer, "owner.put", $"{ofIntegration}/owner", next, "PUT", $"{ofIntegration}/owner", next,
                    [state.Owners[integration], owner]);
            case "member added":
                var joins = Any(users)!;
                var member = $$"""{"userId": "{{joins}}", "role": "{{role}}"}""";
                return In("membership.put", $"{ofTeam}/members", member, "POST", $"{ofTeam}/members", member, [joins], admin);
            case "role changed" or "member removed":
                var user = Any<string>(random.Next(8) == 0 ? users : state.MembersOf(team).Order(StringComparer.Ordinal))!;
                var address = $"{ofTeam}/members/{user}";
                return kind == "role changed"
                    ? In("membership.put", address, Role(role), "PUT", address, Role(role), [user], admin)
                    : In("membership.remove", address, "{}", "DELETE", address, null, [user], random.Next(3) == 0 ? user : admin);
            default:
                return In("team.delete", ofTeam, null, "DELETE", ofTeam, null, [.. state.MembersOf(team)], admin);
        }

        PreviewCase At(
            string caller, string would, string previewed, string? preview, string method, string address, string? body,
            string[] changed) =>
            new(kind, caller, would, previewed + "/preview", preview, method, address, body, integration, null,
                [.. changed.SelectMany(state.Behind).Distinct().Select(user => (user, integration))]);

        PreviewCase In(
            string would, string previewed, string? preview, string method, string address, string? body, string[] changed,
            string caller) =>
            new(kind, caller, would, previewed + "/preview", preview, method, address, body, null, team,
                [.. from user in changed from own in state.Of(team) select (user, own)]);
    }

    private static string Level(int level) => $$"""{"accessLevel": {{level}}}""";

    private static string Role(string role) => $$"""{"role": "{{role}}"}""";
}
