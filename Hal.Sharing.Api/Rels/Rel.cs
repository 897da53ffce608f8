namespace Hal.Sharing.Api.Rels;

/// <summary>States what a relation means. Its operations are in the OpenAPI document.</summary>
/// <param name="Name">The name with its prefix.</param>
/// <param name="Title">A short noun phrase, or a verb and object.</param>
/// <param name="Meaning">When the relation is present, and what it leads to, as Markdown.</param>
/// <param name="Documents">The documents that have the relation.</param>
public sealed record Rel(string Name, string Title, string Meaning, params string[] Documents)
{
    /// <summary>The name without its prefix: the last segment of the address.</summary>
    public string ShortName => Name[(Name.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
