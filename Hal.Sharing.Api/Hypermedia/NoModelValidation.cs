using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Validates nothing: actions check the parameters from the address, and <see cref="DocumentReader"/> reports all faults of a document. MVC
/// would visit each parameter of each request to look for attributes.
/// </summary>
internal sealed class NoModelValidation : IObjectModelValidator
{
    public void Validate(ActionContext actionContext, ValidationStateDictionary? validationState, string prefix, object? model)
    {
    }
}
