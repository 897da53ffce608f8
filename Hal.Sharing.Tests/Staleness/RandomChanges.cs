namespace Hal.Sharing.Tests.Staleness;

/// <summary>Chooses changes by a seed. Every change is permitted in the state that it starts from.</summary>
internal sealed class RandomChanges(int seed)
{
    private static readonly string[] Recipients = ["owner", "grantee", "member", "reader", "outsider", "managed"];
    private static readonly string[] Deletable = ["grantee", "member", "reader", "outsider", "managed"];
    private static readonly string[] Renamed = ["owner", "grantee", "admin", "super", "managed", "outsider"];

    private readonly Random _random = new(seed);

    public int Next(int count) => _random.Next(count);

    public T Of<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];

    public Change After(State state)
    {
        if (!state.Exists)
            return Change.CreateIntegration(state);
        while (true)
        {
            if (Choose(state, _random.Next(100)) is { } change)
                return change;
        }
    }

    private Change? Choose(State state, int number) => number switch
    {
        < 20 => PutShare(state),
        < 30 => Revoke(state),
        < 42 => Transfer(state),
        < 48 => Change.RenameUser(state, Of(Renamed)),
        < 52 => Change.RenameTeam(state, Of([state.Own, state.Readers, state.Acting])),
        < 65 => Membership(state),
        < 70 => Change.SetSuperuser(state, !state.Users[state["super"]].IsSuperuser),
        < 76 => DeleteUser(state),
        < 78 => Sender(state, rights => rights.CanDelete) is { } sender ? Change.DeleteIntegration(state, sender) : null,
        < 82 => Sender(state, rights => rights.CanChangeOwner) is { } sender ? Change.ChangeSlug(state, sender) : null,
        < 85 => Sender(state, rights => rights.CanWrite) is { } sender ? Change.RenameIntegration(state, sender) : null,
        < 90 => IsManaged(state) ? Change.Release(state) : Change.Manage(state),
        _ => Grant(state),
    };

    private static bool IsManaged(State state) => state.Users[state["managed"]].ManagedBy is not null;

    private string Principal(State state) => _random.Next(8) switch
    {
        0 => $"team:{state.Own}",
        1 or 2 => $"team:{state.Readers}",
        _ => $"user:{state[Of(Recipients)]}",
    };

    // A sender must see the principal: otherwise it does not exist for them.
    private Change? PutShare(State state)
    {
        var (principal, level) = (Principal(state), _random.Next(1, 5));
        var present = state.Shares.TryGetValue(principal, out var share) ? share.Level : 0;
        var sender = Sender(state, rights => rights.CanGrant(Math.Max(level, present)) && Sees(rights, principal));
        return sender is null ? null : Change.PutShare(state, sender, principal, level);
    }

    private static bool Sees(Rights rights, string principal) => principal[..5] == "team:" || rights.CanSee(principal[5..]);

    private Change? Revoke(State state)
    {
        if (state.Shares.IsEmpty)
            return null;
        var (principal, share) = Of(state.Shares.ToList());
        var sender = Sender(state, rights => rights.CanGrant(share.Level) && Sees(rights, principal));
        return sender is null ? null : Change.Revoke(state, sender, principal);
    }

    private Change? Transfer(State state)
    {
        var target = Of(
            [$"user:{state["owner"]}", $"user:{state["managed"]}", $"user:{state["super"]}", $"team:{state.Own}", $"team:{state.Readers}"]);
        var sender = Sender(state, rights => rights.CanTransferTo(target) && Sees(rights, target));
        return sender is null || target == state.OwnerId ? null : Change.Transfer(state, sender, target);
    }

    private Change Membership(State state)
    {
        var (team, part) = Of([(state.Own, "member"), (state.Own, "member"), (state.Readers, "reader"), (state.Acting, "scout")]);
        var user = state[part];
        var role = state.Role(team, user);
        if (role is not null && _random.Next(3) == 0)
            return Change.RemoveMember(state, team, user);
        var wanted = _random.Next(1, 7);
        return Change.SetRole(state, team, user, wanted == role ? (wanted % 6) + 1 : wanted);
    }

    private Change? DeleteUser(State state)
    {
        var part = Of(Deletable);
        return state.OwnerId == $"user:{state[part]}" ? null : Change.DeleteUser(state, part);
    }

    private Change? Grant(State state)
    {
        if (!IsManaged(state))
            return null;
        return _random.Next(3) switch
        {
            0 => state.Granted.IsEmpty ? null : Change.Withdraw(state),
            1 => Change.Grant(state, ["data:read"]),
            _ => Change.Grant(state, ["data:read", "data:write"]),
        };
    }

    /// <summary>Returns any requester with the right; the demo superuser only if there is no other.</summary>
    private Requester? Sender(State state, Func<Rights, bool> mayDo)
    {
        var able = Requester.All(state).Where(requester => MayDo(state, requester, mayDo)).ToList();
        return able.Count > 0 ? Of(able) : MayDo(state, Requester.Root, mayDo) ? Requester.Root : null;
    }

    private static bool MayDo(State state, Requester requester, Func<Rights, bool> mayDo)
    {
        var rights = new Rights(state, requester);
        return rights.IsAccepted && rights.CanRead && mayDo(rights);
    }
}
