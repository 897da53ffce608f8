namespace Hal.Sharing.Api.Rels;

/// <summary>Members that several requests have.</summary>
internal static class RelMembers
{
    public static readonly RelMember Limit = new("limit", "integer, 1-1000", "the size of a page; 100 where it is left out");
    public static readonly RelMember After = new("after", "text", "where the page starts: an opaque cursor; follow `next` and `prev` instead of making one");
    public static readonly RelMember Level = new("accessLevel", "integer: 1, 2 or 3", "1 view, 2 edit, 3 admin; left out: 1 for a new share. A number above 3 is accepted, counts as 3 and is shown with `effectiveLevel` 3");

    public static RelMember Query(string searches) => new("q", "text, 0-200", $"keeps what has it in {searches}, ignoring case");
}
