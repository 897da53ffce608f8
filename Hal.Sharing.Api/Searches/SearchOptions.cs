namespace Hal.Sharing.Api.Searches;

/// <summary>The section <c>Search</c> of the configuration.</summary>
public sealed class SearchOptions
{
    public const string Section = "Search";

    /// <summary>How many searches of one caller can be in progress at once.</summary>
    public int MaxPerCaller { get; set; } = 4;

    /// <summary>Describes the error in the configuration; null if there is none.</summary>
    public string? Fault => MaxPerCaller < 1 ? $"Search:MaxPerCaller is {MaxPerCaller}; it must be at least 1." : null;
}
