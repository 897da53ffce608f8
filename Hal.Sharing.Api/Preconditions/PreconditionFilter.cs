using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.Extensions.Primitives;

namespace Hal.Sharing.Api.Preconditions;

/// <summary>
/// Passes a <see cref="Precondition"/> to each action that has one as a parameter: If-Match, If-None-Match and the form's version in the
/// body. An action without a body of its own, such as DELETE, gets the version from an optional <see cref="DeleteRequest"/>.
/// </summary>
public sealed class PreconditionFilter : IAsyncActionFilter, IOrderedFilter, IActionModelConvention
{
    /// <summary>Runs after the filter that reads the body, whose media type and faults come first.</summary>
    public int Order => int.MinValue + 1;

    public static void AddTo(MvcOptions options)
    {
        options.ModelMetadataDetailsProviders.Add(new ExcludeBindingMetadataProvider(typeof(Precondition)));
        options.Conventions.Add(new PreconditionFilter());
    }

    public void Apply(ActionModel action)
    {
        if (action.Parameters.Any(parameter => parameter.ParameterType == typeof(Precondition)))
            action.Filters.Add(this);
    }

    public async Task OnActionExecutionAsync(ActionExecutingContext context, ActionExecutionDelegate next)
    {
        var parameter = context.ActionDescriptor.Parameters.First(parameter => parameter.ParameterType == typeof(Precondition));
        var (condition, refusal) = await ReadAsync(context.HttpContext.Request, context.ActionArguments.Values);
        context.ActionArguments[parameter.Name] = condition;
        context.Result = refusal;
        if (refusal is null)
            await next();
    }

    private static async Task<(Precondition? Condition, IActionResult? Refusal)> ReadAsync(
        HttpRequest request, IEnumerable<object?> arguments)
    {
        var form = arguments.OfType<IVersioned>().SingleOrDefault();
        if (form is null)
        {
            (form, var refusal) = await Document.ReadAsync<DeleteRequest>(request, optional: true);
            if (refusal is not null)
                return (null, refusal);
        }
        if (PreconditionTags.Read(request.Headers.IfMatch) is not { } match)
            return (null, Unreadable("If-Match", request.Headers.IfMatch));
        if (PreconditionTags.Read(request.Headers.IfNoneMatch) is not { } noneMatch)
            return (null, Unreadable("If-None-Match", request.Headers.IfNoneMatch));
        return (Of(match, noneMatch, form), null);
    }

    private static Precondition Of(PreconditionTags match, PreconditionTags noneMatch, IVersioned? form) => new()
    {
        Revisions = match.Revisions,
        MustExist = match.IsAny,
        MustNotExist = noneMatch.IsAny,
        OtherThan = noneMatch.Revisions ?? [],
        FormRevision = form?.Version,
    };

    private static ProblemResult Unreadable(string name, StringValues field) => ProblemResult.Invalid(
        $"{name} is '{Truncate.Text(field.ToString())}'; send one or more entity tags with their quotes, separated by commas, or *.");
}
