using System.Text.Json;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Reads strings that can have lone surrogates: System.Text.Json parses them, but throws when it returns them.</summary>
internal static class JsonText
{
    /// <summary>Returns null if the text is not Unicode.</summary>
    public static string? Read(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <inheritdoc cref="Read"/>
    public static string? ReadName(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
