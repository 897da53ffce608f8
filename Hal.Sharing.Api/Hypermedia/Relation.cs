namespace Hal.Sharing.Api.Hypermedia;

/// <summary>One entry of <c>_links</c>. It needs no <see cref="Link"/> object if it has only an href.</summary>
/// <param name="Rel">The relation.</param>
/// <param name="Target">An href, a <see cref="Link"/>, or a list of links.</param>
/// <param name="Affordance">Whether it is an action that the caller may perform, which other representations show as a form.</param>
internal readonly record struct Relation(string Rel, object Target, bool Affordance);
