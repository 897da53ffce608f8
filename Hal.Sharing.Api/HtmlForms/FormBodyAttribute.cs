using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Net.Http.Headers;

namespace Hal.Sharing.Api.HtmlForms;

/// <summary>Reads the form of a page before its action runs. Another media type gets 415; a form that cannot be read gets 400.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FormBodyAttribute : Attribute, IAsyncResourceFilter
{
    /// <summary>The media type that browsers send for forms without files.</summary>
    private const string MediaType = "application/x-www-form-urlencoded";

    public async Task OnResourceExecutionAsync(ResourceExecutingContext context, ResourceExecutionDelegate next)
    {
        if (await RefusalAsync(context.HttpContext.Request) is { } refusal)
            context.Result = refusal;
        else
            await next();
    }

    private static async Task<ProblemResult?> RefusalAsync(HttpRequest request)
    {
        if (!IsUrlEncodedUtf8(request.ContentType))
        {
            var sent = string.IsNullOrEmpty(request.ContentType) ? "has no Content-Type" : $"is '{Truncate.Text(request.ContentType)}'";
            return new(ProblemType.UnsupportedMediaType, $"The form {sent}; send {MediaType} in UTF-8.");
        }
        try
        {
            await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return null;
        }
        catch (InvalidDataException)
        {
            return ProblemResult.Invalid(
                "The form has too many fields, a field that is too long, or the character U+0000; load the page again and send its form.");
        }
    }

    private static bool IsUrlEncodedUtf8(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
