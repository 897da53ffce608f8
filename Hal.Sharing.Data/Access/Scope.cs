namespace Hal.Sharing.Data.Access;

/// <summary>What a user may let a team do; the names of the teams API.</summary>
public static class Scope
{
    public const string DataRead = "data:read";
    public const string DataWrite = "data:write";

    /// <summary>Every scope that can be granted, in the order in which they are given back.</summary>
    public static IReadOnlyList<string> All { get; } = [DataRead, DataWrite, "admin", "openid", "profile", "offline_access"];

    /// <summary>The scopes as a set, in the order of <see cref="All"/>; what is no scope is left out.</summary>
    public static IReadOnlyList<string> InOrder(IEnumerable<string> scopes)
    {
        var wanted = scopes.ToHashSet(StringComparer.Ordinal);
        return [.. All.Where(wanted.Contains)];
    }
}
