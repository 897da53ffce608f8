using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>
/// Validates nothing: parameters are texts of addresses, which actions read themselves, and documents are read with all their faults
/// (<see cref="DocumentReader"/>). MVC would visit each parameter of each request to look for attributes.
/// </summary>
internal sealed class NoModelValidation : IObjectModelValidator
{
    public void Validate(ActionContext actionContext, ValidationStateDictionary? validationState, string prefix, object? model)
    {
    }
}
