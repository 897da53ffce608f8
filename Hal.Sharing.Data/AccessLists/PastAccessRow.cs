using Hal.Sharing.Data.PastStates;

namespace Hal.Sharing.Data.AccessLists;

/// <summary>A user who could reach an integration at a time.</summary>
/// <param name="DisplayName">The name today; null if the user was deleted.</param>
/// <param name="Paths">How many paths the reader gets as reasons.</param>
public sealed record PastAccessUserRow(string UserId, string? DisplayName, AccessTies Ties, int Paths) : IPageItem
{
    string IPageItem.Id => UserId;

    int IPageItem.TextSize => TextSize.Of(DisplayName);
}

/// <summary>Why a user could reach an integration at a time, as far as the caller can see it today.</summary>
/// <param name="DisplayName">The name today; null if the user was deleted.</param>
/// <param name="Reasons">Null if the user had no access, does not exist or is hidden.</param>
/// <param name="Deleted">The principals on the paths that were deleted since.</param>
public sealed record PastExplanation(
    PastIntegration Integration, string UserId, string? DisplayName, AccessReasons? Reasons, IReadOnlySet<string> Deleted);
