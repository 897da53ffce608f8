using NpgsqlTypes;

namespace Hal.Sharing.Data.Freshness;

/// <summary>
/// The command of a shared statement. It is used again for other questions, because its parameters then keep what they know of their types.
/// </summary>
internal sealed class SharedCommand : IDisposable
{
    private const NpgsqlDbType Texts = NpgsqlDbType.Array | NpgsqlDbType.Text;

    private readonly NpgsqlCommand _command;
    private readonly NpgsqlParameter<string?[]> _callers = new() { NpgsqlDbType = Texts };
    private readonly NpgsqlParameter<string?[]> _parties = new() { NpgsqlDbType = Texts };
    private readonly NpgsqlParameter<string?[]> _teams = new() { NpgsqlDbType = Texts };
    private readonly NpgsqlParameter<bool[]> _acted = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Boolean };
    private readonly NpgsqlParameter<string?[]> _names = new() { NpgsqlDbType = Texts };
    private readonly NpgsqlParameter<string?[]> _parts = new() { NpgsqlDbType = Texts };

    public SharedCommand(string sql) =>
        _command = new(sql) { Parameters = { _callers, _parties, _teams, _acted, _names, _parts } };

    public Task<NpgsqlDataReader> ExecuteReaderAsync<TRow>(
        NpgsqlConnection connection, List<OpenQuestion<TRow>> questions, CancellationToken cancellationToken)
    {
        _command.Connection = connection;
        _callers.TypedValue = Values(questions, static question => question.Caller.Id);
        _parties.TypedValue = Values(questions, static question => question.Caller.AuthorizedParty);
        _teams.TypedValue = Values(questions, static question => question.Caller.TeamId);
        _acted.TypedValue = Values(questions, static question => question.Caller.IsActedFor);
        _names.TypedValue = Values(questions, static question => question.Name);
        _parts.TypedValue = Values(questions, static question => question.Part);
        return _command.ExecuteReaderAsync(cancellationToken);
    }

    public void Dispose() => _command.Dispose();

    private static T[] Values<TRow, T>(List<OpenQuestion<TRow>> questions, Func<Question, T> value)
    {
        var values = new T[questions.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = value(questions[i].Question);
        return values;
    }
}
