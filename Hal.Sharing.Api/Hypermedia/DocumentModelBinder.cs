using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace Hal.Sharing.Api.Hypermedia;

/// <summary>Reads the document of a <see cref="FromDocumentAttribute"/>; a refusal waits in the features for <see cref="RefusalFilter"/>.</summary>
internal sealed class DocumentModelBinder<T>(bool optional) : IModelBinder
    where T : IRequestDocument<T>
{
    public async Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var http = bindingContext.HttpContext;
        var (value, refusal) = await Document.ReadAsync<T>(http.Request, optional);
        if (refusal is not null || value is null)
        {
            http.Features.Set(refusal);
            bindingContext.Result = ModelBindingResult.Failed();
            return;
        }
        bindingContext.ValidationState.Add(value, new ValidationStateEntry { SuppressValidation = true });
        bindingContext.Result = ModelBindingResult.Success(value);
    }
}

/// <summary>Gives every parameter with <see cref="FromDocumentAttribute"/> the binder of its type.</summary>
internal sealed class DocumentModelBinderProvider : IModelBinderProvider
{
    public IModelBinder? GetBinder(ModelBinderProviderContext context)
    {
        var attributes = (context.Metadata as DefaultModelMetadata)?.Attributes.ParameterAttributes;
        if (attributes?.OfType<FromDocumentAttribute>().FirstOrDefault() is not { } document)
            return null;
        var binder = typeof(DocumentModelBinder<>).MakeGenericType(context.Metadata.ModelType);
        return (IModelBinder)Activator.CreateInstance(binder, args: [document.Optional])!;
    }
}
