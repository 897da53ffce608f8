using System.Collections.Concurrent;
using System.Diagnostics;

namespace Hal.Sharing.Data.Freshness;

/// <summary>
/// Sends the questions of many requests in one statement. At most two statements are in progress; a question that arrives during these
/// waits, and the next statement takes all that wait. So a single request goes alone and at once, and under load a round trip and the work
/// around it are shared. Nothing is kept: a question is sent after its request arrived, and its row is of that time.
/// </summary>
internal sealed class SharedStatement<TRow>(
    SharedStatements shared, string sql, Func<NpgsqlDataReader, Question, CallerFacts, TRow?> read)
    where TRow : class
{
    private const int MostStatements = 2;
    private const int MostQuestions = 64;

    private readonly ConcurrentQueue<OpenQuestion<TRow>> _waiting = new();
    private readonly ConcurrentBag<SharedCommand> _commands = [];
    private int _statements;

    /// <summary>Returns the answer of a shared statement or, if it cannot be shared, of the ordinary statement.</summary>
    /// <param name="question">The caller, and what is read.</param>
    /// <param name="ordinary">Reads the same with a statement of its own.</param>
    /// <param name="cancellationToken">The caller's cancellation.</param>
    /// <exception cref="CallerRefusedException">The caller's facts no longer justify the token.</exception>
    public async Task<TRow?> ReadAsync(
        Question question, Func<NpgsqlConnection, CancellationToken, Task<TRow?>> ordinary, CancellationToken cancellationToken)
    {
        var began = shared.Clock.GetTimestamp();
        return await TryReadAsync(question, cancellationToken) is { } answer
            ? answer.Row
            : await shared.Database.ReadWithinAsync(ordinary, shared.Limit - shared.Clock.GetElapsedTime(began), cancellationToken);
    }

    /// <summary>Returns null if the question cannot be shared, or the statement failed and another question can be the cause.</summary>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    public async Task<Answer<TRow>?> TryReadAsync(Question question, CancellationToken cancellationToken)
    {
        if (!shared.MayShare(question.Caller))
            return null;
        try
        {
            var answer = await AskAsync(question).WaitAsync(cancellationToken);
            answer.Caller.Of(question.Caller);
            return answer;
        }
        catch (Exception failure) when (CanBeOfAnother(failure))
        {
            return null;
        }
    }

    /// <summary>
    /// Returns whether another question can have made the statement fail, or exceed its time. An unavailable database is unavailable for
    /// every statement, and the retries were made.
    /// </summary>
    private static bool CanBeOfAnother(Exception failure) => failure switch
    {
        OperationCanceledException or CallerRefusedException => false,
        DatabaseUnavailableException unavailable =>
            unavailable.InnerException is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled },
        _ => true,
    };

    private Task<Answer<TRow>> AskAsync(Question question)
    {
        var open = new OpenQuestion<TRow>(question, shared.Clock.GetTimestamp());
        _waiting.Enqueue(open);
        if (TryBegin())
        {
            // The statements serve other requests too, so they do not belong to the trace of this one.
            using (ExecutionContext.IsFlowSuppressed() ? default(IDisposable) : ExecutionContext.SuppressFlow())
                _ = SendAllAsync();
        }
        return open.Task;
    }

    private bool TryBegin()
    {
        if (Interlocked.Increment(ref _statements) <= MostStatements)
            return true;
        Interlocked.Decrement(ref _statements);
        return false;
    }

    private async Task SendAllAsync()
    {
        // A question that arrives after the last look at the queue, but before the decrement, has begun nothing: hence the second look.
        do
        {
            while (Take() is { Count: > 0 } questions)
                await SendAsync(questions);
            Interlocked.Decrement(ref _statements);
        }
        while (!_waiting.IsEmpty && TryBegin());
    }

    /// <summary>Returns the next questions; those whose time is over are answered.</summary>
    private List<OpenQuestion<TRow>> Take()
    {
        var questions = new List<OpenQuestion<TRow>>();
        while (questions.Count < MostQuestions && _waiting.TryDequeue(out var question))
        {
            if (Remaining(question) > TimeSpan.Zero)
                questions.Add(question);
            else
                question.Fail(RetryTable.Final(FailureKind.TooSlow, new TimeoutException())!);
        }
        return questions;
    }

    private TimeSpan Remaining(OpenQuestion<TRow> question) => shared.Limit - shared.Clock.GetElapsedTime(question.Began);

    private async Task SendAsync(List<OpenQuestion<TRow>> questions)
    {
        var limit = Remaining(questions[0]);
        try
        {
            // One timer for all. A connection that does not answer, not even to a cancellation, is not waited for.
            var answers = await SendOnceAsync(questions, limit).WaitAsync(limit, shared.Clock);
            for (var i = 0; i < answers.Length; i++)
                questions[i].Answer(answers[i]);
        }
        catch (Exception failure)
        {
            var final = failure is TimeoutException ? RetryTable.Final(FailureKind.TooSlow, failure)! : failure;
            foreach (var question in questions)
                question.Fail(final);
        }
    }

    private Task<Answer<TRow>[]> SendOnceAsync(List<OpenQuestion<TRow>> questions, TimeSpan limit) =>
        shared.Database.ReadWithinAsync(async (connection, cancel) =>
        {
            // A command that fails, or is not waited for, is not used again.
            if (!_commands.TryTake(out var command))
                command = new(sql);
            Answer<TRow>[] answers;
            await using (var reader = await command.ExecuteReaderAsync(connection, questions, cancel))
                answers = await ReadAnswersAsync(reader, questions, cancel);
            _commands.Add(command);
            return answers;
        }, limit, CancellationToken.None);

    private async Task<Answer<TRow>[]> ReadAnswersAsync(
        NpgsqlDataReader reader, List<OpenQuestion<TRow>> questions, CancellationToken cancellationToken)
    {
        var answers = new Answer<TRow>[questions.Count];
        DateTime? before = null;
        var count = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            var (number, at, facts) = SharedSql.Read(reader);
            var question = questions[number - 1].Question;
            // The rows are made one by one, so the time between two of them is what the second one took.
            if (before is not null)
                shared.Slow.Observe(question.Caller, at - before.Value);
            before = at;
            answers[number - 1] = new(facts, read(reader, question, facts));
            count++;
        }
        return count == answers.Length ? answers : throw new UnreachableException($"{count} rows for {answers.Length} questions.");
    }
}
