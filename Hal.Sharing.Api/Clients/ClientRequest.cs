namespace Hal.Sharing.Api.Clients;

/// <summary>The body of POST for an OAuth client; an omitted ID is generated.</summary>
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

/// <summary>The body of PUT for an OAuth client. An omitted name is kept; the secret changes only on request.</summary>
/// <param name="RevokeFormer">Whether the secret before the last rotation, including this one, becomes invalid at once.</param>
/// <param name="Version">The revision on which a form is based; null if there is no form.</param>
public sealed record ClientRequest(string? Name, bool RotateSecret, bool RevokeFormer, string? Version)
    : IRequestDocument<ClientRequest>, IVersioned
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
