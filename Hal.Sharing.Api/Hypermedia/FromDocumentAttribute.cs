using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Binds a parameter to the request's JSON body by <see cref="IRequestDocument{TSelf}"/>; a body that cannot be read
/// is answered (415, 413, 400) before the action runs.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FromDocumentAttribute : Attribute, IBindingSourceMetadata
{
    /// <summary>Whether a request may come without a body; it is then read as if it were <c>{}</c>.</summary>
    public bool Optional { get; init; }

    public BindingSource BindingSource => BindingSource.Body;
}
