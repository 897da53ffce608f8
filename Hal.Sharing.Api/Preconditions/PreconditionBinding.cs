using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Primitives;

namespace Hal.Sharing.Api.Preconditions;

/// <summary>Gives an action its <c>Precondition condition</c>, read from If-Match and If-None-Match; fields that cannot be read are a 400.</summary>
public sealed class PreconditionBinding : IModelBinder, IModelBinderProvider
{
    public static void AddTo(MvcOptions options)
    {
        options.ModelBinderProviders.Insert(0, new PreconditionBinding());
        options.ModelMetadataDetailsProviders.Add(new BindingSourceMetadataProvider(typeof(Precondition), BindingSource.Special));
        options.ModelMetadataDetailsProviders.Add(new SuppressChildValidationMetadataProvider(typeof(Precondition)));
    }

    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        context.Metadata.ModelType == typeof(Precondition) ? this : null;

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var http = bindingContext.HttpContext;
        var headers = http.Request.Headers;
        if (TryRead(headers.IfMatch, out var match) && TryRead(headers.IfNoneMatch, out var noneMatch))
            bindingContext.Result = ModelBindingResult.Success(Of(match, noneMatch));
        else if (http.Features.Get<Refusal>() is null)
            http.Features.Set(Unreadable(match is null ? "If-Match" : "If-None-Match", match is null ? headers.IfMatch : headers.IfNoneMatch));
        return Task.CompletedTask;
    }

    private static Precondition Of(PreconditionTags match, PreconditionTags noneMatch) =>
        ReferenceEquals(match, PreconditionTags.Absent) && ReferenceEquals(noneMatch, PreconditionTags.Absent)
            ? Precondition.None
            : new Precondition
            {
                Revisions = ReferenceEquals(match, PreconditionTags.Absent) || match.IsAny ? null : match.Revisions,
                MustExist = match.IsAny,
                MustNotExist = noneMatch.IsAny,
                OtherThan = noneMatch.Revisions,
            };

    private static bool TryRead(StringValues field, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PreconditionTags? tags) =>
        (tags = PreconditionTags.Read(field)) is not null;

    private static Refusal Unreadable(string name, StringValues field) => new(
        StatusCodes.Status400BadRequest,
        $"{name} is '{Truncate.Text(field.ToString())}'; send one or more ETags with their quotes, separated by commas, or *.");
}
