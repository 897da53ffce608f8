namespace Hal.Sharing.Tests.Conformance;

/// <summary>Why a request about a user, or a new account, is refused.</summary>
internal static class UserRefusals
{
    public static Answer NotResponsible(Session session, string id) => session.Forbidden(
        $"Only superusers and the managing party of '{id}' can do this; users can change only their own names.");

    public static Answer OnlySuperusers(Session session) =>
        session.Forbidden("Only a superuser can make a superuser; send isSuperuser false or omit it.");

    public static Answer OtherParty(Session session, string party) => session.Forbidden(
        $"managedBy is '{party}', but only a superuser can set the managing party; send the present value. "
        + "The managing party can omit it to release the user.");

    public static Answer CannotBeManaged(Session session, string party) => Unprocessable(
        session, $"managedBy is '{party}', but superusers and users who manage others cannot be managed; omit it.");

    public static Answer NoParty(Session session, string party) => Unprocessable(
        session, $"managedBy is '{party}', which is neither an OAuth client nor another unmanaged user; send one of these or omit it.");

    private static Answer Unprocessable(Session session, string detail) =>
        session.Problem("unprocessable", detail, ("errors", Problems.Errors([("managedBy", detail)])));

    public static Answer LastSuperuser(Session session, string id) =>
        session.Problem("last-superuser", $"'{id}' is the last superuser; make another user a superuser first.");

    public static Answer AccountTaken(Session session, string id) => session.Problem(
        "id-taken", $"A user or client has or had the ID '{id}', or one that differs only in case; "
        + "send another ID, or omit it to get a generated one.");
}
