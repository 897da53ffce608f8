using System.Globalization;

namespace Hal.Sharing.Data.History;

/// <summary>A recorded change as a caller sees it now.</summary>
/// <param name="Number">Its place in the record. Never shown: see <see cref="ChangeCipher"/>.</param>
/// <param name="By">Who made it: a user or an OAuth client; null if the caller cannot see them.</param>
/// <param name="Party">By which authorized party; null if there was none, or if the caller may not see it.</param>
/// <param name="Team">On behalf of which team; null as for the party.</param>
/// <param name="Action">As it is stored.</param>
/// <param name="Subject">As it is stored: the kind, a colon, and one ID or two with a slash between them.</param>
/// <param name="Before">The state before the change as JSON, as stored; null if there was none, or if the caller may not see it.</param>
/// <param name="After">The state after it, likewise.</param>
/// <param name="ReadsIntegration">Whether the integration of the subject exists, and the caller can read it.</param>
/// <param name="HasShare">Whether the share exists and the caller can read it.</param>
/// <param name="HasPrincipal">Whether the principal that the change concerns exists.</param>
/// <param name="HasTeam">Whether the team exists.</param>
/// <param name="HasMember">Whether the user is a member of the team, and the caller can read its members.</param>
public sealed record ChangeRow(
    long Number,
    DateTime At,
    string? By,
    string? Party,
    string? Team,
    string Action,
    string Subject,
    string? Before,
    string? After,
    bool ReadsIntegration,
    bool HasShare,
    bool HasPrincipal,
    bool HasTeam,
    bool HasMember) : IPageItem
{
    string IPageItem.Id => Number.ToString(CultureInfo.InvariantCulture);

    int IPageItem.TextSize => Statements.TextSize.Of(Before, After);
}

/// <summary>A change with its opaque ID.</summary>
/// <param name="CanRestore">Whether the caller can bring back the state before it now.</param>
public sealed record ChangeView(string Id, ChangeRow Change, bool CanRestore = false);

/// <summary>What a page of a history begins behind.</summary>
/// <param name="After">The number of the last change of the page before; changes are in descending order.</param>
public sealed record HistoryPosition(PageRequest Page, long After);

/// <summary>One page of the history of an integration that the caller can read.</summary>
public sealed record IntegrationHistory(string IntegrationId, IntegrationAccess Access, Page<ChangeView> Page);

/// <summary>One page of the history of a team; null if the caller cannot see it.</summary>
public sealed record TeamHistory(string TeamId, TeamAccess Access, Page<ChangeView>? Page);

/// <summary>One page of all changes; null if the caller cannot see them.</summary>
public sealed record FullHistory(Page<ChangeView>? Page);
