namespace Hal.Sharing.Data.Users;

/// <summary>A stored user.</summary>
/// <param name="CanBeDeleted">Whether nothing prevents a deletion; null if the caller may not delete the user.</param>
public sealed record UserRow(
    string Id,
    string DisplayName,
    string? FirstName,
    string? LastName,
    string? Email,
    bool UserIsSuperuser,
    string? UserManagedBy,
    long Version,
    DateTime CreatedAt,
    bool? CanBeDeleted) : IPageItem
{
    public string Revision => Statements.Revision.Of(Version, CreatedAt);

    int IPageItem.TextSize => Statements.TextSize.Of(DisplayName, FirstName, LastName, Email);
}

/// <summary>A user and what the caller may see and do.</summary>
public sealed record UserView(UserAccess Access, UserRow User);

/// <summary>One page of users, and whether the caller may create users and set their privileges.</summary>
public sealed record UserList(bool CanCreate, bool CanSetPrivileges, Page<UserView> Page);

/// <summary>The properties of a user that a request sets. The commands ignore or refuse what the caller may not set.</summary>
/// <param name="ManagedBy">Null: no party manages the user.</param>
public sealed record UserContent(
    string DisplayName, string? FirstName, string? LastName, string? Email, bool IsSuperuser, string? ManagedBy)
{
    /// <summary>Returns the parameters of the statements that write a user.</summary>
    internal object Values(string id, DateTime now) => new
    {
        id, displayName = DisplayName, firstName = FirstName, lastName = LastName, email = Email, isSuperuser = IsSuperuser,
        managedBy = ManagedBy, now,
    };
}
