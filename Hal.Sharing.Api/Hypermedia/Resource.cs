using System.Text.Json;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// A HAL resource as an assembler describes it, independent of the media type. It is written in this order: <c>_links</c> (self, then
/// profile and curies of a root, then the others in the order in which they were added), the state, <c>_embedded</c>. Adding a relation
/// twice throws.
/// </summary>
public abstract class Resource
{
    private Relation[] _relations = new Relation[8];
    private int _count;
    private Embedding[] _embeddings = [];

    private protected Resource(string self)
    {
        Self = self;
        Add("self", self, affordance: false);
    }

    /// <summary>The resource's own address.</summary>
    internal string Self { get; }

    /// <summary>The schema of this kind of document (RFC 6906), linked from the root of a document; null if there is none.</summary>
    internal string? ProfileHref { get; private set; }

    /// <summary>The revision of the current state; null if the state cannot be changed here.</summary>
    internal string? CurrentRevision { get; private set; }

    internal ReadOnlySpan<Relation> Relations => _relations.AsSpan(0, _count);

    internal ReadOnlySpan<Embedding> Embeddings => _embeddings;

    /// <summary>Creates a resource without a state.</summary>
    public static Resource Create(string self) => new Resource<object?>(self, null, static (_, _) => { }, null);

    /// <summary>Creates a resource whose state is written by <paramref name="writeState"/>, preferably a static lambda.</summary>
    /// <param name="self">The address.</param>
    /// <param name="state">The state.</param>
    /// <param name="writeState">Writes the properties of the state.</param>
    /// <param name="form">Creates the form of a relation that was added as an action; called only if forms are sent.</param>
    public static Resource Create<T>(string self, T state, Action<Utf8JsonWriter, T> writeState, Func<T, string, Template>? form = null) =>
        new Resource<T>(self, state, writeState, form);

    /// <summary>Sets the schema of this kind of document.</summary>
    public Resource Profile(string profile)
    {
        ProfileHref = profile;
        return this;
    }

    /// <summary>Sets the revision of the state. The entity tag and the forms that change the state contain it.</summary>
    public Resource Revision(string? revision)
    {
        CurrentRevision = revision;
        return this;
    }

    /// <summary>Adds a relation that is always one link object.</summary>
    public Resource Link(string rel, string href) => Add(rel, href, affordance: false);

    /// <inheritdoc cref="Link(string, string)"/>
    public Resource Link(string rel, Link link) => Add(rel, link, affordance: false);

    /// <summary>Adds the link if it is <paramref name="allowed"/>.</summary>
    public Resource LinkWhen(bool allowed, string rel, string href) => allowed ? Link(rel, href) : this;

    /// <inheritdoc cref="LinkWhen(bool, string, string)"/>
    public Resource LinkWhen(bool allowed, string rel, Link link) => allowed ? Link(rel, link) : this;

    /// <summary>Adds a relation that is always an array of link objects, regardless of their number.</summary>
    public Resource Links(string rel, IReadOnlyList<Link> links) => Add(rel, links, affordance: false);

    /// <summary>Adds an affordance, a link to an unsafe operation, if this caller may perform it now.</summary>
    public Resource Action(bool allowed, string rel, string href) =>
        allowed ? Add(rel, href, affordance: true) : this;

    /// <inheritdoc cref="Action(bool, string, string)"/>
    public Resource Action(bool allowed, string rel, Link link) =>
        allowed ? Add(rel, link, affordance: true) : this;

    /// <summary>Embeds a relation that is always one resource.</summary>
    public Resource Embed(string rel, Resource one) => Add(new EmbeddedResource(rel, one));

    /// <summary>
    /// Embeds a relation that is always an array, also if it is empty. <paramref name="toResource"/> is called for each item while the
    /// document is written.
    /// </summary>
    public Resource Embed<T>(string rel, IReadOnlyList<T> items, Func<T, Resource> toResource) =>
        Add(new EmbeddedCollection<T>(rel, items, toResource));

    internal abstract void WriteState(Utf8JsonWriter json);

    internal bool IsEmbedded(string rel) => Array.Exists(_embeddings, embedding => embedding.Rel == rel);

    /// <summary>Whether the relation is an array of links.</summary>
    internal bool IsArray(string rel) => Find(rel)?.Target is IReadOnlyList<Link>;

    /// <summary>
    /// Returns the hrefs of the relation that can be read on this server; null if there is no such relation, or if it is a template, an
    /// action or a link to another server.
    /// </summary>
    internal IReadOnlyList<string>? TargetsOf(string rel) => Find(rel) is not { Affordance: false } relation || rel == "self"
        ? null
        : relation.Target switch
        {
            string href when IsLocal(href) => [href],
            Link { Templated: false } link when IsLocal(link.Href) => [link.Href],
            IReadOnlyList<Link> links when links.All(link => !link.Templated && IsLocal(link.Href)) => [.. links.Select(link => link.Href)],
            _ => null,
        };

    /// <summary>Returns the forms of all affordances, in their order.</summary>
    internal IEnumerable<Template> Templates() =>
        from relation in _relations.Take(_count) where relation.Affordance select FormOf(relation.Rel);

    /// <summary>Returns the form of an affordance.</summary>
    internal abstract Template FormOf(string rel);

    private static bool IsLocal(string href) => href.StartsWith('/') && !href.StartsWith("//", StringComparison.Ordinal);

    private Relation? Find(string rel)
    {
        foreach (var relation in Relations)
            if (relation.Rel == rel)
                return relation;
        return null;
    }

    private Resource Add(string rel, object target, bool affordance)
    {
        if (Find(rel) is not null)
            throw new InvalidOperationException($"The relation '{rel}' was added twice; use Links() for several links.");

        if (_count == _relations.Length)
            Array.Resize(ref _relations, _count * 2);
        _relations[_count++] = new Relation(rel, target, affordance);
        return this;
    }

    private Resource Add(Embedding embedding)
    {
        if (IsEmbedded(embedding.Rel))
            throw new InvalidOperationException($"The relation '{embedding.Rel}' is embedded twice.");

        _embeddings = [.. _embeddings, embedding];
        return this;
    }
}

internal sealed class Resource<T>(string self, T state, Action<Utf8JsonWriter, T> writeState, Func<T, string, Template>? form)
    : Resource(self)
{
    internal override void WriteState(Utf8JsonWriter json) => writeState(json, state);

    internal override Template FormOf(string rel) =>
        form is null ? throw Template.Missing(rel) : form(state, rel);
}
