namespace Hal.Sharing.Api.Clients;

/// <summary>What POST says of an OAuth client; without an id it gets a generated one.</summary>
public sealed record NewClientRequest(string? Id, string Name) : IRequestDocument<NewClientRequest>
{
    internal const int MaxName = 200;

    public static NewClientRequest Read(DocumentReader document)
    {
        document.ReadOnly("secret", "createdAt", "updatedAt");
        return new(
            document.AccountId("id"),
            document.Text("name", MaxName, required: true) ?? "");
    }
}

/// <summary>What PUT says of an OAuth client: an omitted name stays; the secret changes only on request.</summary>
/// <param name="RevokeFormer">Whether the secret before the last rotation, this one included, becomes invalid at once.</param>
/// <param name="Version">The revision that a form was made of; null otherwise.</param>
public sealed record ClientRequest(string? Name, bool RotateSecret, bool RevokeFormer, string? Version) : IRequestDocument<ClientRequest>, IVersioned
{
    public static ClientRequest Read(DocumentReader document)
    {
        document.ReadOnly("id", "secret", "createdAt", "updatedAt");
        return new(
            document.Text("name", NewClientRequest.MaxName, minLength: 1),
            document.Boolean("rotateSecret") ?? false,
            document.Boolean("revokeFormer") ?? false,
            document.Version());
    }
}
