using System.Globalization;
using System.Text.RegularExpressions;

namespace Hal.Sharing.Api.PastStates;

/// <summary>
/// The time of a past state, from the parameter <c>at</c>: a time of RFC 3339, truncated to the milliseconds that stored times have. All
/// links of the response name it in one form.
/// </summary>
public sealed record PastTime(DateTime Utc)
{
    public const string Parameter = "at";

    private const string Format = "yyyy-MM-dd'T'HH:mm:ss";

    // RFC 3339, section 5.6, without leap seconds. Names do not depend on the culture, and \d would match other digits.
    private static readonly Regex Pattern = new(
        @"\A(?<time>[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2})"
            + @"(\.(?<fraction>[0-9]{1,12}))?(?<zone>[Zz]|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.CultureInvariant);

    /// <summary>The time as documents and addresses show it.</summary>
    public string Text => Utc.ToString(Format + ".fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Returns the address of the state of a resource at this time.</summary>
    public string Href(string path) => path + QueryString.Create(Parameter, Text).ToUriComponent();

    /// <summary>Returns false for a text that is not a time, or not in the past.</summary>
    /// <param name="http">The request; its server decides what time it is. Without the parameter, or with an empty one, it asks for the
    /// present.</param>
    /// <param name="time">Null for the present.</param>
    /// <param name="fault">What is wrong; null if nothing is.</param>
    public static bool TryRead(HttpContext http, out PastTime? time, out Fault? fault)
    {
        (time, fault) = (null, null);
        if (http.Request.Query[Parameter] is not [{ Length: > 0 } sent, ..])
            return true;
        if (Parse(sent) is not { } utc)
            fault = Fault.InQuery(
                Parameter,
                $"at is '{Truncate.Text(sent)}'; send a time of RFC 3339 such as 2026-01-15T09:00:00Z (in a query, + is written %2B), "
                + "or omit it for the present state.");
        else if (utc > http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime)
            fault = Fault.InQuery(
                Parameter,
                $"at is '{Truncate.Text(sent)}', which is in the future; send an earlier time, or omit it for the present state.");
        else
            time = new(utc);
        return fault is null;
    }

    private static DateTime? Parse(string sent)
    {
        var parts = Pattern.Match(sent);
        if (!parts.Success)
            return null;
        var zone = parts.Groups["zone"].Value.ToUpperInvariant();
        var text = parts.Groups["time"].Value.ToUpperInvariant() + (zone == "Z" ? "+00:00" : zone);
        if (!DateTimeOffset.TryParseExact(text, Format + "zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return null;
        var milliseconds = parts.Groups["fraction"].Value.PadRight(3, '0')[..3];
        return time.UtcDateTime.AddMilliseconds(int.Parse(milliseconds, CultureInfo.InvariantCulture));
    }
}
