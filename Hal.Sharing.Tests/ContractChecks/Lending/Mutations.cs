namespace Hal.Sharing.Tests.ContractChecks.Lending;

/// <summary>All switches of the lending library, by name.</summary>
internal static class Mutations
{
    /// <exception cref="ArgumentException">Two have the same name.</exception>
    public static IReadOnlyDictionary<string, Mutation> All { get; } = Enumerable.ToDictionary(
        [.. LinkMutations.All, .. TargetMutations.All, .. MemberMutations.All, .. FormMutations.All, .. RightMutations.All],
        (Mutation mutation) => mutation.Name);
}
