using System.Globalization;

namespace Hal.Sharing.Tests.Auth.Forgeries;

/// <summary>Tokens of the right key whose times are past, in the future, or not a NumericDate (RFC 7519, section 2).</summary>
internal static class TimeForgeries
{
    private const long Now = ForgeryTarget.Now;
    private const long Skew = 30;

    private static readonly string[] NoTimes =
    [
        "null", "true", "false", "[]", "{}", "\"\"", "\"never\"", $"\"{Now}\"", $"\"{Now + 3600}\"", $"\"{Now + 3600}.0\"", "\"1e12\"",
        "\"2100-01-01T00:00:00Z\"",
        $"[{Now + 3600}]", $$"""{"exp":{{Now + 3600}}}""", "1e400", "-1e400", "1e308", "9e99", "9223372036854775807", "9223372036854775808",
        "18446744073709551616", "99999999999999999999999999", "253402300800", "253402300799.5",
    ];

    // In other units, and as the same instant elsewhere.
    private static readonly string[] OtherUnits =
    [
        $"{(Now + 3600) * 1000}", $"{(Now - 3600) * 1000}", $"{(Now + 3600) * 1_000_000}", $"{(Now + 3600) * 1_000_000_000}",
        $"{(Now + 3600) * 1000}.0", "1e12",
        $"{DateTimeOffset.FromUnixTimeSeconds(Now).UtcTicks}", "1000000000000",
    ];

    public static IEnumerable<ForgeryFamily> Of(ForgeryTarget target) => [NotATime(target), Expired(target), NotYetValid(target)];

    private static ForgeryFamily NotATime(ForgeryTarget target) => new(
        "no time",
        [
            target.WithClaim("exp", $"{Now + 3600}.5"), target.WithClaim("exp", "2000003600e0"), target.WithClaim("exp", "253402300799"),
            target.WithClaim("nbf", "0"), target.WithClaim("iat", $"{Now}.25"),
        ],
        [
            .. from claim in new[] { "exp", "nbf", "iat" }
               from json in NoTimes.Concat(OtherUnits)
               select ($"{claim} {json}", target.WithClaim(claim, json)),
            ("exp is missing", target.WithClaim("exp", null)),
            ("exp in upper case", target.Sign(target.Header(), target.Payload(("exp", null), ("EXP", $"{Now + 3600}")))),
            ("exp in the header", target.Sign(target.Header(("exp", $"{Now + 3600}")), target.Payload(("exp", null)))),
            ("exp in an object", target.Sign(target.Header(), target.Payload(("exp", null), ("claims", $$"""{"exp":{{Now + 3600}}}""")))),
        ]);

    private static ForgeryFamily Expired(ForgeryTarget target)
    {
        string[] past =
        [
            Seconds(-Skew), Seconds(-Skew - 0.001m), Seconds(-Skew - 0.5m), Seconds(-Skew - 1), Seconds(-31.0m), Seconds(-60),
            Seconds(-3600),
            "1", "0", "-0", "0.0", "-1", "-0.5", "-1e300", $"-{Now + 3600}", "1e-400", "1e9", "1000000000.999", "-9223372036854775808",
            "-62135596801",
        ];
        return new("expired",
            [target.WithClaim("exp", Seconds(1 - Skew)), target.WithClaim("exp", Seconds(0.5m - Skew)),
                target.WithClaim("exp", Seconds(0))],
            [.. past.Select(json => ($"exp {json}", target.WithClaim("exp", json)))])
        {
            IsOutOfTime = true,
        };
    }

    private static ForgeryFamily NotYetValid(ForgeryTarget target)
    {
        string[] future = [Seconds(Skew + 0.001m), Seconds(Skew + 0.5m), Seconds(Skew + 1), Seconds(3599), Seconds(360_000), "4e9",
            "253402300799"];
        return new("not yet valid",
            [target.WithClaim("nbf", Seconds(Skew)), target.WithClaim("nbf", Seconds(Skew - 0.5m)), target.WithClaim("nbf", "-1")],
            [.. future.Select(json => ($"nbf {json}", target.WithClaim("nbf", json)))])
        {
            IsOutOfTime = true,
        };
    }

    private static string Seconds(decimal fromNow) => (Now + fromNow).ToString(CultureInfo.InvariantCulture);
}
