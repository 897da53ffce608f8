namespace Hal.Sharing.Tests.Faults;

/// <summary>What the response to a write says.</summary>
public enum WriteOutcome
{
    /// <summary>The write was made.</summary>
    Acknowledged,

    /// <summary>Nothing was changed, or the request was never sent.</summary>
    Refused,

    /// <summary>The connection was cut, or the server does not know: the write was made at most once.</summary>
    Unknown,

    /// <summary>There was nothing to delete.</summary>
    Absent,
}
