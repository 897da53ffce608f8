using System.Collections.Concurrent;
using System.Diagnostics;
using Hal.Sharing.Data.Telemetry;

namespace Hal.Sharing.Data.Freshness;

/// <summary>
/// Sends the questions of many requests in one statement. Usually one statement is in progress; a question that arrives then waits, and
/// the next statement takes up to 64 of those that wait. So a single request goes alone and at once, and under load a round trip and the
/// work around it are _shared. Nothing is kept: a question is sent after its request arrived, so its row is never older than the request.
/// </summary>
internal sealed class SharedStatement<TRow>
    where TRow : class
{
    private const int MostQuestions = 64;

    /// <summary>With less time, a question is not sent: it would end the statement for the others.</summary>
    private static readonly TimeSpan LeastTime = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentQueue<OpenQuestion<TRow>> _waiting = new();
    private readonly ConcurrentBag<SharedCommand> _commands = [];
    private readonly SharedStatements _shared;
    private readonly string _sql;
    private readonly Func<NpgsqlDataReader, Question, CallerFacts, TRow?> _read;
    private readonly StatementLoop _loop;

    public SharedStatement(SharedStatements shared, string sql, Func<NpgsqlDataReader, Question, CallerFacts, TRow?> read)
    {
        (_shared, _sql, _read) = (shared, sql, read);
        _loop = new StatementLoop(shared.Clock, () => !_waiting.IsEmpty, () => SendAsync(Take()));
    }

    /// <summary>Returns the answer of a shared statement or, if it cannot be shared, of the ordinary statement.</summary>
    /// <param name="question">The caller, and what is read.</param>
    /// <param name="ordinary">Reads the same with a statement of its own.</param>
    /// <param name="cancellationToken">The caller's cancellation.</param>
    /// <exception cref="CallerRefusedException">The caller's facts no longer justify the token.</exception>
    public async Task<TRow?> ReadAsync(
        Question question, Func<NpgsqlConnection, CancellationToken, Task<TRow?>> ordinary, CancellationToken cancellationToken)
    {
        var began = _shared.Clock.GetTimestamp();
        if (await TryReadAsync(question, cancellationToken) is { } answer)
            return answer.Row;
        var alone = _shared.Clock.GetTimestamp();
        try
        {
            return await _shared.Database.ReadWithinAsync(
                ordinary, _shared.Limit - _shared.Clock.GetElapsedTime(began), cancellationToken);
        }
        finally
        {
            _shared.Slow.ObserveAlone(question.Caller, _shared.Clock.GetElapsedTime(alone));
        }
    }

    /// <summary>Returns null if the question cannot be shared, or the statement failed and another question can be the cause.</summary>
    /// <inheritdoc cref="ReadAsync" path="/exception"/>
    public async Task<Answer<TRow>?> TryReadAsync(Question question, CancellationToken cancellationToken)
    {
        if (!_shared.MayShare(question.Caller))
            return null;
        try
        {
            var open = Ask(question);
            Answer<TRow> answer;
            using (_shared.Slots.ParkForSharedStatement())
                answer = await open.Task.WaitAsync(cancellationToken);
            StatementSpans.TagShared(open.SentWith, _shared.Clock.GetElapsedTime(open.Began));
            answer.Caller.Of(question.Caller);
            return answer;
        }
        catch (Exception failure) when (CanBeOfAnother(failure))
        {
            return null;
        }
    }

    /// <summary>
    /// Returns whether another question can have made the statement fail, or exceed its time. An unavailable database fails every
    /// statement, and this one has been retried already.
    /// </summary>
    private static bool CanBeOfAnother(Exception failure) => failure switch
    {
        OperationCanceledException or CallerRefusedException => false,
        DatabaseUnavailableException unavailable =>
            unavailable.InnerException is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled },
        _ => true,
    };

    private OpenQuestion<TRow> Ask(Question question)
    {
        var open = new OpenQuestion<TRow>(question, _shared.Clock.GetTimestamp());
        _waiting.Enqueue(open);
        _loop.Look();
        return open;
    }

    /// <summary>Returns the next questions; those whose time is over are answered.</summary>
    private List<OpenQuestion<TRow>> Take()
    {
        var questions = new List<OpenQuestion<TRow>>();
        while (questions.Count < MostQuestions && _waiting.TryDequeue(out var question))
        {
            if (Remaining(question) > LeastTime)
                questions.Add(question);
            else
                question.Fail(RetryTable.Final(FailureKind.TooSlow, new TimeoutException())!);
        }
        return questions;
    }

    private TimeSpan Remaining(OpenQuestion<TRow> question) => _shared.Limit - _shared.Clock.GetElapsedTime(question.Began);

    private async Task SendAsync(List<OpenQuestion<TRow>> questions)
    {
        if (questions.Count == 0)
            return;
        SharingMeter.CountQuestions(questions.Count);
        foreach (var question in questions)
            question.SentWith = questions.Count;
        var limit = Remaining(questions[0]);
        try
        {
            var answers = await SendOnceAsync(questions, limit);
            for (var i = 0; i < answers.Length; i++)
                questions[i].Answer(answers[i]);
        }
        catch (Exception failure)
        {
            // The first question is the oldest. Those with more time than it can still ask alone.
            var isOutOfTime = Remaining(questions[0]) < LeastTime;
            foreach (var question in questions)
            {
                var canAskAlone = isOutOfTime && Remaining(question) > LeastTime;
                question.Fail(canAskAlone ? new TimeoutException("The time of another question is over.") : failure);
            }
        }
    }

    private Task<Answer<TRow>[]> SendOnceAsync(List<OpenQuestion<TRow>> questions, TimeSpan limit) =>
        _shared.Database.ReadWithinAsync(async (connection, cancel) =>
        {
            // A command that fails, or is not waited for, is not used again.
            if (!_commands.TryTake(out var command))
                command = new(_sql);
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
            var (number, facts) = SharedSql.Read(reader);
            var question = questions[number - 1].Question;
            // The rows are made one by one, so the time since the one before, or since the start, is what this one took.
            var (began, at) = SharedSql.ReadTimes(reader);
            _shared.Slow.Observe(question.Caller, at - (before ?? began));
            before = at;
            answers[number - 1] = new(facts, _read(reader, question, facts));
            count++;
        }
        return count == answers.Length ? answers : throw new UnreachableException($"{count} rows for {answers.Length} questions.");
    }
}
