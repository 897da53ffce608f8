using System.Buffers;
using System.Text.Json;
using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Api.Links;

namespace Hal.Sharing.Bench.Twins;

/// <summary>Writes integrations, their owners and lists of them with the bytes of the server.</summary>
internal static class IntegrationDocuments
{
    public const int PageSize = 100;
    public const int MostCounted = 10_000;
    private const string Path = "/api/integrations";

    // What the server binds the cursor of a query without filters to.
    private const string CursorBinding = "/api/integrations\nq=\naccess=";

    public static void WriteOne(IBufferWriter<byte> output, TwinIntegration integration)
    {
        using var json = new Utf8JsonWriter(output, ReadableJsonEncoder.WriterOptions);
        var self = $"{Path}/{integration.Id}";
        json.StartRoot(self, "/schemas/1/integration");
        WriteIntegration(json, self, integration);
    }

    public static void WriteOwner(IBufferWriter<byte> output, string id, TwinAccess access, string ownerId, string ownerName)
    {
        using var json = new Utf8JsonWriter(output, ReadableJsonEncoder.WriterOptions);
        var self = $"{Path}/{id}/owner";
        var isUser = ownerId[0] == 'u';
        json.StartRoot(self, "/schemas/1/owner");
        json.WriteLink("inf:integration"u8, $"{Path}/{id}");
        json.WritePrincipalLink(ownerId);
        json.WriteTemplate("inf:as-of"u8, $"{self}{{?at}}");
        if (access.CanChangeOwner)
        {
            json.WriteLink("inf:transfer"u8, self);
            json.WriteLink("inf:preview"u8, $"{self}/preview");
        }
        json.WriteEndObject();
        json.WriteString("id"u8, ownerId);
        json.WriteStartObject("_embedded"u8);
        json.WritePropertyName(isUser ? "inf:user"u8 : "inf:team"u8);
        json.StartEmbedded(isUser ? $"/api/users/{ownerId.AsSpan(5)}" : $"/api/teams/{ownerId.AsSpan(5)}");
        json.WriteEndObject();
        json.WriteString(isUser ? "username"u8 : "id"u8, ownerId.AsSpan(5));
        json.WriteString(isUser ? "displayName"u8 : "name"u8, ownerName);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <param name="fetched">The first integrations in the order of their IDs, at most one more than a page has.</param>
    /// <param name="counted">The number that the caller can read, counted to one more than <see cref="MostCounted"/>.</param>
    public static void WriteList(IBufferWriter<byte> output, IReadOnlyList<TwinIntegration> fetched, long counted)
    {
        using var json = new Utf8JsonWriter(output, ReadableJsonEncoder.WriterOptions);
        var count = Math.Min(fetched.Count, PageSize);
        json.StartRoot(Path, "/schemas/1/integrations");
        if (fetched.Count > PageSize)
        {
            json.WriteLink("first"u8, Path);
            json.WriteLink("next"u8, $"{Path}?after={Cursor.Encode(CursorBinding, fetched[PageSize - 1].Id)}");
        }
        json.WriteLink("inf:create-integration"u8, Path);
        json.WriteEndObject();
        json.WriteCounts(count, counted > MostCounted ? null : counted);
        json.WriteStartObject("_embedded"u8);
        json.WriteStartArray("inf:integration"u8);
        foreach (var integration in fetched.Take(count))
        {
            var self = $"{Path}/{integration.Id}";
            json.StartEmbedded(self);
            WriteIntegration(json, self, integration);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteIntegration(Utf8JsonWriter json, string self, TwinIntegration integration)
    {
        json.WriteLink("inf:integrations"u8, Path);
        json.WriteLink("inf:integration-shares"u8, $"{self}/shares");
        json.WriteLink("inf:integration-owner"u8, $"{self}/owner");
        json.WriteLink("inf:history"u8, $"{self}/history");
        json.WriteLink("inf:integration-access"u8, $"{self}/access");
        json.WritePrincipalLink(integration.OwnerId);
        if (integration.Access.CanWrite)
            json.WriteLink("inf:edit"u8, self);
        if (integration.Access.CanDelete)
            json.WriteLink("inf:delete"u8, self);
        json.WriteEndObject();
        json.WriteString("id"u8, integration.Id);
        json.WriteString("slug"u8, integration.Slug);
        json.WriteString("name"u8, integration.Name);
        json.WriteIfNotNull("type"u8, integration.Type);
        json.WriteIfNotNull("description"u8, integration.Description);
        json.WriteString("ownerId"u8, integration.OwnerId);
        json.WriteTime("createdAt"u8, integration.CreatedAt);
        json.WriteTime("updatedAt"u8, integration.UpdatedAt);
        json.WriteEndObject();
    }
}
