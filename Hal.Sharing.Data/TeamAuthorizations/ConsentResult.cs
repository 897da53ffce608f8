using System.Diagnostics;

namespace Hal.Sharing.Data.TeamAuthorizations;

/// <summary>How a user's own decision about a team ended.</summary>
public abstract record ConsentResult
{
    private ConsentResult()
    {
    }

    /// <summary>There is no such team.</summary>
    public sealed record NotFound : ConsentResult;

    /// <summary>The caller is not the user: the token is delegated, or has an actor.</summary>
    public sealed record Forbidden : ConsentResult;

    /// <summary>The team has these scopes now, whether or not it had them before; none if the authorization is revoked.</summary>
    public sealed record Decided(IReadOnlyList<string> Scopes) : ConsentResult;

    /// <summary>Returns what the handler of this case returns. A new case does not compile until every caller handles it.</summary>
    public T Match<T>(
        Func<NotFound, T> notFound,
        Func<Forbidden, T> forbidden,
        Func<Decided, T> decided) => this switch
        {
            NotFound result => notFound(result),
            Forbidden result => forbidden(result),
            Decided result => decided(result),
            _ => throw new UnreachableException(),
        };
}
