namespace Hal.Sharing.Data.Users;

/// <summary>One user as he is stored.</summary>
/// <param name="CanBeDeleted">Whether nothing stands against his deletion; null where nobody who may delete him asks.</param>
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

/// <summary>A user with what the caller may see of him and do with him.</summary>
public sealed record UserView(UserAccess Access, UserRow User);

/// <summary>One page of users, whether the caller may create one, and say of it what superusers may.</summary>
public sealed record UserList(bool CanCreate, bool CanSetPrivileges, Page<UserView> Page);

/// <summary>What a request says of a user; what the caller may not say does not count or is refused, see the command.</summary>
/// <param name="ManagedBy">Null: nobody manages him.</param>
public sealed record UserContent(
    string DisplayName, string? FirstName, string? LastName, string? Email, bool IsSuperuser, string? ManagedBy);
