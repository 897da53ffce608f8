using System.Text.Json;
using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>A request that must be refused, and the expected response.</summary>
/// <param name="Problem">The last segment of the problem's type; null if the response is not a problem.</param>
/// <param name="Says">A text that the detail or one of the errors must contain: the value, or what to do.</param>
public sealed record Bad(RawRequest Request, int Status, string? Problem, string? Says = null)
{
    /// <summary>Kestrel refuses the request itself, without a body.</summary>
    public bool IsBare { get; init; }
}

/// <summary>Sends a table of bad requests to a real server, and checks every response and that no request changed anything.</summary>
public abstract class BadRequests(ListeningServer server, ITestOutputHelper output)
{
    private static readonly string[] Forbidden = ["Exception", "   at ", "Npgsql", "PostgreSQL", "select ", "Microsoft.", "System."];

    protected ListeningServer Server => server;

    protected async Task AllAreRefusedAsync(IReadOnlyList<Bad> table)
    {
        var before = await server.DigestAsync();
        var complaints = new List<string>();
        foreach (var row in table)
        {
            var answer = await server.SendAsync(row.Request);
            complaints.AddRange(Judge(row, answer)
                .Select(complaint => $"{row.Request}\n    {complaint}\n    {answer.Status} {answer.Text}"));
        }
        output.WriteLine($"{table.Count} requests");
        complaints.Should().BeEmpty();
        (await server.DigestAsync()).Should().Equal(before, "a refused request changes nothing");
    }

    protected static IEnumerable<string> Judge(Bad row, RawAnswer answer)
    {
        if (answer.Status != row.Status)
            yield return $"answered {answer.Status} instead of {row.Status}";
        if (Forbidden.FirstOrDefault(text => answer.Text.Contains(text, StringComparison.Ordinal)) is { } leak)
            yield return $"shows '{leak}'";
        if (row.IsBare && answer.Body.Length == 0)
            yield break;
        if (row.Problem is null || row.Request.Method == "HEAD")
            yield break;
        foreach (var complaint in JudgeProblem(row, answer))
            yield return complaint;
    }

    private static IEnumerable<string> JudgeProblem(Bad row, RawAnswer answer)
    {
        if (answer.Header("content-type") != "application/problem+json")
        {
            yield return $"is '{answer.Header("content-type")}'";
            yield break;
        }
        var problem = answer.Json();
        if (Text(problem, "type") != $"/problems/{row.Problem}")
            yield return $"type is {Text(problem, "type")}";
        if (Text(problem, "title") is not { Length: > 5 })
            yield return "has no title";
        if (!problem.TryGetProperty("status", out var status) || status.GetInt32() != answer.Status)
            yield return "status differs";
        if (Text(problem, "detail") is not { Length: > 10 })
            yield return "has no detail";
        if (Text(problem, "instance") is not ['/', ..])
            yield return "has no instance";
        if (Text(problem, "traceId") is not { Length: >= 16 })
            yield return "has no traceId";
        if (row.Says is not null && !Texts(problem).Any(text => text.Contains(row.Says, StringComparison.Ordinal)))
            yield return $"does not say '{row.Says}'";
        if (answer.Status == 405 && answer.Header("allow").Length == 0)
            yield return "has no Allow";
        if (answer.Status == 401 && answer.Header("www-authenticate").Length == 0)
            yield return "has no WWW-Authenticate";
    }

    private static string? Text(JsonElement problem, string name) =>
        problem.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IEnumerable<string> Texts(JsonElement problem)
    {
        yield return Text(problem, "detail") ?? "";
        if (problem.TryGetProperty("errors", out var errors))
            foreach (var error in errors.EnumerateArray())
                yield return $"{Text(error, "pointer")}{Text(error, "parameter")}: {Text(error, "detail")}";
    }
}
