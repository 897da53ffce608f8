using Dapper;
using Npgsql;

namespace Hal.Sharing.Tests.Faults;

/// <summary>What the database has of the writers' integrations and of those with the check's names.</summary>
public sealed record WrittenState(
    IReadOnlyList<WrittenState.Integration> Integrations, IReadOnlyDictionary<string, int> Shares,
    IReadOnlyList<WrittenState.Record> Records, IReadOnlyList<string> Written)
{
    /// <param name="ShareCount">As the row has it.</param>
    /// <param name="Counted">As the table of shares has it.</param>
    public sealed record Integration(string Id, string Name, string OwnerId, int ShareCount, int Counted);

    /// <summary>A change record with the values before and after.</summary>
    public sealed record Record(string Action, string Subject, string? Before, string? After);

    public static async Task<WrittenState> ReadAsync(NpgsqlConnection connection, IReadOnlyList<string> written, string names)
    {
        var values = new { ids = written.ToArray(), names };
        var integrations = await connection.QueryAsync<Integration>("""
            select id, name, owner_id as OwnerId, share_count as ShareCount,
                   (select count(*)::int from shares s where s.integration_id = i.id) as Counted
            from integrations i where starts_with(name, @names)
            """, values);
        var shares = await connection.QueryAsync<(string Integration, string Principal, int Level)>(
            "select integration_id, principal_id, access_level from shares where integration_id = any(@ids)", values);
        var records = await connection.QueryAsync<Record>("""
            select action, subject, coalesce(before ->> 'accessLevel', before ->> 'ownerId', before ->> 'name') as Before,
                   case action when 'integration.create' then after ->> 'name'
                        else coalesce(after ->> 'accessLevel', after ->> 'ownerId') end as After
            from changes
            where subject = any(select 'integration:' || unnest(@ids)) or starts_with(after ->> 'name', @names)
               or split_part(substr(subject, 7), '/', 1) = any(@ids) and starts_with(subject, 'share:')
            order by id
            """, values);
        return new(
            [.. integrations], shares.ToDictionary(share => FaultWriter.ShareKey(share.Integration, share.Principal), share => share.Level),
            [.. records], written);
    }

    /// <summary>Returns what contradicts the requests.</summary>
    public IEnumerable<string> Faults(WriteLedger ledger, FaultUsers users)
    {
        var attempts = ledger.Attempts.ToLookup(attempt => attempt.Key);
        var changes = Records.Where(record => record.Action != "integration.create")
            .ToLookup(record => record.Subject, record => new WriteHistory.Change(record.Before, record.After));
        var owners = Integrations.ToDictionary(row => row.Id, row => row.OwnerId);
        return
        [
            .. from id in Written
               from principal in users.Principals
               let key = FaultWriter.ShareKey(id, principal)
               let level = Shares.TryGetValue(key, out var found) ? $"{found}" : null
               from fault in WriteHistory.Faults(key, null, [.. attempts[key]], [.. changes[key]], level)
               select fault,
            .. from id in Written
               let key = FaultWriter.OwnerKey(id)
               from fault in WriteHistory.Faults(
                   key, users.Owner, [.. attempts[key]], [.. changes[key]], owners.GetValueOrDefault(id))
               select fault,
            .. from row in Integrations
               where row.ShareCount != row.Counted
               select $"{row.Id}: share_count is {row.ShareCount}, but there are {row.Counted} shares",
            .. Names(ledger),
        ];
    }

    /// <summary>Exactly once if acknowledged, at most once if unknown, never if refused; and as often in the record of changes.</summary>
    private IEnumerable<string> Names(WriteLedger ledger)
    {
        var rows = Integrations.ToLookup(row => row.Name);
        var creations = Records.Where(record => record.Action == "integration.create").ToLookup(record => record.After);
        var sent = ledger.Attempts.Where(attempt => attempt.Key == FaultWriter.NameKey(attempt.Value ?? "")).ToList();
        foreach (var attempt in sent)
        {
            var (made, recorded) = (rows[attempt.Value!].Count(), creations[attempt.Value].Count());
            var isRight = attempt.Outcome switch
            {
                WriteOutcome.Acknowledged => made == 1,
                WriteOutcome.Unknown => made <= 1,
                WriteOutcome.Refused or WriteOutcome.Absent => made == 0,
                _ => throw new InvalidOperationException($"{attempt.Outcome} is not an outcome."),
            };
            if (!isRight)
                yield return $"{attempt.Value}: {attempt.Outcome}, but there are {made} integrations with this name";
            if (made != recorded)
                yield return $"{attempt.Value}: there are {made} integrations, but {recorded} change records";
        }
        foreach (var row in Integrations.ExceptBy(sent.Select(attempt => attempt.Value), row => row.Name))
            yield return $"{row.Name}: no request has this name";
    }
}
