using Hal.Sharing.Data.Shares;

namespace Hal.Sharing.Api.Shares;

/// <summary>The body of a request about many shares: what to change, and whether one refused change prevents all others.</summary>
/// <param name="Version">The revision of the share list that the client has read; null if it sends none.</param>
public sealed record BulkShareRequest(IReadOnlyList<BulkShareItem> Items, bool IsAtomic, string? Version)
    : IRequestDocument<BulkShareRequest>, IVersioned
{
    /// <summary>A thousand items with the longest IDs, or as the text of a form, have more than the limit of other requests.</summary>
    public const int MaxLength = 256 * 1024;

    internal const string All = "all";
    internal const string Each = "each";
    internal const string ItemsName = "items";

    public static BulkShareRequest Read(DocumentReader document)
    {
        var items = document.Items(ItemsName, BulkShareCommands.MaxItems, ReadItem);
        foreach (var (index, item) in SecondMentions(items))
            document.Fault(Fault.InBody(
                [ItemsName, index, "principalId"], $"principalId is '{item.PrincipalId}' for the second time; send one item for it."));
        var mode = document.Optional("mode", Each.Length);
        if (mode is not (null or All or Each))
            document.Fault("mode", $"mode is '{mode}'; send {All} or {Each}.");
        return new(items, mode != Each, document.Version());
    }

    private static BulkShareItem ReadItem(DocumentReader item)
    {
        item.ReadOnly("integrationId", "effectiveLevel", "createdAt", "updatedAt", "grantedBy", "principal");
        var principalId = ShareRequest.ReadPrincipal(item)?.ToString() ?? "";
        return new(
            principalId,
            item.Int32(
                "accessLevel", min: Data.Access.AccessLevel.View, expected: $"{ShareProblems.Levels}, or null to revoke",
                hint: "send null to revoke"),
            item.IsNull("accessLevel"));
    }

    private static IEnumerable<(int Index, BulkShareItem Item)> SecondMentions(IReadOnlyList<BulkShareItem> items)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return items.Index().Where(item => item.Item.PrincipalId.Length > 0 && !seen.Add(item.Item.PrincipalId));
    }
}
