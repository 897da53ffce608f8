using static Hal.Sharing.Data.Users.UserResult;

namespace Hal.Sharing.Data.Users;

/// <summary>Creates users for superusers and parties, each in one transaction.</summary>
public sealed class UserCreation(Database database, TimeProvider clock)
{
    private const string PrecheckSql = $"""
        call hold_new_user(@caller, @party, @team, @acted, @managedBy, @needsSuperuser, @isSuperuser, null);
        select {CallerStatements.CallerColumns},
               exists (select from account_ids a where lower(a.id) = lower(@id)) as id_is_taken,
               {IsValidParty} as party_is_valid
        from {CallerStatements.Caller} c
        """;

    /// <summary>A party is an OAuth client, or a user that no party manages.</summary>
    internal const string IsValidParty = """
        (exists (select from clients k where k.id = @managedBy)
            or exists (select from users u where u.id = @managedBy and u.managed_by is null))
        """;

    private sealed record Precheck(bool IdIsTaken, bool PartyIsValid);

    // The principal gets its party here. A copy by the trigger would count as a change of the directory, and wait for others.
    private const string CreateSql = $"""
        with claimed as (
            insert into account_ids (id, kind) values (@id, 'user')
        ), named as (
            insert into principals (id, kind, name, managed_by) values ('user:' || @id, 'user', @displayName, @managedBy)
        ), created as (
            insert into users (id, first_name, last_name, email, is_superuser, managed_by, created_at, updated_at)
            values (@id, @firstName, @lastName, @email, @isSuperuser, @managedBy, @now, @now)
            returning id, first_name, last_name, email, is_superuser, managed_by
        )
        {ChangeRecord.Insert} 'user.create', 'user:' || id, null, to_jsonb(created) || jsonb_build_object('display_name', @displayName)
        from created;
        {UserQueries.GetSql}
        """;

    /// <summary>Creates a user: for a superuser as requested, for a party with a generated ID and managed by that party.</summary>
    public Task<UserResult> CreateAsync(Caller caller, string? chosenId, UserContent content, CancellationToken cancellationToken) =>
        database.WriteWithRecheckAsync(async (transaction, cancel) =>
        {
            var connection = transaction.Connection!;
            var (isLocked, facts, prechecks) = await connection.QueryLockedAsync<Precheck>(caller, PrecheckSql, new
            {
                id = chosenId ?? "", managedBy = content.ManagedBy, isSuperuser = content.IsSuperuser,
                needsSuperuser = chosenId is not null || content.IsSuperuser || NamesAnotherParty(caller, content),
            }, cancel);
            if (Refuse(caller, isLocked ? facts : facts with { IsSuperuser = false }, chosenId, content, prechecks[0]) is { } refusal)
                return refusal;
            if (!isLocked)
                return new CreationForbidden();
            var id = chosenId ?? Guid.CreateVersion7(clock.GetUtcNow()).ToString();
            var wanted = facts.IsSuperuser ? content : content with { ManagedBy = caller.Id };
            return new Created(await UserLock.WriteAsync(connection, caller, CreateSql, wanted.Values(id, clock.Now()), cancel));
        }, cancellationToken);

    private static UserResult? Refuse(Caller caller, CallerFacts facts, string? chosenId, UserContent content, Precheck precheck)
    {
        if (!UserAccess.CanCreate(caller, facts))
            return new CreationForbidden();
        if (!facts.IsSuperuser && chosenId is not null)
            return new IdForbidden(chosenId);
        if (!facts.IsSuperuser && content.IsSuperuser)
            return new SuperuserForbidden();
        if (!facts.IsSuperuser && content.ManagedBy is { } other && NamesAnotherParty(caller, content))
            return new PartyForbidden(other);
        if (chosenId is not null && precheck.IdIsTaken)
            return new IdTaken(chosenId);
        if (content is { IsSuperuser: true, ManagedBy: { } manager })
            return new CannotBeManaged(manager);
        if (facts.IsSuperuser && content.ManagedBy is { } party && (!precheck.PartyIsValid || party == chosenId))
            return new InvalidParty(party);
        return null;
    }

    private static bool NamesAnotherParty(Caller caller, UserContent content) =>
        content.ManagedBy is not null && content.ManagedBy != caller.Id;
}
