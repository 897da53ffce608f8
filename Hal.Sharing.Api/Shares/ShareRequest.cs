using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Data.Access;

namespace Hal.Sharing.Api.Shares;

/// <summary>What PUT says of a share: the level, 1 where none is said.</summary>
/// <param name="Version">The revision that a form was made of; null otherwise.</param>
public sealed record ShareRequest(int AccessLevel, string? Version) : IRequestDocument<ShareRequest>
{
    public static ShareRequest Read(DocumentReader document)
    {
        document.ReadOnly("integrationId", "principalId", "createdAt", "updatedAt", "principal");
        return new(ReadLevel(document), document.Version());
    }

    internal static int ReadLevel(DocumentReader document) =>
        document.Int32("accessLevel", min: Data.Access.AccessLevel.View, hint: "use DELETE to revoke") ?? Data.Access.AccessLevel.View;
}

/// <summary>What POST says of a share: with whom, too, for a form cannot fill a path.</summary>
public sealed record NewShareRequest(PrincipalId Principal, int AccessLevel) : IRequestDocument<NewShareRequest>
{
    private const int MaxPrincipalId = 133;

    public static NewShareRequest Read(DocumentReader document)
    {
        document.ReadOnly("integrationId", "createdAt", "updatedAt", "principal");
        var sent = document.Text("principalId", MaxPrincipalId, required: true);
        if (!PrincipalId.TryParse(sent, out var principal) && sent is not null)
            document.Fault("principalId", $"principalId is '{sent}'; send user:<userId> or team:<teamId>.");
        return new(principal ?? default, ShareRequest.ReadLevel(document));
    }
}
