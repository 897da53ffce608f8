using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Gives a parameter the request's JSON body, read by <see cref="IRequestDocument{TSelf}"/>. If the body cannot be read, the request is
/// refused (415, 413, 400) before the action runs. Model binding never sets the parameter: <see cref="DocumentFilter{T}"/> does.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FromDocumentAttribute() : BindingBehaviorAttribute(BindingBehavior.Never), IParameterModelConvention
{
    /// <summary>Whether the request may come without a body, which is then read as if it were <c>{}</c>.</summary>
    public bool Optional { get; init; }

    /// <summary>The largest accepted body in bytes.</summary>
    public int MaxLength { get; init; } = RequestBody.MaxLength;

    public void Apply(ParameterModel parameter)
    {
        var filter = typeof(DocumentFilter<>).MakeGenericType(parameter.ParameterType);
        parameter.Action.Filters.Add((IFilterMetadata)Activator.CreateInstance(filter, parameter.Name, Optional, MaxLength)!);
    }
}
