using System.Buffers;
using Npgsql;

namespace Hal.Sharing.Bench.Twins.Floor;

/// <summary>Reads each document with one statement and writes it; returns false if the caller cannot read it.</summary>
internal sealed class FloorReads(NpgsqlDataSource source)
{
    private static readonly string ShareListSql = Positional(TwinStatements.ShareList);
    private static readonly string ShareSql = Positional(TwinStatements.Share);
    private static readonly string IntegrationSql = Positional(TwinStatements.OneIntegration);
    private static readonly string OwnerSql = Positional(TwinStatements.Owner);
    private static readonly string IntegrationListSql = Positional(TwinStatements.IntegrationList);
    private static readonly string CallerSql = Positional(TwinStatements.Caller);
    private static readonly string TeamsSql = Positional(TwinStatements.Teams);

    public async Task<bool> SharesAsync(IBufferWriter<byte> output, string caller, string id)
    {
        await using var command = Command(ShareListSql, caller, id);
        await using var rows = await command.ExecuteReaderAsync();
        if (!await rows.ReadAsync() || Access(rows, caller) is not { CanRead: true } access)
            return false;
        var (integrationId, shares) = (rows.GetString(1), new List<TwinShare>());
        if (!rows.IsDBNull(5))
        {
            do
                shares.Add(Share(rows));
            while (await rows.ReadAsync());
        }
        ShareDocuments.WriteList(output, integrationId, access, shares);
        return true;
    }

    public async Task<bool> ShareAsync(IBufferWriter<byte> output, string caller, string id, string principal)
    {
        await using var command = Command(ShareSql, caller, id, principal);
        await using var rows = await command.ExecuteReaderAsync();
        if (!await rows.ReadAsync() || Access(rows, caller) is not { CanRead: true } access || rows.IsDBNull(5))
            return false;
        ShareDocuments.WriteOne(output, rows.GetString(1), access, Share(rows));
        return true;
    }

    public async Task<bool> IntegrationAsync(IBufferWriter<byte> output, string caller, string id)
    {
        await using var command = Command(IntegrationSql, caller, id);
        await using var rows = await command.ExecuteReaderAsync();
        if (!await rows.ReadAsync() || Integration(rows, caller) is not { Access.CanRead: true } integration)
            return false;
        IntegrationDocuments.WriteOne(output, integration);
        return true;
    }

    public async Task<bool> OwnerAsync(IBufferWriter<byte> output, string caller, string id)
    {
        await using var command = Command(OwnerSql, caller, id);
        await using var rows = await command.ExecuteReaderAsync();
        if (!await rows.ReadAsync() || Access(rows, caller) is not { CanRead: true } access)
            return false;
        IntegrationDocuments.WriteOwner(output, rows.GetString(1), access, rows.GetString(2), rows.GetString(5));
        return true;
    }

    public async Task<bool> IntegrationsAsync(IBufferWriter<byte> output, string caller)
    {
        await using var command = Command(IntegrationListSql, caller);
        await using var rows = await command.ExecuteReaderAsync();
        var (fetched, total) = (new List<TwinIntegration>(), 0L);
        while (await rows.ReadAsync())
        {
            fetched.Add(Integration(rows, caller));
            total = rows.GetInt64(11);
        }
        IntegrationDocuments.WriteList(output, fetched, total);
        return true;
    }

    public async Task<bool> EntryPointAsync(IBufferWriter<byte> output, string caller)
    {
        await using var command = Command(CallerSql, caller);
        await using var rows = await command.ExecuteReaderAsync();
        if (!await rows.ReadAsync())
            return false;
        CallerDocuments.WriteEntryPoint(output, rows.GetBoolean(0), rows.GetBoolean(1));
        return true;
    }

    public async Task<bool> TeamsAsync(IBufferWriter<byte> output, string caller)
    {
        await using var command = Command(TeamsSql, caller);
        await using var rows = await command.ExecuteReaderAsync();
        var teams = new List<TwinTeam>();
        while (await rows.ReadAsync())
            teams.Add(new(rows.GetString(0), rows.GetString(1), rows.GetString(2), Text(rows, 3), Text(rows, 4), Text(rows, 5),
                rows.GetBoolean(6)));
        CallerDocuments.WriteTeams(output, teams);
        return true;
    }

    private static string Positional(string sql) => sql
        .Replace("@caller", "$1", StringComparison.Ordinal)
        .Replace("@name", "$2", StringComparison.Ordinal)
        .Replace("@principal", "$3", StringComparison.Ordinal);

    private NpgsqlCommand Command(string sql, params ReadOnlySpan<string> values)
    {
        var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = value });
        return command;
    }

    private static TwinAccess Access(NpgsqlDataReader rows, string caller)
    {
        var isOwner = rows.GetBoolean(0) || rows.GetString(2) == $"user:{caller}";
        return new(isOwner, rows.IsDBNull(3) ? 0 : rows.GetInt16(3), rows.IsDBNull(4) ? 0 : rows.GetInt32(4));
    }

    private static TwinShare Share(NpgsqlDataReader rows) => new(
        rows.GetString(5), rows.GetInt32(6), rows.GetDateTime(7), rows.GetDateTime(8), rows.GetString(9), Text(rows, 10));

    private static TwinIntegration Integration(NpgsqlDataReader rows, string caller) => new(
        Access(rows, caller), rows.GetString(1), rows.GetString(5), rows.GetString(6), Text(rows, 7), Text(rows, 8), rows.GetString(2),
        rows.GetDateTime(9), rows.GetDateTime(10));

    private static string? Text(NpgsqlDataReader rows, int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
}
