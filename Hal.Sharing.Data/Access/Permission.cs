namespace Hal.Sharing.Data.Access;

/// <summary>The names of permissions that clients of the two public API documents know.</summary>
public static class Permission
{
    public const string Read = "integration:read";
    public const string Write = "integration:write";
    public const string Share = "integration:share";
    public const string ChangeOwner = "integration:changeOwner";
    public const string ChangeOwnerToTeam = "integration:changeOwnerToTeam";
    public const string Delete = "integration:delete";
}
