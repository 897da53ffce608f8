namespace Hal.Sharing.Data.Access;

/// <summary>What a share permits: 1 view, 2 edit, 3 admin. Any positive number is stored as sent; a higher one counts as 3.</summary>
public static class AccessLevel
{
    public const int View = 1;
    public const int Edit = 2;
    public const int Admin = 3;

    /// <summary>The level that counts: 0 for no share, at most 3.</summary>
    public static int Effective(int? stored) => Math.Clamp(stored ?? 0, 0, Admin);

    /// <summary>Returns the level with the word for what counts: <c>2 (edit)</c>, <c>7 (admin)</c>.</summary>
    /// <param name="stored">From 1.</param>
    public static string Show(int stored) => $"{stored} ({(Effective(stored) switch { View => "view", Edit => "edit", _ => "admin" })})";
}
