namespace Hal.Sharing.Data.Users;

/// <summary>Somebody whom the provider knows and the database does not yet.</summary>
/// <param name="Id">A well-formed user id.</param>
/// <param name="DisplayName">1 to 200 characters.</param>
public sealed record NewUser(string Id, string DisplayName, string? FirstName, string? LastName, string? Email);
