using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Hal.Sharing.Data.Statements;

/// <summary>
/// The text of a constant in the form that PostgreSQL reads: numbered parameters, and each statement alone. It is made once per process:
/// no request parses SQL.
/// </summary>
internal sealed class PositionalSql
{
    private static readonly ConcurrentDictionary<string, PositionalSql> Known = new(ReferenceEqualityComparer.Instance);

    // Texts, quoted names and comments stay as they are. In operators, another sign comes before the at sign, or a space after it.
    private static readonly Regex Token = new(@"'[^']*'|""[^""]*""|--[^\n]*|(?<end>;)|(?<![\w@<])@(?<name>\w+)");

    private readonly IReadOnlyList<(string Text, IReadOnlyList<string> Names)> _statements;
    private ParameterPlan? _plan;

    private PositionalSql(string sql) => _statements = Split(sql);

    /// <summary>Whether the columns of a result have been compared with the rows that read them; see <see cref="ResultLines"/>.</summary>
    public bool HasCheckedColumns { get; set; }

    /// <param name="sql">A constant: what is made of it is kept by its reference.</param>
    public static PositionalSql Of(string sql) => Known.GetOrAdd(sql, static sql => new(sql));

    /// <summary>Returns the statements, each with the names of its parameters in the order of their numbers.</summary>
    public static IReadOnlyList<(string Text, IReadOnlyList<string> Names)> Split(string sql)
    {
        var statements = new List<(string, IReadOnlyList<string>)>();
        var (text, names, copied) = (new StringBuilder(), new List<string>(), 0);
        foreach (Match token in Token.Matches(sql))
        {
            if (token.Groups["name"] is { Success: true, Value: var name })
            {
                if (!names.Contains(name))
                    names.Add(name);
                text.Append(sql, copied, token.Index - copied).Append('$').Append(names.IndexOf(name) + 1);
                copied = token.Index + token.Length;
            }
            else if (token.Groups["end"].Success)
            {
                End(token.Index);
            }
        }
        End(sql.Length);
        return statements;

        void End(int index)
        {
            text.Append(sql, copied, index - copied);
            copied = index + 1;
            if (text.ToString().Trim() is { Length: > 0 } statement)
                statements.Add((statement, names));
            (text, names) = (new(), []);
        }
    }

    /// <summary>Runs the statements in one round trip. If one fails, the server ignores the rest.</summary>
    public Task<NpgsqlDataReader> ExecuteReaderAsync(NpgsqlConnection connection, in CallerStatement values)
    {
        var plan = PlanFor(values);
        if (_statements is [var (text, _)])
        {
            var command = new NpgsqlCommand(text, connection);
            plan.Add(0, values, command.Parameters);
            return command.ExecuteReaderAsync(values.CancellationToken);
        }
        var batch = new NpgsqlBatch(connection);
        for (var i = 0; i < _statements.Count; i++)
        {
            var command = new NpgsqlBatchCommand(_statements[i].Text);
            plan.Add(i, values, command.Parameters);
            batch.BatchCommands.Add(command);
        }
        return batch.ExecuteReaderAsync(values.CancellationToken);
    }

    /// <summary>A constant nearly always gets its values from objects of one type, so the last plan is kept.</summary>
    private ParameterPlan PlanFor(in CallerStatement values) =>
        _plan is { } plan && plan.Fits(values) ? plan : _plan = new(values, _statements.Select(statement => statement.Names));
}
