using Hal.Sharing.Data.Connections;

namespace Hal.Sharing.Api.Limits;

/// <summary>The section <c>Limits</c> of the configuration: what a caller, an address and all together can ask of the server.</summary>
public sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Whether there are limits. If not, all other settings of the section are ignored.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How many requests a caller can send in the long run.</summary>
    public int RequestsPerMinute { get; set; } = 30_000;

    /// <summary>How many requests a caller can send at once after a pause.</summary>
    public int RequestBurst { get; set; } = 1000;

    /// <summary>How many tokens and secrets of one address can be refused; further ones get 429. Valid ones are not affected.</summary>
    public int FailedAuthenticationsPerMinute { get; set; } = 600;

    /// <summary>How many wrong secrets of one OAuth client can come from one address; further ones get 429.</summary>
    public int WrongSecretsPerMinute { get; set; } = 5;

    /// <summary>How many searches of one caller can be in progress at once.</summary>
    public int SearchesPerCaller { get; set; } = 4;

    /// <summary>How many streams of events one caller can have open at each server.</summary>
    public int StreamsPerCaller { get; set; } = 100;

    /// <summary>How many writes of one integration can wait in PostgreSQL; others wait in this process.</summary>
    public int WritesPerIntegration { get; set; } = 1;

    /// <summary>How many writes of one caller can wait for one integration; further ones get 503.</summary>
    public int WaitingWritesPerCaller { get; set; } = 1000;

    /// <summary>How many requests this server works for at once; see <see cref="WorkSlots"/>.</summary>
    public int RequestsInProgress { get; set; } = 12 * Environment.ProcessorCount;

    /// <summary>How many more wait for that; further ones get 503 at once.</summary>
    public int WaitingRequests { get; set; } = 256 * Environment.ProcessorCount;

    /// <summary>How many names of users and teams a user can change within an hour.</summary>
    public int RenamesPerHour { get; set; } = RenameLimit.Default.PerHour;

    /// <summary>Describes the first error in the configuration; null if there is none.</summary>
    public string? Fault() => Numbers()
        .Where(limit => limit.Value < 1)
        .Select(limit => $"{Section}:{limit.Name} is {limit.Value}; it must be at least 1. "
            + $"To have no limits, set {Section}:{nameof(Enabled)} to false.")
        .FirstOrDefault();

    private IEnumerable<(string Name, int Value)> Numbers() =>
    [
        (nameof(RequestsPerMinute), RequestsPerMinute),
        (nameof(RequestBurst), RequestBurst),
        (nameof(FailedAuthenticationsPerMinute), FailedAuthenticationsPerMinute),
        (nameof(WrongSecretsPerMinute), WrongSecretsPerMinute),
        (nameof(SearchesPerCaller), SearchesPerCaller),
        (nameof(StreamsPerCaller), StreamsPerCaller),
        (nameof(WritesPerIntegration), WritesPerIntegration),
        (nameof(WaitingWritesPerCaller), WaitingWritesPerCaller),
        (nameof(RequestsInProgress), RequestsInProgress),
        (nameof(WaitingRequests), WaitingRequests),
        (nameof(RenamesPerHour), RenamesPerHour),
    ];
}
