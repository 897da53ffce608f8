namespace Hal.Sharing.Api.Shares;

/// <summary>The body of PUT for a share.</summary>
/// <param name="AccessLevel">Null if the body names no level: 1 for a new share, and no change of an existing one.</param>
/// <param name="Version">The revision from which a form was made; null otherwise.</param>
public sealed record ShareRequest(int? AccessLevel, string? Version) : IRequestDocument<ShareRequest>, IVersioned
{
    public static ShareRequest Read(DocumentReader document)
    {
        document.ReadOnly("integrationId", "principalId", "effectiveLevel", "createdAt", "updatedAt", "grantedBy", "principal");
        return new(ReadLevel(document), document.Version());
    }

    /// <summary>Returns null if the principal is absent or invalid.</summary>
    internal static PrincipalId? ReadPrincipal(DocumentReader document)
    {
        var sent = document.Text("principalId", IdFormat.MaxPrincipalLength, required: true);
        if (!PrincipalId.TryParse(sent, out var principal) && sent is not null)
            document.Fault("principalId", $"principalId is '{sent}'; send user:<userId> or team:<teamId>.");
        return principal;
    }

    /// <summary>Returns null if the level is absent or invalid.</summary>
    internal static int? ReadLevel(DocumentReader document)
    {
        const string name = "accessLevel";
        document.RefuseNull(name, ShareProblems.Levels);
        return document.Int32(name, min: Data.Access.AccessLevel.View, expected: ShareProblems.Levels, hint: "use DELETE to revoke");
    }
}

/// <summary>The body of POST for a share. It names the principal too, because a form cannot fill in a path.</summary>
public sealed record NewShareRequest(PrincipalId Principal, int AccessLevel) : IRequestDocument<NewShareRequest>
{
    public static NewShareRequest Read(DocumentReader document)
    {
        document.ReadOnly("integrationId", "effectiveLevel", "createdAt", "updatedAt", "grantedBy", "principal");
        var principal = ShareRequest.ReadPrincipal(document);
        return new(principal ?? default, ShareRequest.ReadLevel(document) ?? Data.Access.AccessLevel.View);
    }
}
