namespace Hal.Sharing.Data.Users;

/// <summary>What can prevent that an account is deleted, demoted or managed.</summary>
/// <param name="OwnedCount">The number of integrations that the user owns personally.</param>
/// <param name="SoleAdminTeams">
/// The teams that would be left without an admin, separated by commas; without those that are deleted together with the user.
/// </param>
internal sealed record AccountTies(long OwnedCount, long ManagedCount, bool IsLastSuperuser, string SoleAdminTeams)
{
    private const string GetSql = """
        select t.owned_count, t.managed_count, t.is_last_superuser, t.sole_admin_teams from account_ties(@id) t
        """;

    public static Task<AccountTies> GetAsync(NpgsqlConnection connection, Caller caller, string id, CancellationToken cancellationToken) =>
        connection.QuerySingleAsync<AccountTies>(caller.Statement(GetSql, new { id }, cancellationToken));
}
