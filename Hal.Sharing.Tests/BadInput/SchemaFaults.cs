using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Hal.Sharing.Tests.Support;

namespace Hal.Sharing.Tests.BadInput;

/// <summary>Adds one fault to a request: to its body, address, query, headers, method or caller.</summary>
internal sealed class SchemaFaults(SchemaValues values)
{
    private static readonly string[] Extra =
        ["isSuperuser", "ownerId", "grantedBy", "__proto__", "constructor", "$where", "", "\u0000", "ID", "Name", "_links", "😀"];

    /// <param name="request">What is valid so far, or not.</param>
    /// <param name="schema">Of the body; null: the operation has none.</param>
    /// <param name="random">Where the choices come from.</param>
    public RawRequest Add(RawRequest request, JsonElement? schema, Random random)
    {
        var choice = random.Next(20);
        if (schema is { } body && choice < 9)
            return request.WithJson(SchemaValues.Text(WithFault(body, random)));
        return choice switch
        {
            9 => request.WithJson(OneOf(HostileValues.NoJson, random)),
            10 => request.WithJson(OneOf(HostileValues.Json, random)),
            11 => request with { Body = OtherBytes(request.Body ?? "{}"u8.ToArray(), random), IsChunked = random.Next(2) == 0 },
            12 => request with { ContentType = OneOf(HostileValues.ContentTypes, random), Body = request.Body ?? [] },
            13 => request with { Method = OneOf(HostileValues.Methods, random) },
            14 => request with { Target = WithOtherSegment(request.Target, random) },
            15 => request with { Target = request.Target + (request.Target.Contains('?', StringComparison.Ordinal) ? '&' : '?')
                + OneOf(HostileValues.Queries, random) },
            16 => request.With(FuzzCallers.Any(random)),
            17 => new Damage(random).Of(request),
            _ => request.With(OneOf(HostileValues.Headers, random)),
        };
    }

    /// <summary>Returns the members of a valid object with one to three faults.</summary>
    private List<(string Name, string Value)> WithFault(JsonElement schema, Random random)
    {
        var members = values.Members(schema, random);
        var properties = values.Properties(schema).ToList();
        // A body without properties can only have others.
        if (properties.Count == 0)
            return [.. members, (OneOf(Extra, random), OneOf(HostileValues.Json, random))];
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var (name, property) = properties[random.Next(properties.Count)];
            var at = members.FindIndex(member => member.Name == name);
            switch (random.Next(8))
            {
                case 0 when at >= 0:
                    members.RemoveAt(at);
                    break;
                case 1:
                    members.Add((OneOf(Extra, random), OneOf(HostileValues.Json, random)));
                    break;
                case 2:
                    members.Add((name, values.Valid(name, property, random)));
                    members.Add((name, values.Hostile(property, random)));
                    break;
                case 3:
                    members.Add((random.Next(2) == 0 ? name.ToUpperInvariant() : $" {name}", values.Valid(name, property, random)));
                    break;
                case var _ when at >= 0:
                    members[at] = (name, values.Hostile(property, random));
                    break;
                default:
                    members.Add((name, values.Hostile(property, random)));
                    break;
            }
        }
        return members;
    }

    private static string WithOtherSegment(string target, Random random)
    {
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? target : target[..mark];
        var segments = path.Split('/');
        var at = random.Next(1, segments.Length);
        var other = OneOf(HostileValues.Segments, random);
        segments[at] = random.Next(8) == 0 ? $"{segments[at]}/{other}" : other;
        return string.Join('/', segments) + target[path.Length..];
    }

    private static byte[] OtherBytes(byte[] body, Random random) => random.Next(8) switch
    {
        0 => [.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8],
        1 => [.. "{\"name\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8],
        2 => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body)),
        3 => [0xEF, 0xBB, 0xBF, .. body],
        4 => Zip(body),
        5 => [.. body, 0],
        6 => new byte[70_000],
        _ => body[..random.Next(body.Length + 1)],
    };

    private static byte[] Zip(byte[] body)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionLevel.Fastest))
            zip.Write(body);
        return zipped.ToArray();
    }

    private static string OneOf(string[] texts, Random random) => texts[random.Next(texts.Length)];
}
