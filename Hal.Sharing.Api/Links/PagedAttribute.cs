namespace Hal.Sharing.Api.Links;

/// <summary>
/// Marks an action that returns a page of a collection, and therefore reads <c>limit</c> and <c>after</c>: see <see cref="PageQuery"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PagedAttribute : Attribute, IReadsParameters
{
    IReadOnlyList<string> IReadsParameters.Parameters { get; } = ["limit", "after"];
}
