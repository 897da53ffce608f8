namespace Hal.Sharing.Data.Principals;

/// <summary>Whatever may own or receive. What kind it is stands in the id.</summary>
public sealed record PrincipalRow(string Id, string Name) : IPageItem
{
    int IPageItem.TextSize => TextSize.Of(Name);
}

/// <summary>Which principals are wanted.</summary>
/// <param name="Text">Contained in id or name, ignoring case; null: any.</param>
/// <param name="Kind">Null: users and teams.</param>
public sealed record PrincipalFilter(string? Text, Access.PrincipalKind? Kind);
