namespace Hal.Sharing.Tests.Linearizability;

/// <summary>One operation of a concurrent history.</summary>
/// <param name="Invoked">When the request was sent.</param>
/// <param name="Returned">When the response had arrived. Without a response: never, because it can still take effect.</param>
/// <param name="Observed">The response; null if the outcome is unknown.</param>
internal sealed record Operation<TRequest, TResponse>(int Writer, TRequest Request, long Invoked, long Returned, TResponse? Observed)
    where TResponse : class
{
    public const long Never = long.MaxValue;

    public override string ToString() => $"{Writer}: [{Invoked}, {(Returned == Never ? "…" : Returned)}] {Request} -> {Observed}";
}

/// <summary>
/// Decides whether the operations of a history can be put in one order that respects their times and explains every response. The search
/// is that of Wing and Gong, "Testing and Verifying Concurrent Objects" (1993), with the memory of visited configurations of Lowe,
/// "Testing for linearizability" (2017). An operation without a response can take effect at any time after its invocation, or never.
/// </summary>
/// <param name="apply">
/// The sequential specification. Returns the state after the operation, or null if that state does not permit the observed response.
/// </param>
internal sealed class Linearization<TState, TRequest, TResponse>(
    IReadOnlyList<Operation<TRequest, TResponse>> history, Func<TState, Operation<TRequest, TResponse>, TState?> apply)
    where TState : class, IEquatable<TState>
    where TResponse : class
{
    private const int Most = 64;

    private readonly HashSet<(ulong Done, TState State)> _visited = [];

    /// <summary>Returns an order that explains the history; null if there is none.</summary>
    public IReadOnlyList<Operation<TRequest, TResponse>>? Find(TState initial)
    {
        if (history.Count > Most)
            throw new InvalidOperationException($"A history has at most {Most} operations.");
        var order = new Stack<Operation<TRequest, TResponse>>();
        return Search(initial, 0, order) ? [.. order.Reverse()] : null;
    }

    private bool Search(TState state, ulong done, Stack<Operation<TRequest, TResponse>> order)
    {
        var open = Enumerable.Range(0, history.Count).Where(i => (done & (1UL << i)) == 0).ToList();
        if (open.All(i => history[i].Observed is null))
            return true;
        if (!_visited.Add((done, state)))
            return false;
        // What was invoked after the first open response cannot come before the operation with that response.
        var firstReturn = open.Min(i => history[i].Returned);
        foreach (var i in open.Where(i => history[i].Invoked <= firstReturn))
        {
            if (apply(state, history[i]) is not { } next)
                continue;
            order.Push(history[i]);
            if (Search(next, done | (1UL << i), order))
                return true;
            order.Pop();
        }
        return false;
    }
}
