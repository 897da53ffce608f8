using System.Text.Json;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Reads JSON strings that System.Text.Json lets pass when it parses and throws over when it reads: lone surrogates.</summary>
internal static class JsonText
{
    /// <summary>Null where the text is not Unicode.</summary>
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
    public static string? ReadName(JsonProperty member)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
