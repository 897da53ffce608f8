namespace Hal.Sharing.Tests.Staleness;

/// <summary>Describes a document as a state of the model requires it, in the words of <see cref="ShownText"/>.</summary>
internal static class ExpectedText
{
    public static string Of(State state, Requester requester, Document document, bool forms)
    {
        var rights = new Rights(state, requester);
        return !rights.IsAccepted ? "401" : document.Kind switch
        {
            "entry" => Entry(rights, requester),
            "me" => User(state, requester, rights, requester.UserId, forms),
            "user" => User(state, requester, rights, document.Subject, forms),
            "team" => Team(state, requester, rights, document.Subject, forms),
            "integration" => !rights.CanRead || !LeadsTo(state, document) ? "404" : Integration(state, requester, rights, forms),
            _ when requester.ActsForTeam => "403",
            _ when !rights.CanRead || !LeadsTo(state, document) => "404",
            "owner" => Owner(state, rights, forms),
            "list" => List(state, rights, [.. state.Shares.Keys], isFirst: true, isLast: true, forms),
            "pages" => Pages(state, rights, forms),
            "share" => OneShare(state, rights, document.Subject, forms),
            var kind => throw new InvalidOperationException(kind),
        };
    }

    // The name is the third segment of the address.
    private static bool LeadsTo(State state, Document document) => state.IsName(document.Path.Split('/')[3]);

    private static string Pages(State state, Rights rights, bool forms)
    {
        var pages = state.Shares.Keys.Chunk(Document.PageSize).DefaultIfEmpty([]).ToList();
        return string.Join("\n", pages.Select((page, number) => List(state, rights, page, number == 0, number == pages.Count - 1, forms)));
    }

    private static string List(State state, Rights rights, string[] page, bool isFirst, bool isLast, bool forms)
    {
        var links = Links(
            (true, "integration"), (true, "find-share"), (true, "as-of"), (true, "integration-access"), (rights.CanShare, "share"),
            (rights.CanShare, "share-many"), (rights.CanShare, "preview"), (!isLast, "next"), (!isFirst, "prev"));
        return $"200 {state.Integration} {page.Length} of {state.Shares.Count}{links}{Levels(forms && rights.CanShare, rights, 0)}"
            + string.Concat(page.Select(principal => $"\n  {Share(state, rights, principal)}"));
    }

    private static string OneShare(State state, Rights rights, string principal, bool forms) =>
        state.Shares.TryGetValue(principal, out var share)
            ? $"200 {Share(state, rights, principal)}{Levels(forms && rights.CanGrant(share.Level), rights, share.Level)}"
            : "404";

    private static bool CanChange(State state, Rights rights, string principal) => rights.CanGrant(state.Shares[principal].Level);

    private static string Share(State state, Rights rights, string principal)
    {
        var share = state.Shares[principal];
        var grantor = share.GrantedBy is { } id && rights.CanSee(id) ? $"user:{id}" : "-";
        var mayChange = CanChange(state, rights, principal);
        return $"{state.Integration} {principal} {share.Level} '{state.PrincipalName(principal)}' by {grantor}"
            + Links(
                (true, "integration"), (true, principal[..4]), (principal[0] == 'u', "why"), (mayChange, "edit"), (mayChange, "revoke"),
                (mayChange, "preview"));
    }

    private static string Levels(bool isOffered, Rights rights, int present) => !isOffered ? "" : "; levels "
        + string.Join(' ', Enumerable.Range(1, rights.GrantableLevel).Concat(present > 3 ? [present] : Array.Empty<int>()));

    private static string Owner(State state, Rights rights, bool forms)
    {
        (bool, string)[] actions = [(rights.CanChangeOwner, "transfer"), (rights.CanChangeOwner, "preview")];
        var links = Links([(true, "integration"), (true, state.OwnerId[..4]), (true, "as-of"), .. actions]);
        return $"200 {state.Integration} {state.OwnerId} '{state.PrincipalName(state.OwnerId)}'{links}{Templates(forms, actions)}";
    }

    private static string Integration(State state, Requester requester, Rights rights, bool forms)
    {
        var shows = !requester.ActsForTeam;
        var links = Links(
            (true, "integrations"), (shows, "integration-shares"), (shows, "integration-owner"), (shows, "history"),
            (shows, "integration-access"), (true, state.OwnerId[..4]),
            (rights.CanWrite, "edit"), (rights.CanDelete, "delete"));
        return $"200 {state.Integration} {state.Slug} '{state.Name}' {state.OwnerId}{links}"
            + Templates(forms, (rights.CanWrite, "edit"), (rights.CanDelete, "delete"));
    }

    private static string User(State state, Requester requester, Rights rights, string id, bool forms)
    {
        var isSelf = requester.UserId == id;
        if (!state.Users.TryGetValue(id, out var user) || (requester.ActsForTeam ? !isSelf : !rights.CanSee(id)))
            return "404";
        var shown = rights.CanSeePrivate(id) ? $" superuser {user.IsSuperuser} managed by {user.ManagedBy ?? "-"}" : "";
        (bool, string)[] actions = [(rights.CanEditUser(id), "edit"), (rights.CanDeleteUser(id), "delete")];
        var links = Links(
        [
            (isSelf, "my-teams"), (isSelf && !requester.ActsForTeam, "history"),
            (rights.CanSeePrivate(id) && !requester.ActsForTeam, "user-access"), .. actions,
        ]);
        return $"200 {id} '{user.Name}'{shown}{links}{Templates(forms, actions)}";
    }

    private static string Team(State state, Requester requester, Rights rights, string id, bool forms)
    {
        if (requester.ActsForTeam && !rights.IsMember(id))
            return "404";
        (bool, string)[] actions =
        [
            (rights.CanManageTeam(id), "edit"), (rights.CanDeleteTeam(id), "delete"), (rights.CanDeleteTeam(id), "preview"),
            (rights.CanAuthorize, "authorize"),
            (rights.CanAuthorize && id == state.Acting && state.Granted.Count > 0, "revoke-authorization"),
        ];
        var links = Links(
        [
            (rights.CanReadMembers(id), "team-members"), (rights.IsMember(id), "team-users"), (rights.CanReadHistory(id), "history"),
            (rights.IsFirstParty, "consent"), .. actions,
        ]);
        return $"200 {id} '{state.TeamNames[id]}'{links}{Templates(forms, actions)}";
    }

    private static string Entry(Rights rights, Requester requester)
    {
        var all = !requester.ActsForTeam;
        return "200" + Links(
            (true, "me"), (true, "integrations"), (true, "find-integration"), (true, "my-teams"), (all, "principals"), (all, "users"),
            (all, "find-user"), (all, "teams"), (all, "find-team"), (all, "authorized-teams"), (rights.IsFirstParty, "authorizations"),
            (all, "my-history"), (all && rights.IsSuperuser, "history"), (all && rights.IsSuperuser, "clients"));
    }

    private static string Links(params (bool IsThere, string Name)[] links) => "; links " + Sorted(links);

    private static string Templates(bool forms, params (bool IsThere, string Name)[] actions) => forms ? "; forms " + Sorted(actions) : "";

    private static string Sorted((bool IsThere, string Name)[] names) =>
        string.Join(' ', names.Where(name => name.IsThere).Select(name => name.Name).Order(StringComparer.Ordinal));
}
