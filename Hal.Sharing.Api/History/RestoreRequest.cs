namespace Hal.Sharing.Api.History;

/// <summary>The optional body of a restore: nothing has to be said beside the change in the address.</summary>
public sealed record RestoreRequest : IRequestDocument<RestoreRequest>
{
    public static RestoreRequest Read(DocumentReader document) => new();
}
