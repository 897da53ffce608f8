namespace Hal.Sharing.Api.Rels;

/// <summary>Members that several requests have.</summary>
internal static class RelMembers
{
    public static readonly RelMember Limit = new("limit", "integer, 1-1000", "the size of a page; 100 where it is left out");
    public static readonly RelMember After = new("after", "text", "where the page starts: an opaque cursor; follow `next` and `prev` instead of making one");
    public static readonly RelMember Level = new("accessLevel", "integer, 1-2147483647", "1 view, 2 edit, 3 admin; a higher number counts as 3; 1 where it is left out");

    public static RelMember Query(string searches) => new("q", "text", $"keeps what has it in {searches}, ignoring case");
}
