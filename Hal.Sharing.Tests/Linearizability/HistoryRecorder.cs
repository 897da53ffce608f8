using System.Collections.Immutable;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Hal.Sharing.Tests.Staleness;
using Hal.Sharing.Tests.Support;
using Call = Hal.Sharing.Tests.Linearizability.Operation<
    Hal.Sharing.Tests.Linearizability.IntegrationRequest, Hal.Sharing.Tests.Linearizability.IntegrationResponse>;

namespace Hal.Sharing.Tests.Linearizability;

/// <summary>Concurrent writers on one integration, at two servers. Records what each sent and got, and when.</summary>
/// <param name="integration">Its ID.</param>
internal sealed class HistoryRecorder(TwoServers servers, string integration, int seed)
{
    public const int Writers = 8;
    private const int OperationsPerWriter = 3;

    /// <summary>The users: the owner, users with shares of levels 3, 3, 2 and 1, and three without access at first.</summary>
    public static readonly IReadOnlyList<string> Users = ["ann", "ben", "bea", "cid", "dee", "eva", "fay", "gus"];

    public static readonly IntegrationState Initial = new("ann", "A", null, new Dictionary<string, ShareState>
    {
        ["bea"] = new(3, null), ["ben"] = new(3, null), ["cid"] = new(2, null), ["dee"] = new(1, null),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal));

    private readonly List<Call> _history = [];

    /// <summary>Sends all operations. Each writer sends one after the other; the writers do not wait for each other.</summary>
    public async Task<IReadOnlyList<Call>> RunAsync()
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            await start.Task;
            await WriteAsync(writer, new Random((seed * Writers) + writer));
        })).ToList();
        start.SetResult();
        await Task.WhenAll(writers);
        return [.. _history.OrderBy(call => call.Invoked)];
    }

    private async Task WriteAsync(int writer, Random random)
    {
        var revisions = new Dictionary<string, string>();
        for (var i = 0; i < OperationsPerWriter; i++)
        {
            var request = Next(Users[writer], random, revisions);
            var invoked = Stopwatch.GetTimestamp();
            var observed = await SendAsync(servers.Servers[random.Next(2)], request);
            var returned = observed is null ? Call.Never : Stopwatch.GetTimestamp();
            lock (_history)
                _history.Add(new(writer, request, invoked, returned, observed));
            if (observed?.Revision is { } revision)
                revisions[request.Verb is Verb.PutShare or Verb.CreateShare ? request.Subject : ""] = revision;
        }
    }

    private static IntegrationRequest Next(string sender, Random random, Dictionary<string, string> revisions)
    {
        var subject = Users[random.Next(1, Users.Count)];
        var verb = (Verb)random.Next(8);
        var known = revisions.GetValueOrDefault(verb == Verb.Rename ? "" : subject);
        var ifMatch = random.Next(3) == 0 ? null : known;
        return verb switch
        {
            Verb.Rename => new(sender, verb, $"{sender}{random.Next(3)}", IfMatch: ifMatch),
            Verb.PutShare => new(sender, verb, subject, random.Next(1, 4), ifMatch),
            Verb.CreateShare => new(sender, verb, subject, random.Next(1, 4)),
            Verb.DeleteShare => new(sender, verb, subject, IfMatch: ifMatch),
            Verb.Transfer => new(sender, verb, Users[random.Next(3)]),
            _ => new(sender, verb),
        };
    }

    /// <summary>Returns null if the server does not know the outcome, or cannot serve.</summary>
    private async Task<IntegrationResponse?> SendAsync(HttpClient client, IntegrationRequest request)
    {
        var path = $"/api/integrations/{integration}";
        var (method, address, body) = request.Verb switch
        {
            Verb.ReadIntegration => ("GET", path, null),
            Verb.ReadOwner => ("GET", $"{path}/owner", null),
            Verb.ReadShares => ("GET", $"{path}/shares", null),
            Verb.Rename => ("PUT", path, $$"""{"name": "{{request.Subject}}"}"""),
            Verb.Transfer => ("PUT", $"{path}/owner", $$"""{"userId": "{{request.Subject}}"}"""),
            Verb.DeleteShare => ("DELETE", $"{path}/shares/user:{request.Subject}", null),
            _ => ("PUT", $"{path}/shares/user:{request.Subject}", $$"""{"accessLevel": {{request.Level}}}"""),
        };
        using var message = new HttpRequestMessage(new(method), address);
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestIssuer.BuiltIn.Token(request.Sender));
        if (request.IfMatch is { } revision)
            message.Headers.IfMatch.ParseAdd($"\"{revision}.any\"");
        if (request.Verb == Verb.CreateShare)
            message.Headers.IfNoneMatch.ParseAdd("*");
        if (body is not null)
            message.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(message);
        var status = (int)response.StatusCode;
        if (status == 503)
            return null;
        return status == 200 ? Shown(request.Verb, await response.JsonAsync(), response.Headers.ETag!.Tag) : new(status);
    }

    private static IntegrationResponse Shown(Verb verb, JsonElement body, string tag)
    {
        var revision = tag.Trim('"').Split('.')[0];
        return verb switch
        {
            Verb.ReadOwner => new(200, body.GetProperty("id").GetString()![5..]),
            Verb.ReadShares => new(200, string.Join(' ', body.Embedded("inf:integration-share").Select(
                share => $"{share.GetProperty("principalId").GetString()![5..]}={share.GetProperty("accessLevel")}"))),
            Verb.PutShare or Verb.CreateShare => new(200, $"{body.GetProperty("accessLevel")}", revision),
            _ => new(200, $"{body.GetProperty("ownerId").GetString()![5..]} {body.GetProperty("name")}", revision),
        };
    }
}
