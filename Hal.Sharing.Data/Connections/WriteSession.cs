namespace Hal.Sharing.Data.Connections;

/// <summary>Holds one transaction and its connection, and uses neither while a COMMIT is in progress.</summary>
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

    /// <summary>Costs no round trip: Npgsql sends BEGIN with the first statement.</summary>
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
    /// Sends COMMIT without a token that could cancel it (Npgsql would send a cancel request, and with replication the commit could be
    /// lost after it was acknowledged), and stops waiting at the deadline.
    /// </summary>
    /// <remarks>
    /// COMMIT is not sent together with the last statement. That one can wait for a lock: COMMIT could then run after the deadline, and a
    /// timeout or a lost connection during the wait, which is definite now, would be an unknown outcome.
    /// </remarks>
    public Task CommitAsync(CancellationToken deadline)
    {
        _commit = SendAsync();
        return _commit.WaitAsync(deadline);
    }

    /// <summary>A connection whose COMMIT is pending returns to the pool only after the response, or after its socket failed.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_commit.IsCompleted)
            await CloseAsync();
        else
            _ = AbandonAsync();
    }

    private async Task SendAsync()
    {
        // NpgsqlTransaction.CommitAsync observes the connection's command timeout; a separate command need not.
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
