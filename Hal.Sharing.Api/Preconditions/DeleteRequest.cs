namespace Hal.Sharing.Api.Preconditions;

/// <summary>The optional body of DELETE: a form sends the revision from which it was made.</summary>
public sealed record DeleteRequest(string? Version) : IRequestDocument<DeleteRequest>, IVersioned
{
    public static DeleteRequest Read(DocumentReader document) => new(document.Version());
}
