namespace Hal.Sharing.Data.Teams;

/// <summary>Limits how many teams there can be, since each of them costs its members' reads.</summary>
/// <param name="MaxPerCreator">How many teams a user can create, deleted ones not counted. Superusers have no limit.</param>
public sealed record TeamLimits(int MaxPerCreator)
{
    public static TeamLimits Default { get; } = new(1000);
}
