using System.Text.Json;
using Hal.Sharing.Data.Integrations;
using Hal.Sharing.Data.Teams;

namespace Hal.Sharing.Api.History;

/// <summary>Reads what a restore needs from the stored states of a change; null if there was no state.</summary>
internal static class StoredState
{
    public static int? Level(string? state) => Read(state, static json => json.GetProperty("accessLevel").GetInt32());

    public static TeamRole? Role(string? state) => Read(state, static json => (TeamRole)json.GetProperty("role").GetInt32());

    public static string? OwnerId(string? state)
    {
        using var json = state is null ? null : JsonDocument.Parse(state);
        return json?.RootElement.GetProperty("ownerId").GetString();
    }

    public static IntegrationContent? Content(string? state)
    {
        using var json = state is null ? null : JsonDocument.Parse(state);
        return json is null ? null : new(Text("slug"), Text("name")!, Text("type"), Text("description"));

        string? Text(string name) => json!.RootElement.GetProperty(name).GetString();
    }

    public static TeamContent? Team(string? state)
    {
        using var json = state is null ? null : JsonDocument.Parse(state);
        return json is null ? null : new(Text("name")!, Text("description")!, Text("url"), Text("image"), Text("privacy_statement"));

        string? Text(string name) => json!.RootElement.GetProperty(name).GetString();
    }

    private static T? Read<T>(string? state, Func<JsonElement, T> read)
        where T : struct
    {
        if (state is null)
            return null;
        using var json = JsonDocument.Parse(state);
        return read(json.RootElement);
    }
}
