namespace Hal.Sharing.Data.Access;

/// <summary>What a user may let a team do; the names of the teams API.</summary>
public static class Scope
{
    public const string DataRead = "data:read";
    public const string DataWrite = "data:write";

    /// <summary>Every scope that can be granted, in the order in which they are given back.</summary>
    public static IReadOnlyList<string> All { get; } = [DataRead, DataWrite, "admin", "openid", "profile", "offline_access"];
}
