using System.Text.RegularExpressions;
using Hal.Sharing.Api.Hypermedia;

namespace Hal.Sharing.Api.Clients;

/// <summary>What POST says of an OAuth client; without an id it gets a generated one.</summary>
public sealed partial record NewClientRequest(string? Id, string Name) : IRequestDocument<NewClientRequest>
{
    private const int MaxId = 128;
    internal const int MaxName = 200;

    public static NewClientRequest Read(DocumentReader document)
    {
        document.ReadOnly("secret", "createdAt", "updatedAt");
        return new(
            document.Text("id", MaxId, minLength: 1, pattern: IdPattern(), patternDescription: "1 to 128 of A-Z, a-z, 0-9 and . _ @ -, not dots only, not 'me' or 'options'"),
            document.Text("name", MaxName, required: true) ?? "");
    }

    [GeneratedRegex(@"^(?!(me|options|\.+)$)[A-Za-z0-9._@-]+$")]
    private static partial Regex IdPattern();
}

/// <summary>What PUT says of an OAuth client: a name that is left out stays; the secret changes only when asked for.</summary>
public sealed record ClientRequest(string? Name, bool RotateSecret) : IRequestDocument<ClientRequest>
{
    public static ClientRequest Read(DocumentReader document)
    {
        document.ReadOnly("id", "secret", "createdAt", "updatedAt");
        return new(document.Text("name", NewClientRequest.MaxName, minLength: 1), document.Boolean("rotateSecret") ?? false);
    }
}
