using System.Diagnostics;

namespace Hal.Sharing.Data.Clients;

/// <summary>How a request to create, change or delete an OAuth client ended.</summary>
public abstract record ClientResult
{
    private ClientResult()
    {
    }

    public sealed record NotFound(string Id) : ClientResult;

    /// <summary>The caller is not a superuser.</summary>
    public sealed record Forbidden : ClientResult;
    public sealed record Stale(ClientRow Client) : ClientResult;
    public sealed record Unchanged(ClientView View) : ClientResult;
    public sealed record Created(ClientView View) : ClientResult;
    public sealed record Updated(ClientView View) : ClientResult;
    public sealed record Deleted : ClientResult;

    /// <summary>A user or client has or had the ID, or one that differs only in case.</summary>
    public sealed record IdTaken(string Id) : ClientResult;
    public sealed record StillManages(ClientRow Client) : ClientResult;

    /// <summary>Returns what the handler of this case returns. A new case does not compile until every caller handles it.</summary>
    public T Match<T>(
        Func<NotFound, T> notFound,
        Func<Forbidden, T> forbidden,
        Func<Stale, T> stale,
        Func<Unchanged, T> unchanged,
        Func<Created, T> created,
        Func<Updated, T> updated,
        Func<Deleted, T> deleted,
        Func<IdTaken, T> idTaken,
        Func<StillManages, T> stillManages) => this switch
        {
            NotFound result => notFound(result),
            Forbidden result => forbidden(result),
            Stale result => stale(result),
            Unchanged result => unchanged(result),
            Created result => created(result),
            Updated result => updated(result),
            Deleted result => deleted(result),
            IdTaken result => idTaken(result),
            StillManages result => stillManages(result),
            _ => throw new UnreachableException(),
        };
}
