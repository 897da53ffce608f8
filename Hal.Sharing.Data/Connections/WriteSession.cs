namespace Hal.Sharing.Data.Connections;

/// <summary>One transaction on its connection, and the rule that neither is touched while a COMMIT is under way.</summary>
internal sealed class WriteSession : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private Task _commit = Task.CompletedTask;

    private WriteSession(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _connection = connection;
        Transaction = transaction;
    }

    public NpgsqlTransaction Transaction { get; }

    /// <summary>BEGIN costs no round trip: Npgsql sends it in front of the first statement.</summary>
    public static async Task<WriteSession> OpenAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);
        try
        {
            // Sends nothing, so there is nothing to cancel.
            return new WriteSession(connection, await connection.BeginTransactionAsync(CancellationToken.None));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Sends COMMIT with nothing that could cancel it (Npgsql would send a cancel request, and with replication the
    /// commit could be lost after it was acknowledged), and stops waiting at the deadline.
    /// </summary>
    public Task CommitAsync(CancellationToken deadline)
    {
        _commit = SendAsync();
        return _commit.WaitAsync(deadline);
    }

    /// <summary>A connection whose COMMIT is unanswered does not go back to the pool before the answer came or the socket died.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_commit.IsCompleted)
            await CloseAsync();
        else
            _ = AbandonAsync();
    }

    private async Task SendAsync()
    {
        // NpgsqlTransaction.CommitAsync obeys the connection's command timeout; a command of our own need not.
        await using var commit = new NpgsqlCommand("commit", _connection, Transaction) { CommandTimeout = 0 };
        await commit.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private async Task AbandonAsync()
    {
        await _commit.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await CloseAsync();
    }

    private async Task CloseAsync()
    {
        await Transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
