using System.Diagnostics;

namespace Hal.Sharing.Data.Integrations;

/// <summary>How a request to create, change or delete an integration ended.</summary>
public abstract record IntegrationResult
{
    private IntegrationResult()
    {
    }

    /// <summary>The caller cannot read the integration, or there is none.</summary>
    public sealed record NotFound : IntegrationResult;

    /// <summary>The caller's token cannot create integrations.</summary>
    public sealed record CreationForbidden : IntegrationResult;

    /// <param name="Permission">The missing <see cref="Access.Permission"/>.</param>
    /// <param name="OwnerId">The principal that can grant it.</param>
    public sealed record Forbidden(string Permission, IntegrationAccess Access, string IntegrationId, string OwnerId)
        : IntegrationResult;

    /// <summary>The precondition does not hold.</summary>
    public sealed record Stale(IntegrationRow Present) : IntegrationResult;

    /// <summary>The ID is or was the ID or slug of an integration, or differs from one only in case.</summary>
    public sealed record IdTaken(string Id) : IntegrationResult;

    /// <summary>The same for the slug.</summary>
    public sealed record SlugTaken(string Slug) : IntegrationResult;

    /// <summary>The integration has as many former slugs as it can have.</summary>
    public sealed record TooManySlugs(IntegrationRow Present) : IntegrationResult;

    public sealed record Unchanged(IntegrationView View) : IntegrationResult;

    public sealed record Created(IntegrationView View) : IntegrationResult;

    public sealed record Updated(IntegrationView View) : IntegrationResult;

    public sealed record Deleted : IntegrationResult;

    /// <summary>Returns what the handler of this case returns. A new case does not compile until every caller handles it.</summary>
    public T Match<T>(
        Func<NotFound, T> notFound,
        Func<CreationForbidden, T> creationForbidden,
        Func<Forbidden, T> forbidden,
        Func<Stale, T> stale,
        Func<IdTaken, T> idTaken,
        Func<SlugTaken, T> slugTaken,
        Func<TooManySlugs, T> tooManySlugs,
        Func<Unchanged, T> unchanged,
        Func<Created, T> created,
        Func<Updated, T> updated,
        Func<Deleted, T> deleted) => this switch
        {
            NotFound result => notFound(result),
            CreationForbidden result => creationForbidden(result),
            Forbidden result => forbidden(result),
            Stale result => stale(result),
            IdTaken result => idTaken(result),
            SlugTaken result => slugTaken(result),
            TooManySlugs result => tooManySlugs(result),
            Unchanged result => unchanged(result),
            Created result => created(result),
            Updated result => updated(result),
            Deleted result => deleted(result),
            _ => throw new UnreachableException(),
        };
}

/// <summary>The properties of an integration that a request sets. Without a slug, it is kept, or derived from the name.</summary>
public sealed record IntegrationContent(string? Slug, string Name, string? Type, string? Description);
