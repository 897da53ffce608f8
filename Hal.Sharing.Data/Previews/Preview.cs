namespace Hal.Sharing.Data.Previews;

/// <summary>What a user has at an integration: the level that counts, from 1 to 3, or ownership.</summary>
public readonly record struct HeldAccess(int Level, bool IsOwner);

/// <summary>What a change would do to one user at one integration; null for no access.</summary>
public sealed record PreviewedAccess(string UserId, string IntegrationId, HeldAccess? From, HeldAccess? To);

/// <summary>Users at integrations that a change has the same effect on, in the order of their IDs.</summary>
/// <param name="Items">At most <see cref="MaxItems"/>.</param>
/// <param name="Count">The number of all.</param>
public sealed record PreviewList(IReadOnlyList<PreviewedAccess> Items, long Count)
{
    public const int MaxItems = 100;
}

/// <summary>What a change would do to the users that it concerns, as far as the caller can see them.</summary>
/// <param name="Gains">Users without access who would get it.</param>
/// <param name="Loses">Users who would have no access left.</param>
/// <param name="Changes">Users who would get another level.</param>
/// <param name="Unchanged">How many users the change concerns who would keep their level.</param>
/// <param name="SelfAfter">What the caller would have; null for no access, and if the change is not of one integration.</param>
public sealed record Preview(PreviewList Gains, PreviewList Loses, PreviewList Changes, long Unchanged, HeldAccess? SelfAfter);

/// <summary>A preview, or how the real request would be refused.</summary>
/// <param name="Refusal">The result of the real request; null if it would change something or nothing, but not be refused.</param>
/// <param name="Answer">Null if the request would be refused.</param>
public sealed record PreviewResult<TRefusal, TAnswer>(TRefusal? Refusal, TAnswer? Answer)
    where TRefusal : class
    where TAnswer : class;
