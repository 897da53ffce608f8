namespace Hal.Sharing.Api.Rels;

/// <summary>Is a part of a page that can be written as HTML and as Markdown. Texts are Markdown with <c>`code`</c> and links.</summary>
internal abstract record Block
{
    private Block()
    {
    }

    public sealed record Heading(string Text) : Block;

    public sealed record Paragraph(string Text) : Block;

    public sealed record Items(IReadOnlyList<string> Texts) : Block;

    public sealed record Table(IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows) : Block;

    /// <summary>Plain text, shown as it is.</summary>
    public sealed record Listing(string Text) : Block;
}
