using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>What a fuzz has been answered, and what is wrong with it.</summary>
/// <param name="operations">Those that the fuzz must reach.</param>
internal sealed class FuzzTally(IEnumerable<string> operations)
{
    private const int MostComplaints = 20;
    private static readonly string[] Leaks = ["Exception", "   at ", "Npgsql", "PostgreSQL", "select ", "Microsoft.", "System."];

    private readonly ConcurrentDictionary<int, int> _statuses = [];
    private readonly ConcurrentDictionary<string, int> _successes = new(operations.Select(name => KeyValuePair.Create(name, 0)));

    public ConcurrentQueue<string> Complaints { get; } = [];

    public IEnumerable<int> Statuses => _statuses.Keys;

    /// <summary>Whether there is enough to read.</summary>
    public bool IsFull => Complaints.Count >= MostComplaints;

    /// <summary>Returns the operations that had fewer successful responses to valid requests.</summary>
    public IEnumerable<string> Below(int count) =>
        _successes.Where(operation => operation.Value < count).Select(operation => $"{operation.Key}: {operation.Value}").Order();

    public void Add(int number, FuzzCase sent, RawAnswer answer)
    {
        _statuses.AddOrUpdate(answer.Status, 1, (_, count) => count + 1);
        if (sent.IsValid && answer.Status is >= 200 and < 400)
            _successes.AddOrUpdate(sent.Operation, 1, (_, count) => count + 1);
        if (Fault(sent, answer) is { } fault)
            Complaints.Enqueue($"request {number}, {sent.Operation}: {fault}\n{Shown(sent)}");
    }

    public override string ToString() =>
        $"{string.Join(", ", _statuses.OrderBy(status => status.Key).Select(status => $"{status.Key}: {status.Value}"))}; "
        + $"fewest successes of an operation: {_successes.MinBy(operation => operation.Value)}";

    private static string? Fault(FuzzCase sent, RawAnswer answer)
    {
        // 505 is Kestrel's response to a damaged HTTP version.
        if (answer.Status >= 500 && answer is not { Status: 505, Body: [] })
            return $"{answer.Status} {answer.Text}";
        if (answer.Status >= 400 && Array.Find(Leaks, leak => answer.Text.Contains(leak, StringComparison.Ordinal)) is { } leak)
            return $"{answer.Status} shows '{leak}': {answer.Text}";
        if (sent.Damaged is null && answer.Status == 0)
            return "no response";
        return sent.Damaged is null && RawExchange.Of(sent.Request, answer) is { } exchange ? Judge(exchange) : null;
    }

    private static string? Judge(Exchange exchange)
    {
        try
        {
            return ApiJudge.Judge(exchange);
        }
        catch (JsonException)
        {
            return $"{exchange.Status}, but the request or the response is not JSON: {exchange.Shown}";
        }
    }

    private static string Shown(FuzzCase sent)
    {
        var bytes = sent.Damaged ?? sent.Request.ToBytes();
        return string.Create(CultureInfo.InvariantCulture, $"{Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 3_000))}");
    }
}
