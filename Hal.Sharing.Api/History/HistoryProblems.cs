namespace Hal.Sharing.Api.History;

/// <summary>The problems of requests about histories.</summary>
internal static class HistoryProblems
{
    public static ProblemResult SuperusersOnly { get; } =
        ProblemResult.Forbidden($"Only superusers can see all changes; those that concern you are in {Hrefs.MyHistory}.");

    public static ProblemResult AdminsOnly(string teamId) => ProblemResult.Forbidden(
        $"Only admins of the team '{teamId}' and superusers can see its history; the role admin is required. " +
        $"Changes that concern you are in {Hrefs.MyHistory}.");
}
