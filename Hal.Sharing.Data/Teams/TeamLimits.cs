namespace Hal.Sharing.Data.Teams;

/// <summary>Limits the number of teams, because each team makes its members' reads slower.</summary>
/// <param name="MaxPerCreator">How many teams a user can create; deleted teams do not count. Superusers have no limit.</param>
public sealed record TeamLimits(int MaxPerCreator)
{
    public static TeamLimits Default { get; } = new(1000);
}
