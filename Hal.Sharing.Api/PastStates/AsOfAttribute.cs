namespace Hal.Sharing.Api.PastStates;

/// <summary>Marks an action that can also return a past state, and therefore reads <c>at</c>: see <see cref="PastTime"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AsOfAttribute : Attribute, IReadsParameters
{
    IReadOnlyList<string> IReadsParameters.Parameters { get; } = [PastTime.Parameter];
}
