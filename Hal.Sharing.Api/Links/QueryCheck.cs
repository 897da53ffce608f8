using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Hal.Sharing.Api.Links;

/// <summary>
/// Refuses query parameters that an action of the APIs does not read, or that are sent more than once: if they were ignored, the response
/// to <c>?page=2</c> would be wrong. Names are case-sensitive. Pages and files accept any parameter, because others, such as identity
/// providers, add some.
/// </summary>
public sealed class QueryCheck : IActionFilter, IOrderedFilter
{
    private const string Apis = "api";

    /// <summary>Runs after the filters that read the body and the preconditions.</summary>
    public int Order => int.MinValue + 2;

    public static void AddTo(MvcOptions mvc) => mvc.Filters.Add(new QueryCheck());

    public void OnActionExecuting(ActionExecutingContext context)
    {
        var request = context.HttpContext.Request;
        if (!request.QueryString.HasValue || request.Query is not { Count: > 0 } query || !IsApiAction(context.ActionDescriptor))
            return;
        if (Faults(query, [.. KnownTo(context.ActionDescriptor)]).ToList() is { Count: > 0 } faults)
            context.Result = ValidationResult.IsFormatOf(context.ActionDescriptor)
                ? new ValidationResult(faults)
                : ProblemResult.Invalid([.. faults.Take(ValidationResult.MaxFaults)]);
    }

    public void OnActionExecuted(ActionExecutedContext context)
    {
    }

    /// <summary>Returns the parameters that the action reads: its strings that are not in the path, and those of its attributes.</summary>
    public static IEnumerable<string> KnownTo(ActionDescriptor action)
    {
        var path = action.AttributeRouteInfo?.Template ?? "";
        var own = from parameter in action.Parameters
                  let name = parameter.BindingInfo?.BinderModelName ?? parameter.Name
                  where parameter.ParameterType == typeof(string) && !path.Contains($"{{{name}}}", StringComparison.Ordinal)
                  select name;
        return own.Concat(action.EndpointMetadata.OfType<IReadsParameters>().SelectMany(attribute => attribute.Parameters));
    }

    private static bool IsApiAction(ActionDescriptor action) =>
        action.AttributeRouteInfo?.Template?.Split('/')[0] == Apis;

    private static IEnumerable<Fault> Faults(IQueryCollection query, string[] known)
    {
        foreach (var (name, values) in query)
        {
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                if (name.Length > 0 || values != "")
                    yield return Fault.InQuery(name, $"Unknown parameter '{Truncate.Text(name)}'; {Describe(known)}.", "extra_forbidden");
            }
            else if (values.Count > 1)
                yield return Fault.InQuery(name, $"{name} is sent {values.Count} times; send it once.");
        }
    }

    private static string Describe(string[] names) => names switch
    {
        [] => "this operation has no parameters",
        [var only] => $"the only parameter is {only}",
        _ => $"the known parameters are {string.Join(", ", names)}",
    };
}
