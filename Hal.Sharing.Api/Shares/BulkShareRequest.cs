using Hal.Sharing.Data.Shares;

namespace Hal.Sharing.Api.Shares;

/// <summary>
/// The body of a request about many shares: <c>items</c> or, for form clients, which cannot fill in objects, <c>principalIds</c> and one
/// level for all of them.
/// </summary>
/// <param name="IsAtomic">Whether one refused change prevents all others.</param>
/// <param name="Version">The revision of the share list that the client has read; null if it sends none.</param>
public sealed record BulkShareRequest(IReadOnlyList<BulkShareItem> Items, bool IsAtomic, string? Version)
    : IRequestDocument<BulkShareRequest>, IVersioned
{
    /// <summary>A thousand items with the longest IDs have more than the limit of other requests.</summary>
    public const int MaxLength = 256 * 1024;

    internal const string PrincipalIds = "principalIds";
    internal const string All = "all";
    internal const string Each = "each";

    private const string ItemsName = "items";
    private const string Level = "accessLevel";

    public static BulkShareRequest Read(DocumentReader document)
    {
        var isForm = document.Has(PrincipalIds) || (document.Has(Level) && !document.Has(ItemsName));
        var items = isForm ? ReadForm(document) : document.Items(ItemsName, BulkShareCommands.MaxItems, ReadItem);
        if (!isForm && document.Has(Level))
            document.Fault(Level, $"{Level} is sent without {PrincipalIds}; send it in each of the {ItemsName}.");
        foreach (var (index, item) in SecondMentions(items))
            document.Fault(Fault.InBody(
                isForm ? [PrincipalIds] : [ItemsName, index, "principalId"],
                $"'{Truncate.Text(item.PrincipalId)}' is named for the second time; name each principal once."));
        var mode = document.Text("mode", Each.Length);
        if (mode is not (null or All or Each))
            document.Fault("mode", $"mode is '{mode}'; send {All} or {Each}.");
        return new(items, mode != Each, document.Version());
    }

    private static IReadOnlyList<BulkShareItem> ReadForm(DocumentReader document)
    {
        if (document.Has(ItemsName))
            document.Fault(ItemsName, $"{ItemsName} is sent together with {PrincipalIds}; send one of them.");
        var (level, revokes) = ReadLevel(document);
        var sent = document.Words(PrincipalIds);
        if (sent.Count is 0 or > BulkShareCommands.MaxItems)
            document.Fault(PrincipalIds, $"{PrincipalIds} has {sent.Count} IDs; send 1 to {BulkShareCommands.MaxItems}.");
        if (sent.FirstOrDefault(id => id.Length > IdFormat.MaxPrincipalLength || !PrincipalId.TryParse(id, out _)) is { } wrong)
            document.Fault(PrincipalIds, $"{PrincipalIds} has '{Truncate.Text(wrong)}'; send user:<userId> or team:<teamId>.");
        return [.. sent.Select(id => new BulkShareItem(id, level, revokes))];
    }

    private static BulkShareItem ReadItem(DocumentReader item)
    {
        item.ReadOnly("integrationId", "effectiveLevel", "createdAt", "updatedAt", "grantedBy", "principal");
        var principalId = ShareRequest.ReadPrincipal(item)?.ToString() ?? "";
        var (level, revokes) = ReadLevel(item);
        return new(principalId, level, revokes);
    }

    private static (int? Level, bool Revokes) ReadLevel(DocumentReader document) => (
        document.Int32(
            Level, min: Data.Access.AccessLevel.View, expected: $"{ShareProblems.Levels}, or null to revoke"),
        document.IsNull(Level));

    private static IEnumerable<(int Index, BulkShareItem Item)> SecondMentions(IReadOnlyList<BulkShareItem> items)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return items.Index().Where(item => item.Item.PrincipalId.Length > 0 && !seen.Add(item.Item.PrincipalId));
    }
}
