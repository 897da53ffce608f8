using Hal.Sharing.Tests.Support;
using Xunit.Abstractions;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>A request with two faults gets the response for the first: 401, 406, 415, 400, 404, 403, 409 or 422.</summary>
public sealed class OrderTests(ListeningServer server, ITestOutputHelper output)
    : BadRequests(server, output), IClassFixture<ListeningServer>
{
    private sealed record Fault(int Status, string Problem, Func<RawRequest, RawRequest> Add, bool ReplacesTheBody = false);

    private static readonly Fault NoToken = new(401, "unauthorized", request => request with { As = null });
    private static readonly Fault NotAcceptable = new(406, "not-acceptable", request => request.With("Accept: text/html"));
    private static readonly Fault MediaType = new(415, "unsupported-media-type", request => request with { ContentType = "text/plain" });
    private static readonly Fault Absent = new(
        404, "not-found", request => request with { Target = request.Target.Replace("abc-123", "never-used", StringComparison.Ordinal) });

    // A caller who can read the integration as an admin of a team with level 1, and has no other permission.
    private static readonly Fault MayNot = new(403, "forbidden", request => request.As is null ? request : request with { As = "asmith" });

    private static Fault Body(int status, string problem, string json) =>
        new(status, problem, request => request.WithJson(json) with { ContentType = request.ContentType }, ReplacesTheBody: true);

    public static TheoryData<string, string, string, string> Writes => new()
    {
        { "POST /api/integrations/abc-123/shares", "{\"principalId\":\"team:coaching\"}",
            "{\"principalId\":\"user:jdoe\",\"accessLevel\":0}", "{\"principalId\":\"user:jdoe\"}" },
        { "POST /api/integrations/abc-123/shares", "{\"principalId\":\"team:coaching\"}",
            "{\"principalId\":\"user:unknown\",\"accessLevel\":0}", "{\"principalId\":\"user:unknown\"}" },
        { "PUT /api/integrations/abc-123/owner", "{\"userId\":\"jdoe\"}", "{\"userId\":\"unknown\",\"teamId\":\"nothing\"}",
            "{\"userId\":\"unknown\"}" },
        { "PUT /api/integrations/abc-123", "{\"name\":\"x\"}", "{\"slug\":\"warehouse\"}", "{\"name\":\"x\",\"slug\":\"warehouse\"}" },
        { "PUT /api/integrations/abc-123/shares/team:coaching", "{}", "{\"accessLevel\":0}", "" },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public Task OfTwoFaults_TheFirstDecides(string request, string good, string invalid, string conflicting)
    {
        var (method, target) = (request.Split(' ')[0], request.Split(' ')[1]);
        var start = new RawRequest(method, target).WithJson(good);
        List<Fault> faults = [NoToken, NotAcceptable, MediaType, Body(400, "invalid-request", invalid), Absent, MayNot];
        if (conflicting.Length > 0)
        {
            var isUnknown = conflicting.Contains("unknown", StringComparison.Ordinal);
            faults.Add(Body(isUnknown ? 422 : 409,
                isUnknown ? "unknown-principal" : conflicting.Contains("slug", StringComparison.Ordinal) ? "id-taken" : "already-exists",
                conflicting));
        }

        return AllAreRefusedAsync(
        [
            // A request has one body, so the invalid body also has the conflict.
            .. from first in Enumerable.Range(0, faults.Count)
               from second in Enumerable.Range(first, faults.Count - first)
               where !(first != second && faults[first].ReplacesTheBody && faults[second].ReplacesTheBody)
               select new Bad(faults[first].Add(faults[second].Add(start)), faults[first].Status, faults[first].Problem),
        ]);
    }

    [Fact]
    public Task AbsenceBelowAnIntegration_PrecedesForbidden() => AllAreRefusedAsync(
    [
        new Bad(new RawRequest("DELETE", "/api/integrations/abc-123/shares/team:coaching") { As = "asmith" }, 404, "not-found"),
        new Bad(new RawRequest("DELETE", "/api/integrations/abc-123/shares/user:unknown") { As = "asmith" }, 404, "not-found"),
        new Bad(new RawRequest("PUT", "/api/integrations/abc-123/shares/user:unknown") { As = "asmith" }, 404, "not-found"),
        new Bad(new RawRequest("PUT", "/api/integrations/abc-123/shares/team:coaching") { As = "asmith" }, 403, "forbidden",
            "integration:share"),
    ]);

    [Fact]
    public Task Reads() => AllAreRefusedAsync(
    [
        .. from path in new[] { "/api/integrations/never-used/shares?limit=0", "/api/integrations?limit=0" }
           from row in new[]
           {
               new Bad(new RawRequest("GET", path).With("Accept: image/png") with { As = null }, 401, "unauthorized"),
               new Bad(new RawRequest("GET", path).With("Accept: text/html"), 406, "not-acceptable"),
               new Bad(new RawRequest("GET", path), 400, "invalid-request"),
           }
           select row,
        new Bad(new RawRequest("GET", "/api/integrations/never-used").With("Accept: text/html"), 406, "not-acceptable"),
        new Bad(new RawRequest("DELETE", "/api/integrations/never-used").With("Accept: text/html"), 406, "not-acceptable"),
        new Bad(new RawRequest("DELETE", "/api/integrations/abc-123") { As = "asmith" }, 403, "forbidden", "integration:delete"),
    ]);
}
