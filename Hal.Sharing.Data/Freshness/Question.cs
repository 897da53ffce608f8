namespace Hal.Sharing.Data.Freshness;

/// <summary>What one request asks a shared statement: about the caller, and what the name identifies.</summary>
/// <param name="Part">The part of it, such as a share of an integration; null for the whole.</param>
internal sealed record Question(Caller Caller, string? Name, string? Part);

/// <summary>A question that waits for its row.</summary>
/// <param name="began">When it was asked, as a timestamp of the clock.</param>
internal sealed class OpenQuestion<TRow>(Question question, long began)
{
    // The request continues on another thread, so that it does not hold up the other rows.
    private readonly TaskCompletionSource<Answer<TRow>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Question Question => question;

    public long Began => began;

    /// <summary>How many questions the statement that was sent with this one has; 0 if it was not sent.</summary>
    public int SentWith { get; set; }

    public Task<Answer<TRow>> Task => _answer.Task;

    public void Answer(Answer<TRow> answer) => _answer.TrySetResult(answer);

    public void Fail(Exception failure) => _answer.TrySetException(failure);
}

/// <summary>The caller's facts and the row that was found for the caller.</summary>
/// <param name="Row">Null if there is none, or the caller cannot see it.</param>
internal readonly record struct Answer<TRow>(CallerFacts Caller, TRow? Row);
