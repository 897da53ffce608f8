using System.Text.Json;
using Hal.Sharing.Api.Memberships;

namespace Hal.Sharing.Api.History;

/// <summary>
/// The state before or after a change, with the properties that documents of its kind have. Rows are stored as they were, with columns that
/// are no property of anything; those are left out.
/// </summary>
public sealed class ChangeState
{
    private const string Role = "role";
    private const string Owner = "ownerId";

    /// <summary>The properties of each kind in their order, and the stored names that differ.</summary>
    private static readonly Dictionary<string, (string Shown, string Stored)[]> Properties = new()
    {
        ["integration"] =
        [
            ("slug", "slug"), ("name", "name"), ("type", "type"), ("description", "description"), (Owner, "owner_id"),
        ],
        ["share"] = [("accessLevel", "accessLevel")],
        ["team"] =
        [
            ("name", "name"), ("description", "description"), ("url", "url"), ("image", "image"),
            ("privacyStatement", "privacy_statement"),
        ],
        ["membership"] = [(Role, Role)],
        // The last two are of a token that was issued for the user.
        ["user"] =
        [
            ("displayName", "display_name"), ("firstName", "first_name"), ("lastName", "last_name"), ("email", "email"),
            ("isSuperuser", "is_superuser"), ("managedBy", "managed_by"), ("scope", "scope"), ("team", "team"),
        ],
        ["authorization"] = [("scopes", "scopes")],
        ["client"] = [("name", "name"), ("formerSecretRevoked", "formerSecretRevoked")],
    };

    private readonly List<(string Name, JsonElement Value)> _properties;

    private ChangeState(List<(string, JsonElement)> properties) => _properties = properties;

    /// <summary>The owner, of an integration; null if it is not part of the state.</summary>
    public string? OwnerId => _properties.Find(property => property.Name == Owner).Value is { ValueKind: JsonValueKind.String } owner
        ? owner.GetString()
        : null;

    /// <param name="kind">The kind of the subject.</param>
    /// <param name="stored">An object as JSON.</param>
    /// <param name="withOwner">Whether the owner is part of the change.</param>
    public static ChangeState Parse(string kind, string stored, bool withOwner)
    {
        using var document = JsonDocument.Parse(stored);
        var properties = new List<(string, JsonElement)>();
        foreach (var (shown, name) in Properties[kind])
            if ((withOwner || shown != Owner)
                && (document.RootElement.TryGetProperty(name, out var value) || document.RootElement.TryGetProperty(shown, out value))
                && value.ValueKind != JsonValueKind.Null)
                properties.Add((shown, value.Clone()));
        return new(properties);
    }

    public void Write(Utf8JsonWriter json, ReadOnlySpan<byte> name)
    {
        json.WriteStartObject(name);
        foreach (var (property, value) in _properties)
        {
            json.WritePropertyName(property);
            if (property == Role)
                json.WriteStringValue(MemberAssembler.NameOf((TeamRole)value.GetInt32()));
            else
                value.WriteTo(json);
        }
        json.WriteEndObject();
    }
}
