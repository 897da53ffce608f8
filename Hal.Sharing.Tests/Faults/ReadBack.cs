using System.Net;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.Faults;

/// <summary>Compares what the servers return with what the database has.</summary>
internal static class ReadBack
{
    /// <summary>Returns what differs at any of the servers.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(WrittenState state, IEnumerable<Uri> servers, FaultUsers users)
    {
        var faults = new List<string>();
        foreach (var server in servers)
        {
            using var client = new HttpClient { BaseAddress = server }.WithBearer(TestIssuer.BuiltIn.Token(users.Writer));
            foreach (var id in state.Written)
            {
                foreach (var principal in users.Principals)
                {
                    var level = state.Shares.TryGetValue(FaultWriter.ShareKey(id, principal), out var found) ? $"{found}" : null;
                    await CompareAsync(client, faults, $"/api/integrations/{id}/shares/{principal}", "accessLevel", level);
                }
            }
            foreach (var row in state.Integrations)
            {
                await CompareAsync(client, faults, $"/api/integrations/{row.Id}/owner", "id", row.OwnerId);
                await CompareAsync(client, faults, $"/api/integrations/{row.Id}", "name", row.Name);
            }
        }
        return faults;
    }

    private static async Task CompareAsync(HttpClient client, List<string> faults, string path, string member, string? expected)
    {
        using var response = await client.GetAsync(path);
        var returned = response.StatusCode switch
        {
            HttpStatusCode.OK => (await response.JsonAsync()).GetProperty(member) is { ValueKind: JsonValueKind.String } text
                ? text.GetString() : (await response.JsonAsync()).GetProperty(member).GetRawText(),
            HttpStatusCode.NotFound => null,
            _ => $"{response.StatusCode}",
        };
        if (returned != expected)
            faults.Add($"{client.BaseAddress}: {path} has {returned ?? "nothing"}, but the database has {expected ?? "nothing"}");
    }
}
