using System.Text.Json.Nodes;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>Problems (RFC 9457) and the texts that say what to do.</summary>
internal static class Problems
{
    private const string Case = "IDs are case-sensitive.";

    private static readonly Dictionary<string, (int Status, string Title)> Types = new()
    {
        ["invalid-request"] = (400, "Invalid request"),
        ["unauthorized"] = (401, "Token required"),
        ["invalid-token"] = (401, "Invalid token"),
        ["invalid-client"] = (401, "Invalid client credentials"),
        ["forbidden"] = (403, "Missing permission"),
        ["insufficient-scope"] = (403, "Insufficient scope"),
        ["not-found"] = (404, "Not found"),
        ["method-not-allowed"] = (405, "Method not allowed"),
        ["not-acceptable"] = (406, "No acceptable representation"),
        ["id-taken"] = (409, "ID conflict"),
        ["already-exists"] = (409, "Duplicate resource"),
        ["still-owns"] = (409, "Owned integrations"),
        ["still-manages"] = (409, "Managed users"),
        ["last-admin"] = (409, "Last admin of a team"),
        ["last-superuser"] = (409, "Last superuser"),
        ["changed-meanwhile"] = (409, "Edit conflict"),
        ["precondition-failed"] = (412, "Precondition failed"),
        ["unprocessable"] = (422, "Unprocessable request"),
        ["unknown-principal"] = (422, "Unknown principal"),
    };

    /// <summary>Answers with a problem. Nothing was changed.</summary>
    /// <param name="members">Further members, such as <c>_links</c>.</param>
    public static Answer Problem(
        this Session session, string type, string detail, params (string Name, JsonNode? Value)[] members)
    {
        var (status, title) = Types[type];
        var body = Json.Object([
            ("type", "/problems/" + type), ("title", title), ("status", status), ("detail", detail),
            ("instance", session.Request.Path), ("traceId", Unknown.Trace), .. members]);
        return new(status, body, session.World) { Headers = new Dictionary<string, string> { ["Content-Type"] = Media.Problem } };
    }

    public static Answer WithHeader(this Answer answer, string name, string value) =>
        answer with { Headers = new Dictionary<string, string>(answer.Headers) { [name] = value } };

    public static Answer NotFound(this Session session, string kind, string id) =>
        session.Problem("not-found", $"There is no {kind} '{id}' that you can read. {Case}");

    public static Answer Forbidden(this Session session, string detail) => session.Problem("forbidden", detail);

    /// <summary>Names the missing permission, the caller's level and the owner, and no one else.</summary>
    public static Answer Missing(this Session session, Rights rights, string permission, string reason) => session.Problem(
        "forbidden",
        permission == "integration:changeOwnerToTeam" ? reason
            : $"You have level {Level(rights.Level)}; {reason}; ask the owner, {rights.Integration.OwnerId}.",
        ("permission", permission), ("owner", rights.Integration.OwnerId), ("level", rights.Level),
        rights.CanReadAccess ? Links("inf:why", AccessLists.Href(rights.Integration.Id, session.Id)) : ("_links", null));

    public static Answer UnknownPrincipal(this Session session, string property, string detail) =>
        session.Problem("unknown-principal", $"{detail} {Case}", ("errors", Errors([(property, $"{detail} {Case}")])));

    /// <summary>Lists every fault of a body by its pointer.</summary>
    public static JsonArray Errors(IEnumerable<(string Property, string Detail)> faults) => new([
        .. faults.Select(fault => Json.Object(("pointer", "#/" + fault.Property), ("detail", fault.Detail)))]);

    public static (string, JsonNode?) Links(string rel, string href) => ("_links", Json.Object((rel, Json.Object(("href", href)))));

    /// <summary>Returns a level with the word for what it counts as.</summary>
    public static string Level(int level) => $"{level} ({level switch { 1 => "view", 2 => "edit", _ => "admin" }})";

    /// <summary>Returns the first 60 characters of what a client sent.</summary>
    public static string Shorten(string text) => text.Length <= 60 ? text : text[..60] + "…";

    /// <summary>Counts a noun: 1 user, 2 users.</summary>
    public static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
