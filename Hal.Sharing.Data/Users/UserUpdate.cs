using static Hal.Sharing.Data.Users.UserResult;

namespace Hal.Sharing.Data.Users;

/// <summary>Changes users, each in one transaction.</summary>
public sealed class UserUpdate(Database database, TimeProvider clock, RenameLimit renames)
{
    private const string PartySql = $"""
        call hold_party(@managedBy);
        select {UserCreation.IsValidParty}
        """;

    private const string UpdateSql = $"""
        with before as (
            select u.id, u.first_name, u.last_name, u.email, u.is_superuser, u.managed_by, p.name as display_name
            from users u join principals p on p.id = u.principal_id where u.id = @id
        ), renamed as (
            update principals set name = @displayName where id = 'user:' || @id and name <> @displayName
        ), written as (
            update users
            set first_name = @firstName, last_name = @lastName, email = @email, is_superuser = @isSuperuser, managed_by = @managedBy,
                updated_at = @now, version = version + 1
            where id = @id
            returning id, first_name, last_name, email, is_superuser, managed_by
        )
        {ChangeRecord.Insert} 'user.update', 'user:' || w.id, to_jsonb(b),
               to_jsonb(w) || jsonb_build_object('display_name', @displayName)
        from written w cross join before b;
        {UserQueries.GetSql}
        """;

    /// <summary>
    /// Replaces what the caller may change: users their own names, the managing party everything but privileges (no party: it releases
    /// the user), superusers everything.
    /// </summary>
    public Task<UserResult> UpdateAsync(
        Caller caller, string id, UserContent content, Precondition condition, CancellationToken cancellationToken) =>
        database.WriteWithRecheckAsync<UserResult>(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            if (await UserLock.LockAsync(connection, caller, id, content.IsSuperuser, forDelete: false, cancel) is not var (view, isLocked))
                return new NotFound(id);
            var (access, user) = view;
            if (!isLocked || !access.CanEdit)
                return new Forbidden(id);
            if (!access.CanSetPrivileges && content.IsSuperuser && !user.UserIsSuperuser)
                return new SuperuserForbidden();
            if (!access.CanSetPrivileges && content.ManagedBy is { } other && other != user.UserManagedBy)
                return new PartyForbidden(other);
            if (!condition.Holds(user.Revision))
                return new Stale(user);
            var wanted = Allowed(access, user, content);
            if (wanted == Current(user))
                return new Unchanged(view);
            if (wanted.DisplayName != user.DisplayName && await renames.WaitAsync(connection, caller, clock.Now(), cancel) is { } wait)
                return new TooManyRenames(wait);

            var isDemoted = user.UserIsSuperuser && !wanted.IsSuperuser;
            if (isDemoted || wanted.ManagedBy is not null)
            {
                var ties = await AccountTies.GetAsync(connection, caller, id, cancel);
                if (isDemoted && ties.IsLastSuperuser)
                    return new LastSuperuser(id);
                if (wanted.ManagedBy is { } manager && (wanted.IsSuperuser || ties.ManagedCount > 0))
                    return new CannotBeManaged(manager);
            }
            if (wanted.ManagedBy is { } party && party != user.UserManagedBy
                && (party == id || !await connection.QuerySingleAsync<bool>(caller.Statement(PartySql, new { managedBy = party }, cancel))))
                return new InvalidParty(party);

            return new Updated(await UserLock.WriteAsync(connection, caller, UpdateSql, wanted.Values(id, clock.Now()), cancel));
        }, cancellationToken);

    private static UserContent Current(UserRow user) =>
        new(user.DisplayName, user.FirstName, user.LastName, user.Email, user.UserIsSuperuser, user.UserManagedBy);

    private static UserContent Allowed(UserAccess access, UserRow user, UserContent content) => content with
    {
        Email = access.CanEditContact ? content.Email : user.Email,
        IsSuperuser = access.CanSetPrivileges ? content.IsSuperuser : user.UserIsSuperuser,
        ManagedBy = access.CanRelease ? content.ManagedBy : user.UserManagedBy,
    };
}
