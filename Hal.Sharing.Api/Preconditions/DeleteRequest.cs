namespace Hal.Sharing.Api.Preconditions;

/// <summary>What DELETE may say: nothing, or, sent by a form, which revision is meant.</summary>
public sealed record DeleteRequest(string? Version) : IRequestDocument<DeleteRequest>
{
    public static DeleteRequest Read(DocumentReader document) => new(document.Version());
}
