using System.Text.Json;
using Hal.Sharing.Data.History;

namespace Hal.Sharing.Api.History;

/// <summary>Assembles resources from changes, with links to what still exists and the caller can read.</summary>
public static class ChangeAssembler
{
    /// <summary>The record has the name of the former operation; documents have the one of the request.</summary>
    private const string Transfer = "integration.transfer";

    private const string Update = "integration.update";

    public static Resource ToResource(ChangeView view)
    {
        var (id, change, _) = view;
        var subject = ChangeSubject.Parse(change.Subject);
        var (before, after) = (States(change, subject, change.Before), States(change, subject, change.After));
        var principal = change.HasPrincipal ? Concerned(change, subject, before, after) : null;
        var team = change.HasTeam ? subject.TeamId : principal is { Kind: PrincipalKind.Team } receiver ? receiver.Id : null;
        var user = principal is { Kind: PrincipalKind.User } concerned ? concerned.Id : null;
        return Resource.Create(
                Hrefs.Change(id), (view, subject, before, after),
                static (json, state) => WriteState(json, state.view, state.subject, state.before, state.after),
                static (state, rel) => FormOf(state.view, rel))
            .Profile(Hrefs.Schema("change"))
            .LinkWhen(change.ReadsIntegration, Relations.Integration, Hrefs.Integration(subject.IntegrationId ?? ""))
            .LinkWhen(change.HasShare, Relations.IntegrationShare, Hrefs.Share(subject.IntegrationId ?? "", subject.PrincipalId ?? ""))
            .LinkWhen(team is not null, Relations.Team, Hrefs.Team(team ?? ""))
            .LinkWhen(user is not null, Relations.User, Hrefs.User(user ?? ""))
            .LinkWhen(change.HasMember, Relations.TeamMember, Hrefs.Member(subject.TeamId ?? "", subject.UserId ?? ""))
            .Action(view.CanRestore, Relations.Restore, Hrefs.Restore(id));
    }

    /// <summary>Returns the name that documents have for the action.</summary>
    public static string ActionOf(ChangeRow change) => change.Action == Transfer ? "owner.put" : change.Action;

    private static Template FormOf(ChangeView view, string rel) => rel switch
    {
        Relations.Restore => new("Restore the state before the change", HttpMethods.Post, Hrefs.Restore(view.Id)),
        _ => throw Template.Missing(rel),
    };

    /// <summary>Returns the user or team that the change concerns; of an integration, the owner, if the caller sees who that is.</summary>
    private static PrincipalId? Concerned(ChangeRow change, ChangeSubject subject, ChangeState? before, ChangeState? after)
    {
        if (subject.PrincipalId is not null)
            return PrincipalId.Parse(subject.PrincipalId);
        if (subject.UserId is not null)
            return PrincipalId.User(subject.UserId);
        var owner = change.Action == "integration.delete" ? before?.OwnerId : after?.OwnerId;
        return owner is null ? null : PrincipalId.Parse(owner);
    }

    private static ChangeState? States(ChangeRow change, ChangeSubject subject, string? stored) =>
        stored is null ? null : ChangeState.Parse(subject.Kind, stored, withOwner: change.Action != Update);

    private static void WriteState(Utf8JsonWriter json, ChangeView view, ChangeSubject subject, ChangeState? before, ChangeState? after)
    {
        var (id, change, _) = view;
        json.WriteString("id"u8, id);
        json.WriteTime("at"u8, change.At);
        json.WriteString("action"u8, ActionOf(change));
        json.WriteIfNotNull("by"u8, change.By);
        json.WriteIfNotNull("party"u8, change.Party);
        json.WriteIfNotNull("team"u8, change.Team);
        json.WriteIfNotNull("integrationId"u8, subject.IntegrationId);
        json.WriteIfNotNull("principalId"u8, subject.PrincipalId);
        json.WriteIfNotNull("teamId"u8, subject.TeamId);
        json.WriteIfNotNull("userId"u8, subject.UserId);
        json.WriteIfNotNull("clientId"u8, subject.ClientId);
        before?.Write(json, "before"u8);
        after?.Write(json, "after"u8);
    }
}
