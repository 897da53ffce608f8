using System.Buffers;
using System.Text.Json;
using Hal.Sharing.Api.Hypermedia;
using Hal.Sharing.Data.Access;

namespace Hal.Sharing.Bench.Twins;

/// <summary>Writes shares and lists of shares with the bytes of the server, straight from rows.</summary>
internal static class ShareDocuments
{
    /// <summary>Writes a list that fits on one page.</summary>
    public static void WriteList(IBufferWriter<byte> output, string integrationId, TwinAccess access, IReadOnlyList<TwinShare> shares)
    {
        using var json = new Utf8JsonWriter(output, ReadableJsonEncoder.WriterOptions);
        var integration = $"/api/integrations/{integrationId}";
        var list = $"{integration}/shares";
        var template = $"{list}/{{principalId}}";
        json.StartRoot(list, "/schemas/1/shares");
        json.WriteLink("inf:integration"u8, integration);
        json.WriteTemplate("inf:find-share"u8, template);
        json.WriteTemplate("inf:as-of"u8, $"{list}{{?at}}");
        json.WriteLink("inf:integration-access"u8, $"{integration}/access");
        if (access.CanShare)
        {
            json.WriteTemplate("inf:share"u8, template);
            json.WriteLink("inf:share-many"u8, $"{list}/bulk");
            json.WriteLink("inf:preview"u8, $"{list}/preview");
        }
        json.WriteEndObject();
        json.WriteNumber("count"u8, shares.Count);
        json.WriteNumber("total"u8, shares.Count);
        json.WriteStartObject("_embedded"u8);
        json.WriteStartArray("inf:integration-share"u8);
        foreach (var share in shares)
        {
            var self = $"{list}/{share.PrincipalId}";
            json.StartEmbedded(self);
            WriteShare(json, integrationId, integration, self, access, share);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WriteOne(IBufferWriter<byte> output, string integrationId, TwinAccess access, TwinShare share)
    {
        using var json = new Utf8JsonWriter(output, ReadableJsonEncoder.WriterOptions);
        var integration = $"/api/integrations/{integrationId}";
        var self = $"{integration}/shares/{share.PrincipalId}";
        json.StartRoot(self, "/schemas/1/share");
        WriteShare(json, integrationId, integration, self, access, share);
    }

    private static void WriteShare(
        Utf8JsonWriter json, string integrationId, string integration, string self, TwinAccess access, TwinShare share)
    {
        json.WriteLink("inf:integration"u8, integration);
        json.WritePrincipalLink(share.PrincipalId);
        if (share.PrincipalId[0] == 'u')
            json.WriteLink("inf:why"u8, $"{integration}/access/{share.PrincipalId}");
        if (access.CanGrant(share.AccessLevel))
        {
            json.WriteLink("inf:edit"u8, self);
            json.WriteLink("inf:revoke"u8, self);
            json.WriteLink("inf:preview"u8, $"{self}/preview");
        }
        json.WriteEndObject();
        json.WriteString("integrationId"u8, integrationId);
        json.WriteString("principalId"u8, share.PrincipalId);
        json.WriteNumber("accessLevel"u8, share.AccessLevel);
        if (share.AccessLevel > AccessLevel.Admin)
            json.WriteNumber("effectiveLevel"u8, AccessLevel.Admin);
        json.WriteTime("createdAt"u8, share.CreatedAt);
        json.WriteTime("updatedAt"u8, share.UpdatedAt);
        json.WriteIfNotNull("grantedBy"u8, share.GrantedBy);
        json.WriteStartObject("principal"u8);
        json.WriteString("id"u8, share.PrincipalId);
        json.WriteString("name"u8, share.PrincipalName);
        json.WriteString("type"u8, share.PrincipalId.AsSpan(0, 4));
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
