using System.Diagnostics;

namespace Hal.Sharing.Data.DelegatedTokens;

/// <summary>How a request for a delegated token ended.</summary>
public abstract record DelegatedTokenResult
{
    private DelegatedTokenResult()
    {
    }

    /// <summary>The caller's token is delegated itself.</summary>
    public sealed record Forbidden : DelegatedTokenResult;

    /// <summary>The user is unknown, is not managed by the caller, or has not authorized the team: the caller cannot tell which.</summary>
    public sealed record NotFound : DelegatedTokenResult;
    public sealed record Created(Guid TokenId, IReadOnlyList<string> Scopes) : DelegatedTokenResult;

    /// <summary>Returns what the handler of this case returns. A new case does not compile until every caller handles it.</summary>
    public T Match<T>(
        Func<Forbidden, T> forbidden,
        Func<NotFound, T> notFound,
        Func<Created, T> created) => this switch
        {
            Forbidden result => forbidden(result),
            NotFound result => notFound(result),
            Created result => created(result),
            _ => throw new UnreachableException(),
        };
}
