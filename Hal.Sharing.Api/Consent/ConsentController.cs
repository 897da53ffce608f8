using Hal.Sharing.Api.Auth;
using Hal.Sharing.Api.HtmlForms;
using Hal.Sharing.Api.Pages;
using Hal.Sharing.Data.TeamAuthorizations;
using Microsoft.Extensions.Options;

namespace Hal.Sharing.Api.Consent;

/// <summary>Asks users whether a team may use their data, and stores their decision.</summary>
[HtmlPage]
[Route("teams/{id}/authorize")]
public sealed class ConsentController(ConsentQueries queries, ConsentCommands commands, IOptions<ConsentOptions> options) : ControllerBase
{
    [HttpGet]
    public async Task<IActionResult> Get(string id, Caller caller, CancellationToken cancellationToken)
    {
        var (request, fault) = ConsentRequest.Read(Request, options.Value);
        if (request is null)
            return fault!;
        return await queries.GetAsync(caller, id, cancellationToken) switch
        {
            { IsFirstParty: false } => ConsentProblems.UserRequired,
            { Team: { } team } => ConsentPages.Ask(HttpContext, team, request),
            _ => ConsentProblems.UnknownTeam(id),
        };
    }

    [HttpPost]
    [RequireSameOrigin]
    [FormBody]
    public async Task<IActionResult> Post(string id, Caller caller, CancellationToken cancellationToken)
    {
        var (request, fault) = ConsentRequest.Read(Request, options.Value);
        if (request is null)
            return fault!;
        if (await FormPost.ReadAsync(HttpContext) is not { } form)
            return ConsentProblems.StaleForm;
        var view = await queries.GetAsync(caller, id, cancellationToken);
        if (!view.IsFirstParty)
            return ConsentProblems.UserRequired;
        if (view.Team is not { } team)
            return ConsentProblems.UnknownTeam(id);
        switch (form["decision"].ToString())
        {
            case "deny":
                return Answer(request, team, null);
            case "allow":
                var (scopes, unknown) = request.Allowed(form);
                return scopes switch
                {
                    null => unknown!,
                    [] => ConsentPages.Ask(HttpContext, team, request, isChoiceMissing: true),
                    _ => Answer(id, request, team, await commands.AllowAsync(caller, id, scopes, cancellationToken)),
                };
            default:
                return ConsentProblems.NoDecision;
        }
    }

    private IActionResult Answer(string id, ConsentRequest request, ConsentRow team, ConsentResult result) => result.Match(
        notFound: _ => ConsentProblems.UnknownTeam(id),
        forbidden: _ => ConsentProblems.UserRequired,
        decided: decided => Answer(request, team, decided.Scopes));

    private IActionResult Answer(ConsentRequest request, ConsentRow team, IReadOnlyList<string>? granted) =>
        request.ReturnTo is { } returnTo
            ? FormPost.SeeOther(HttpContext, returnTo.After(granted, request.State))
            : ConsentPages.Decided(Request.PathBase.ToUriComponent(), team, granted);
}
