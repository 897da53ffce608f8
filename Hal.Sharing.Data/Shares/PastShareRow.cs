namespace Hal.Sharing.Data.Shares;

/// <summary>A share as it was at a time, as a caller sees it today.</summary>
/// <param name="UpdatedAt">Since when it had this level.</param>
/// <param name="PrincipalName">The name today; null if the principal was deleted.</param>
/// <param name="GrantedBy">As in <see cref="ShareRow"/>.</param>
public sealed record PastShareRow(
    string PrincipalId,
    int AccessLevel,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    string? PrincipalName,
    string? GrantedBy) : IPageItem
{
    string IPageItem.Id => PrincipalId;

    int IPageItem.TextSize => TextSize.Of(PrincipalName);
}
