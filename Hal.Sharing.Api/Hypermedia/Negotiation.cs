using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Chooses a representation by Accept (RFC 9110, section 12.5.1).</summary>
/// <remarks>
/// Each offer gets the weight of the most specific range that matches it. The greatest weight wins, then the more specific range, then
/// the earlier range in the header, then the earlier offer. Invalid ranges are ignored; a header without a valid range counts as
/// absent. <c>charset=utf-8</c> and <c>profile</c> do not narrow a range.
/// </remarks>
internal static class Negotiation
{
    /// <summary>Returns the best offer; null if the client accepts none.</summary>
    public static Representation? Choose(StringValues accept, IReadOnlyList<Representation> offered)
    {
        if (StringValues.IsNullOrEmpty(accept) || accept == "*/*")
            return offered[0];

        foreach (var offer in offered)
            if (accept.Count == 1 && string.Equals(accept[0], offer.MediaType, StringComparison.OrdinalIgnoreCase))
                return offer;

        return MediaTypeHeaderValue.TryParseList(accept, out var parsed) && Readable(parsed) is { Count: > 0 } ranges
            ? Best(ranges, offered)
            : offered[0];
    }

    private static List<MediaTypeHeaderValue> Readable(IEnumerable<MediaTypeHeaderValue> ranges) =>
        [.. ranges.Where(range => range.Quality is not null || range.Parameters.All(p => !IsNamed(p, "q")))];

    private static Representation? Best(List<MediaTypeHeaderValue> ranges, IReadOnlyList<Representation> offered)
    {
        Representation? best = null;
        var bestMatch = default(Match);
        foreach (var offer in offered)
        {
            var match = MostSpecific(ranges, offer.Parsed);
            if (match.Weight > 0 && match.CompareTo(bestMatch) > 0)
                (best, bestMatch) = (offer, match);
        }
        return best;
    }

    private static Match MostSpecific(List<MediaTypeHeaderValue> ranges, MediaTypeHeaderValue offer)
    {
        var best = default(Match);
        for (var i = 0; i < ranges.Count; i++)
        {
            var specificity = Specificity(ranges[i], offer);
            if (specificity > best.Specificity)
                best = new Match(ranges[i].Quality ?? 1, specificity, -i);
        }
        return best;
    }

    /// <summary>Returns 0 for no match, 1 for any type, 2 for any subtype, 3 for this type, plus 1 for each matching parameter.</summary>
    private static int Specificity(MediaTypeHeaderValue range, MediaTypeHeaderValue offer)
    {
        if (range.MatchesAllTypes)
            return 1;
        if (!range.Type.Equals(offer.Type, StringComparison.OrdinalIgnoreCase))
            return 0;
        if (range.MatchesAllSubTypes)
            return 2;
        if (!range.SubType.Equals(offer.SubType, StringComparison.OrdinalIgnoreCase))
            return 0;

        var narrowing = range.Parameters.TakeWhile(p => !IsNamed(p, "q")).Where(Narrows).ToList();
        return narrowing.TrueForAll(p => offer.Parameters.Contains(p)) ? 3 + narrowing.Count : 0;
    }

    private static bool Narrows(NameValueHeaderValue parameter) =>
        !IsNamed(parameter, "profile")
        && !(IsNamed(parameter, "charset")
            && parameter.GetUnescapedValue().Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static bool IsNamed(NameValueHeaderValue parameter, string name) =>
        parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    private readonly record struct Match(double Weight, int Specificity, int Earliness) : IComparable<Match>
    {
        public int CompareTo(Match other) =>
            (Weight, Specificity, Earliness).CompareTo((other.Weight, other.Specificity, other.Earliness));
    }
}
