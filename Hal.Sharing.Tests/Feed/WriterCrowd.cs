using Dapper;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Feed;

/// <summary>Transactions that write changes at the same time, and wait for random times before they commit or roll back.</summary>
internal static class WriterCrowd
{
    /// <summary>The last change, which is written when all others have ended.</summary>
    public const string End = "end";

    private const string InsertSql = """
        insert into changes (at, user_id, action, subject, after)
        values (clock_timestamp(), 'admin', 'share.put', 'share:' || @name || '/user:admin', '{"accessLevel": 1}')
        """;

    /// <summary>Returns the names of the changes that were committed, without <see cref="End"/>.</summary>
    public static async Task<IReadOnlySet<string>> WriteAsync(DataStack stack, int writers, int transactions, int seed)
    {
        var names = await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(
            () => WriteAsync(stack, $"w{writer}", transactions, new Random(seed + writer)))));
        await stack.ExecuteAsync(InsertSql, new { name = End });
        return names.SelectMany(name => name).ToHashSet();
    }

    private static async Task<List<string>> WriteAsync(DataStack stack, string writer, int transactions, Random random)
    {
        var committed = new List<string>();
        await using var connection = await stack.OutsideAsync();
        for (var number = 0; number < transactions; number++)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            var names = Enumerable.Range(0, random.Next(1, 4)).Select(change => $"{writer}-{number}-{change}").ToList();
            foreach (var name in names)
            {
                await connection.ExecuteAsync(InsertSql, new { name }, transaction);
                await Task.Delay(random.Next(8));
            }
            if (random.Next(10) == 0)
            {
                await transaction.RollbackAsync();
                continue;
            }
            await transaction.CommitAsync();
            committed.AddRange(names);
        }
        return committed;
    }
}
