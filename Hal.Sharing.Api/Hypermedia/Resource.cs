using System.Text.Json;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// A HAL resource: what an assembler says about a thing, independent of the media type that it is sent as.
/// Written are <c>_links</c> (self first, a root's profile and curies next, then in the order added), the state, <c>_embedded</c>.
/// A relation stands once: adding it a second time throws.
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

    /// <summary>Its own address.</summary>
    internal string Self { get; }

    /// <summary>The schema of its kind of document (RFC 6906), linked from a document's root; null: none.</summary>
    internal string? ProfileHref { get; private set; }

    /// <summary>What the present state is called, until it changes; null where nobody may change it here.</summary>
    internal string? CurrentRevision { get; private set; }

    internal ReadOnlySpan<Relation> Relations => _relations.AsSpan(0, _count);

    internal ReadOnlySpan<Embedding> Embeddings => _embeddings;

    /// <summary>A resource without state of its own.</summary>
    public static Resource Create(string self) => new Resource<object?>(self, null, static (_, _) => { }, null);

    /// <summary>A resource whose state is written by <paramref name="writeState"/>: properties only, best a static lambda.</summary>
    /// <param name="self">Its address.</param>
    /// <param name="state">What it shows.</param>
    /// <param name="writeState">Writes that.</param>
    /// <param name="form">The form of each relation that is added as an action, asked for only where forms are sent.</param>
    public static Resource Create<T>(string self, T state, Action<Utf8JsonWriter, T> writeState, Func<T, string, Template>? form = null) =>
        new Resource<T>(self, state, writeState, form);

    /// <summary>Names the schema of this kind of document.</summary>
    public Resource Profile(string profile)
    {
        ProfileHref = profile;
        return this;
    }

    /// <summary>Names the state's revision; it stands in the validator, and in the forms that change the state.</summary>
    public Resource Revision(string? revision)
    {
        CurrentRevision = revision;
        return this;
    }

    /// <summary>Adds a relation that is always one link object.</summary>
    public Resource Link(string rel, string href) => Add(rel, href, affordance: false);

    /// <inheritdoc cref="Link(string, string)"/>
    public Resource Link(string rel, Link link) => Add(rel, link, affordance: false);

    /// <summary>Adds the link where <paramref name="allowed"/>, nothing otherwise.</summary>
    public Resource LinkWhen(bool allowed, string rel, string href) => allowed ? Link(rel, href) : this;

    /// <inheritdoc cref="LinkWhen(bool, string, string)"/>
    public Resource LinkWhen(bool allowed, string rel, Link link) => allowed ? Link(rel, link) : this;

    /// <summary>Adds a relation that is always an array of link objects, however many there are.</summary>
    public Resource Links(string rel, IReadOnlyList<Link> links) => Add(rel, links, affordance: false);

    /// <summary>Adds an affordance where this caller may take it now: a link to an unsafe operation.</summary>
    public Resource Action(bool allowed, string rel, string href) =>
        allowed ? Add(rel, href, affordance: true) : this;

    /// <inheritdoc cref="Action(bool, string, string)"/>
    public Resource Action(bool allowed, string rel, Link link) =>
        allowed ? Add(rel, link, affordance: true) : this;

    /// <summary>Embeds a relation that is always one resource.</summary>
    public Resource Embed(string rel, Resource one) => Add(new EmbeddedResource(rel, one));

    /// <summary>
    /// Embeds a relation that is always an array, written even when it is empty;
    /// <paramref name="toResource"/> is called item by item while the document is being written.
    /// </summary>
    public Resource Embed<T>(string rel, IReadOnlyList<T> items, Func<T, Resource> toResource) =>
        Add(new EmbeddedCollection<T>(rel, items, toResource));

    internal abstract void WriteState(Utf8JsonWriter json);

    internal bool IsEmbedded(string rel) => Array.Exists(_embeddings, embedding => embedding.Rel == rel);

    /// <summary>Whether the relation is an array of links.</summary>
    internal bool IsArray(string rel) => Find(rel)?.Target is IReadOnlyList<Link>;

    /// <summary>Where the relation leads, to be read from there; null where there is no such relation, or it is a template, an action, or leads elsewhere.</summary>
    internal IReadOnlyList<string>? TargetsOf(string rel) => Find(rel) is not { Affordance: false } relation || rel == "self"
        ? null
        : relation.Target switch
        {
            string href when IsOurs(href) => [href],
            Link { Templated: false } link when IsOurs(link.Href) => [link.Href],
            IReadOnlyList<Link> links when links.All(link => !link.Templated && IsOurs(link.Href)) => [.. links.Select(link => link.Href)],
            _ => null,
        };

    /// <summary>The forms of all affordances, in their order.</summary>
    internal IEnumerable<Template> Templates() =>
        from relation in _relations.Take(_count) where relation.Affordance select FormOf(relation.Rel);

    /// <summary>The form of an affordance.</summary>
    internal abstract Template FormOf(string rel);

    private static bool IsOurs(string href) => href.StartsWith('/') && !href.StartsWith("//", StringComparison.Ordinal);

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
            throw new InvalidOperationException($"The relation '{rel}' stands twice; Links() makes one relation of several links.");

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

internal sealed class Resource<T>(string self, T state, Action<Utf8JsonWriter, T> writeState, Func<T, string, Template>? form) : Resource(self)
{
    internal override void WriteState(Utf8JsonWriter json) => writeState(json, state);

    internal override Template FormOf(string rel) =>
        form is null ? throw Template.Missing(rel) : form(state, rel);
}
