namespace Hal.Sharing.Data.Users;

/// <summary>A user that the provider knows and the database does not know yet.</summary>
/// <param name="Id">A well-formed user ID.</param>
/// <param name="DisplayName">1 to 200 characters.</param>
public sealed record NewUser(string Id, string DisplayName, string? FirstName, string? LastName, string? Email);
