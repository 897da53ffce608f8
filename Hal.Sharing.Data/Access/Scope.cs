namespace Hal.Sharing.Data.Access;

/// <summary>What a user may let a team do; the names of the teams API.</summary>
public static class Scope
{
    public const string DataRead = "data:read";
    public const string DataWrite = "data:write";

    /// <summary>Every scope that can be granted, in the order in which responses list them.</summary>
    public static IReadOnlyList<string> All { get; } = [DataRead, DataWrite, "admin", "openid", "profile", "offline_access"];

    /// <summary>Returns the scopes without duplicates, in the order of <see cref="All"/>, and without unknown ones.</summary>
    public static IReadOnlyList<string> InOrder(IEnumerable<string> scopes)
    {
        var wanted = scopes.ToHashSet(StringComparer.Ordinal);
        return [.. All.Where(wanted.Contains)];
    }
}
