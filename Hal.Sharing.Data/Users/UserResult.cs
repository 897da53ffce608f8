using System.Diagnostics;

namespace Hal.Sharing.Data.Users;

/// <summary>How a request to create, change or delete a user ended.</summary>
public abstract record UserResult
{
    private UserResult()
    {
    }

    /// <summary>There is no such user, or the caller cannot see them.</summary>
    public sealed record NotFound(string Id) : UserResult;
    public sealed record Forbidden(string Id) : UserResult;

    /// <summary>A managed user cannot create users.</summary>
    public sealed record CreationForbidden : UserResult;

    /// <summary>Only superusers choose IDs.</summary>
    public sealed record IdForbidden(string Id) : UserResult;

    /// <summary>Only superusers make superusers.</summary>
    public sealed record SuperuserForbidden : UserResult;

    /// <summary>Only superusers choose the party that manages a user; that party can only release the user.</summary>
    public sealed record PartyForbidden(string ManagedBy) : UserResult;
    public sealed record Stale(UserRow User) : UserResult;
    public sealed record Unchanged(UserView View) : UserResult;
    public sealed record Created(UserView View) : UserResult;
    public sealed record Updated(UserView View) : UserResult;
    public sealed record Deleted : UserResult;

    /// <summary>A user or client has or had the ID, or one that differs only in case.</summary>
    public sealed record IdTaken(string Id) : UserResult;

    /// <summary>The party does not exist, is managed itself, or is the user.</summary>
    public sealed record InvalidParty(string ManagedBy) : UserResult;

    /// <summary>Superusers, and users who manage others, are never managed.</summary>
    public sealed record CannotBeManaged(string ManagedBy) : UserResult;
    public sealed record LastSuperuser(string Id) : UserResult;
    public sealed record StillOwns(string Id, long Count) : UserResult;
    public sealed record StillManages(string Id, long Count) : UserResult;

    /// <param name="Teams">The teams that would be left without an admin, at least one.</param>
    public sealed record LastAdmin(string Id, IReadOnlyList<string> Teams) : UserResult;

    /// <param name="RetryAfter">How long the caller must wait before the next rename (<see cref="RenameLimit"/>).</param>
    public sealed record TooManyRenames(TimeSpan RetryAfter) : UserResult;

    /// <summary>Returns what the handler of this case returns. A new case does not compile until every caller handles it.</summary>
    public T Match<T>(
        Func<NotFound, T> notFound,
        Func<Forbidden, T> forbidden,
        Func<CreationForbidden, T> creationForbidden,
        Func<IdForbidden, T> idForbidden,
        Func<SuperuserForbidden, T> superuserForbidden,
        Func<PartyForbidden, T> partyForbidden,
        Func<Stale, T> stale,
        Func<Unchanged, T> unchanged,
        Func<Created, T> created,
        Func<Updated, T> updated,
        Func<Deleted, T> deleted,
        Func<IdTaken, T> idTaken,
        Func<InvalidParty, T> invalidParty,
        Func<CannotBeManaged, T> cannotBeManaged,
        Func<LastSuperuser, T> lastSuperuser,
        Func<StillOwns, T> stillOwns,
        Func<StillManages, T> stillManages,
        Func<LastAdmin, T> lastAdmin,
        Func<TooManyRenames, T> tooManyRenames) => this switch
        {
            NotFound result => notFound(result),
            Forbidden result => forbidden(result),
            CreationForbidden result => creationForbidden(result),
            IdForbidden result => idForbidden(result),
            SuperuserForbidden result => superuserForbidden(result),
            PartyForbidden result => partyForbidden(result),
            Stale result => stale(result),
            Unchanged result => unchanged(result),
            Created result => created(result),
            Updated result => updated(result),
            Deleted result => deleted(result),
            IdTaken result => idTaken(result),
            InvalidParty result => invalidParty(result),
            CannotBeManaged result => cannotBeManaged(result),
            LastSuperuser result => lastSuperuser(result),
            StillOwns result => stillOwns(result),
            StillManages result => stillManages(result),
            LastAdmin result => lastAdmin(result),
            TooManyRenames result => tooManyRenames(result),
            _ => throw new UnreachableException(),
        };
}
