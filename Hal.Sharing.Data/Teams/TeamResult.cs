using System.Diagnostics;

namespace Hal.Sharing.Data.Teams;

/// <summary>How a request to create, change or delete a team ended.</summary>
public abstract record TeamResult
{
    private TeamResult()
    {
    }

    public sealed record NotFound(string Id) : TeamResult;
    public sealed record Forbidden(string Id) : TeamResult;

    /// <summary>The caller can never create a team.</summary>
    public sealed record CreationForbidden : TeamResult;
    public sealed record Stale(TeamRow Team) : TeamResult;
    public sealed record Unchanged(TeamView View) : TeamResult;
    public sealed record Created(TeamView View) : TeamResult;
    public sealed record Updated(TeamView View) : TeamResult;
    public sealed record Deleted : TeamResult;

    /// <summary>A team has or had the ID, or one that differs only in case.</summary>
    public sealed record IdTaken(string Id) : TeamResult;

    /// <param name="Limit">How many teams a user can create.</param>
    public sealed record LimitReached(int Limit) : TeamResult;

    /// <param name="Count">How many integrations prevent the deletion.</param>
    public sealed record StillOwns(string Id, long Count) : TeamResult;

    /// <param name="RetryAfter">How long the caller must wait before the next rename (<see cref="RenameLimit"/>).</param>
    public sealed record TooManyRenames(TimeSpan RetryAfter) : TeamResult;

    /// <summary>Returns what the handler of this case returns. A new case does not compile until every caller handles it.</summary>
    public T Match<T>(
        Func<NotFound, T> notFound,
        Func<Forbidden, T> forbidden,
        Func<CreationForbidden, T> creationForbidden,
        Func<Stale, T> stale,
        Func<Unchanged, T> unchanged,
        Func<Created, T> created,
        Func<Updated, T> updated,
        Func<Deleted, T> deleted,
        Func<IdTaken, T> idTaken,
        Func<LimitReached, T> limitReached,
        Func<StillOwns, T> stillOwns,
        Func<TooManyRenames, T> tooManyRenames) => this switch
        {
            NotFound result => notFound(result),
            Forbidden result => forbidden(result),
            CreationForbidden result => creationForbidden(result),
            Stale result => stale(result),
            Unchanged result => unchanged(result),
            Created result => created(result),
            Updated result => updated(result),
            Deleted result => deleted(result),
            IdTaken result => idTaken(result),
            LimitReached result => limitReached(result),
            StillOwns result => stillOwns(result),
            TooManyRenames result => tooManyRenames(result),
            _ => throw new UnreachableException(),
        };
}
