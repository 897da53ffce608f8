using System.Collections.Concurrent;

namespace Hal.Sharing.Data.Connections;

/// <summary>
/// Cancels statements on threads of its own. To cancel a statement, Npgsql opens another connection and blocks until PostgreSQL has closed
/// it. If PostgreSQL does not answer, that takes as long as opening a connection may take: on the threads of the pool, a few canceled
/// requests would then delay all others.
/// </summary>
internal static class StatementCanceller
{
    private const int Threads = 2;
    private static readonly BlockingCollection<CancellationTokenSource> Waiting = Start();

    public static void Cancel(CancellationTokenSource statements) => Waiting.Add(statements);

    private static BlockingCollection<CancellationTokenSource> Start()
    {
        var waiting = new BlockingCollection<CancellationTokenSource>();
        for (var i = 0; i < Threads; i++)
            new Thread(() => Run(waiting)) { IsBackground = true, Name = nameof(StatementCanceller) }.Start();
        return waiting;
    }

    private static void Run(BlockingCollection<CancellationTokenSource> waiting)
    {
        foreach (var statements in waiting.GetConsumingEnumerable())
        {
            try
            {
                statements.Cancel();
            }
            catch (AggregateException)
            {
                // A callback failed. The statement ends with its connection.
            }
        }
    }
}
