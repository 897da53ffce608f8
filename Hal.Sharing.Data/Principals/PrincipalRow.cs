namespace Hal.Sharing.Data.Principals;

/// <summary>A principal; its ID begins with its kind.</summary>
public sealed record PrincipalRow(string Id, string Name) : IPageItem
{
    int IPageItem.TextSize => TextSize.Of(Name);
}

/// <summary>Selects principals.</summary>
/// <param name="Text">Contained in the ID or name, ignoring case; null for any.</param>
/// <param name="Kind">Null for users and teams.</param>
public sealed record PrincipalFilter(string? Text, Access.PrincipalKind? Kind);
