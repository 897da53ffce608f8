namespace Hal.Sharing.Api.Rels;

/// <summary>What one relation means: an entry of the table, and a page. Texts are plain; `backticks` mark code.</summary>
/// <param name="Name">With its prefix, as documents have it.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Meaning">When it is there, and what it leads to.</param>
/// <param name="Documents">The documents that have it.</param>
/// <param name="Requests">What can be sent to its target.</param>
public sealed record Rel(string Name, string Title, string Meaning, string[] Documents, params RelRequest[] Requests)
{
    /// <summary>The last segment of its address.</summary>
    public string ShortName => Name[(Name.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
