using System.Diagnostics;

namespace Hal.Sharing.Data.TeamAuthorizations;

/// <summary>How a request by a delegated token to authorize a team, or to revoke that, ended.</summary>
public abstract record TeamAuthorizationResult
{
    private TeamAuthorizationResult()
    {
    }

    /// <summary>There is no such team.</summary>
    public sealed record NotFound : TeamAuthorizationResult;
    public sealed record NothingAuthorized : TeamAuthorizationResult;

    /// <summary>The token is not a delegated one.</summary>
    public sealed record Forbidden : TeamAuthorizationResult;

    /// <summary>The team has these scopes now, whether or not it had them before.</summary>
    public sealed record Updated(IReadOnlyList<string> Scopes, TeamAccess Access) : TeamAuthorizationResult;
    public sealed record Deleted : TeamAuthorizationResult;

    /// <summary>Returns what the handler of this case returns. A new case does not compile until every caller handles it.</summary>
    public T Match<T>(
        Func<NotFound, T> notFound,
        Func<NothingAuthorized, T> nothingAuthorized,
        Func<Forbidden, T> forbidden,
        Func<Updated, T> updated,
        Func<Deleted, T> deleted) => this switch
        {
            NotFound result => notFound(result),
            NothingAuthorized result => nothingAuthorized(result),
            Forbidden result => forbidden(result),
            Updated result => updated(result),
            Deleted result => deleted(result),
            _ => throw new UnreachableException(),
        };
}
