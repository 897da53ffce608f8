using System.Text.RegularExpressions;

namespace Hal.Sharing.Api.ContractChecks.Crawling;

/// <summary>Names kinds of documents, so that the name is also one of a file.</summary>
internal static class KindName
{
    public const string Entry = "entry";

    private static readonly Regex Version = new(@"^v?\d+(\.\d+)*$");
    private static readonly Regex Other = new("[^A-Za-z0-9._-]+");

    // Registered relations that say how documents relate, and not what they are.
    private static readonly HashSet<string> Generic =
    [
        "about", "alternate", "collection", "contents", "current", "edit", "help", "index", "item", "latest-version", "original", "related",
        "search", "start", "up",
    ];

    /// <summary>Returns whether the relation leads from one page of a list to another.</summary>
    public static bool IsPaging(string relation) => relation is "first" or "prev" or "previous" or "next" or "last";

    public static bool IsGeneric(string relation) => Generic.Contains(relation);

    /// <summary>Returns the last part of a profile's address that is no version.</summary>
    public static string OfProfile(string profile)
    {
        var parts = profile.Split(['/', ':', '#'], StringSplitOptions.RemoveEmptyEntries);
        var name = parts.LastOrDefault(part => !Version.IsMatch(part)) ?? profile;
        return Slug(name.EndsWith(".json", StringComparison.Ordinal) ? name[..^5] : name);
    }

    /// <summary>Returns the relation, or the last part of a relation that is an address.</summary>
    public static string OfRelation(string relation) => Slug(relation.Contains("//", StringComparison.Ordinal)
        ? relation.Split(['/', '#'], StringSplitOptions.RemoveEmptyEntries).Last()
        : relation);

    private static string Slug(string name) => Other.Replace(name, "-").Trim('-', '.') is { Length: > 0 } slug ? slug : "document";
}
