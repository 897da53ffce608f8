namespace Hal.Sharing.Api.Shares;

/// <summary>The body of a preview of a share: the level afterwards.</summary>
/// <param name="AccessLevel">Null, omitted or empty, as forms send it, to preview the revocation.</param>
/// <param name="Version">The revision from which a form was made; null otherwise.</param>
public sealed record SharePreviewRequest(int? AccessLevel, string? Version) : IRequestDocument<SharePreviewRequest>, IVersioned
{
    public static SharePreviewRequest Read(DocumentReader document)
    {
        document.ReadOnly("integrationId", "principalId", "effectiveLevel", "createdAt", "updatedAt", "grantedBy", "principal");
        var level = document.IsEmpty("accessLevel")
            ? null
            : document.Int32(
                "accessLevel", min: Data.Access.AccessLevel.View, expected: $"{ShareProblems.Levels}, or null to preview the revocation");
        return new(level, document.Version());
    }
}
