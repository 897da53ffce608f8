using Hal.Sharing.Data.Clients;

namespace Hal.Sharing.Api.Clients;

/// <summary>The problems of requests about OAuth clients.</summary>
internal static class ClientProblems
{
    public static ProblemResult SuperusersOnly { get; } = ProblemResult.Forbidden("Only superusers can manage OAuth clients.");

    public static ProblemResult IdTaken(string id) => ProblemResult.Conflict(
        ProblemType.IdTaken,
        $"A user or client has or had the ID '{id}', or one that differs only in case; "
            + "send another ID, or omit it to get a generated one.");

    public static ProblemResult StillManages(ClientRow client) => ProblemResult.Conflict(
        ProblemType.StillManages,
        $"The client '{client.Id}' manages {client.ManagedCount} user{(client.ManagedCount == 1 ? "" : "s")}; "
            + $"release or delete {(client.ManagedCount == 1 ? "the user" : "them")} first.",
        (Relations.Users, Hrefs.Users)).With("count", client.ManagedCount);
}
