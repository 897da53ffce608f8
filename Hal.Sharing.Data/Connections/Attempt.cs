using System.Diagnostics.CodeAnalysis;

namespace Hal.Sharing.Data.Connections;

/// <summary>
/// One attempt of a call. An attempt that does not end in time is abandoned: nothing waits for it, and it cannot send COMMIT any more.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "An abandoned attempt is canceled later.")]
internal sealed class Attempt
{
    private readonly Lock _changing = new();

    private readonly CancellationTokenSource _statements = new();
    private bool _isAbandoned;

    public Phase Phase { get; private set; } = Phase.Opening;

    /// <summary>Cancels statements. COMMIT does not observe it.</summary>
    public CancellationToken Statements => _statements.Token;

    /// <exception cref="OperationCanceledException">The attempt was abandoned.</exception>
    public void Enter(Phase phase)
    {
        lock (_changing)
        {
            if (_isAbandoned)
                throw new OperationCanceledException("The attempt was abandoned.");
            Phase = phase;
        }
    }

    /// <summary>Returns false if COMMIT was sent: then only its answer tells what was changed.</summary>
    public bool TryAbandon()
    {
        lock (_changing)
        {
            if (Phase is Phase.Committing)
                return false;
            _isAbandoned = true;
        }
        CancelStatements();
        return true;
    }

    public void CancelStatements() => StatementCanceller.Cancel(_statements);
}
