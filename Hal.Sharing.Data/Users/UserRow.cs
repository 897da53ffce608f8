using Hal.Sharing.Data.Access;

namespace Hal.Sharing.Data.Users;

/// <summary>One user as he is stored.</summary>
public sealed record UserRow(
    string Id,
    string DisplayName,
    string? FirstName,
    string? LastName,
    string? Email,
    bool UserIsSuperuser,
    string? UserManagedBy);

/// <summary>A user with what the caller may see of him.</summary>
public sealed record UserView(UserAccess Access, UserRow User);
