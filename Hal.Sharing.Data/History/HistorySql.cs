namespace Hal.Sharing.Data.History;

/// <summary>The parts of statements that read changes.</summary>
internal static class HistorySql
{
    /// <summary>The largest number: the first page begins behind it.</summary>
    public const long End = long.MaxValue;

    /// <summary>The caller as a row r, which the parts below read: a statement for several callers has one of its own for each.</summary>
    public const string Reader = "cross join (select @caller as caller_id) r";

    /// <summary>What is stored of a change.</summary>
    public const string Stored = """
        h.id, h.at, h.user_id, h.authorized_party, h.team_id, h.action, h.subject, h.before, h.after,
                   h.subject_integration_id, h.subject_team_id, h.principal_id, h.former_owner_id
        """;

    /// <summary>Whether the caller can see every principal that the change names, apart from the user who made it.</summary>
    public const string Names = """
        is_named_to(r.caller_id, c.is_superuser, h.principal_id)
                      and is_named_to(r.caller_id, c.is_superuser, h.former_owner_id)
        """;

    /// <summary>
    /// The columns of <see cref="ChangeRow"/>, of a change h with the columns <see cref="Stored"/>, reads_integration, shows_before and
    /// shows_after. Each is a lookup by key for one row of the page.
    /// </summary>
    public const string Columns = """
        h.id as number, h.at, named_actor(r.caller_id, c.is_superuser, h.user_id) as by,
               case when c.is_superuser or r.caller_id in (h.user_id, h.authorized_party) then h.authorized_party end as party,
               case when c.is_superuser or h.user_id = r.caller_id
                         or exists (select from memberships m where m.team_id = h.team_id and m.user_id = r.caller_id)
                    then h.team_id end as team,
               h.action, h.subject,
               case when h.shows_before then h.before::text end as before, case when h.shows_after then h.after::text end as after,
               h.reads_integration,
               h.reads_integration and starts_with(h.subject, 'share:') and exists (
                    select from shares s
                    where s.integration_id = h.subject_integration_id and s.principal_id = split_part(h.subject, '/', 2)) as has_share,
               exists (select from principals p where p.id = h.principal_id) as has_principal,
               exists (
                    select from teams t
                    where t.id = case when starts_with(h.subject, 'authorization:') then split_part(h.subject, '/', 2)
                                      else h.subject_team_id end) as has_team,
               exists (
                    select from memberships m
                    where m.team_id = h.subject_team_id and m.user_id = split_part(h.subject, '/', 2)
                      and (c.is_superuser
                           or exists (select from memberships o where o.team_id = m.team_id and o.user_id = r.caller_id))) as has_member
        """;

    /// <summary>
    /// Whether the caller sees the states of a change o of their own. Of an integration that they can no longer read, only a transfer shows
    /// something: which of their principals it was transferred from, or to. Shares, memberships and accounts are theirs.
    /// </summary>
    public const string OwnStates = """
        i.reads_integration and is_named_to(r.caller_id, c.is_superuser, h.principal_id)
                      and is_named_to(r.caller_id, c.is_superuser, h.former_owner_id) as is_whole,
                      not starts_with(h.subject, 'integration:') as is_own, h.action = 'integration.transfer' as is_transfer
        """;

    /// <summary>
    /// The columns of <see cref="RestoreRow"/>: of the state b before a change h, and of the caller's ties f to its integration.
    /// </summary>
    public const string RestoreColumns = """
        b.is_current, b.before_level, b.after_level, b.before_role, b.changes_slug, b.target_is_team, b.target_exists, b.role_in_target,
               b.caller_role, b.is_last_admin,
               coalesce(f.is_owner, false) as is_owner, f.owning_team_role, f.own_share_level, f.team_share_level, f.admin_team_share_level
        """;

    /// <summary>What decides whether the caller can restore the state before the change h, if there is one.</summary>
    public const string RestoreFacts =
        "left join lateral restore_facts(r.caller_id, h.action, h.subject, h.before, h.after) b on h.id is not null";

    /// <summary>The caller's ties f to the integration of the change h, looked up only if they decide.</summary>
    public const string RestoreTies = """
        left join lateral restoring_ties(
            r.caller_id, case when b.is_current and h.reads_integration then h.subject_integration_id end) f on true
        """;
}
