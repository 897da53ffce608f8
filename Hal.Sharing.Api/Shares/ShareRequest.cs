namespace Hal.Sharing.Api.Shares;

/// <summary>What PUT says of a share.</summary>
/// <param name="AccessLevel">Null where no level is named: 1 for a new share, and never a change of an existing one.</param>
/// <param name="Version">The revision that a form was made of; null otherwise.</param>
public sealed record ShareRequest(int? AccessLevel, string? Version) : IRequestDocument<ShareRequest>, IVersioned
{
    public static ShareRequest Read(DocumentReader document)
    {
        document.ReadOnly("integrationId", "principalId", "effectiveLevel", "createdAt", "updatedAt", "principal");
        return new(ReadLevel(document), document.Version());
    }

    /// <summary>Null where it is absent or faulty.</summary>
    internal static int? ReadLevel(DocumentReader document)
    {
        const string name = "accessLevel";
        document.RefuseNull(name, ShareProblems.Levels);
        return document.Int32(name, min: Data.Access.AccessLevel.View, expected: ShareProblems.Levels, hint: "use DELETE to revoke");
    }
}

/// <summary>What POST says of a share: with whom, too, for a form cannot fill a path.</summary>
public sealed record NewShareRequest(PrincipalId Principal, int AccessLevel) : IRequestDocument<NewShareRequest>
{
    public static NewShareRequest Read(DocumentReader document)
    {
        document.ReadOnly("integrationId", "effectiveLevel", "createdAt", "updatedAt", "principal");
        var sent = document.Text("principalId", IdFormat.MaxPrincipalLength, required: true);
        if (!PrincipalId.TryParse(sent, out var principal) && sent is not null)
            document.Fault("principalId", $"principalId is '{sent}'; send user:<userId> or team:<teamId>.");
        return new(principal ?? default, ShareRequest.ReadLevel(document) ?? Data.Access.AccessLevel.View);
    }
}
