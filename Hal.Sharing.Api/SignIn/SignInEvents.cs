using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Hal.Sharing.Api.SignIn;

/// <summary>
/// Adds to the OpenID Connect handler what it leaves open: RFC 9207, client authentication, token rules, cookies and refusal pages.
/// </summary>
public sealed class SignInEvents(
    ProviderEndpoints provider, TokenEndpoint endpoint, GrantCheck check, SessionCookies cookies) : OpenIdConnectEvents
{
    public override Task RedirectToIdentityProvider(RedirectContext context)
    {
        AttemptCookie.LimitAttempts(context.HttpContext);
        context.Properties.ExpiresUtc = context.Options.TimeProvider!.GetUtcNow() + context.Options.RemoteAuthenticationTimeout;
        if (SignedOutCookie.IsOn(context.Request))
            context.ProtocolMessage.Prompt = OpenIdConnectPrompt.Login;
        return Task.CompletedTask;
    }

    /// <summary>Sends the parameters in the address. The handler cannot authenticate a pushed request with HTTP Basic.</summary>
    public override Task PushAuthorization(PushedAuthorizationContext context)
    {
        context.SkipPush();
        return Task.CompletedTask;
    }

    /// <summary>
    /// Redeems the code. The handler would always send the client secret in the body, but a provider must only support HTTP Basic (RFC
    /// 6749, section 2.3.1).
    /// </summary>
    public override async Task AuthorizationCodeReceived(AuthorizationCodeReceivedContext context)
    {
        var http = context.HttpContext;
        var metadata = await context.Options.ConfigurationManager!.GetConfigurationAsync(http.RequestAborted);
        var fault = context.Properties!.ExpiresUtc <= context.Options.TimeProvider!.GetUtcNow()
            ? SignInProblems.Unexpected
            : CallbackParameters.Fault(http.Request.Query, metadata);
        if (fault is not null)
        {
            await RefuseAsync(context, fault);
            return;
        }
        var grant = await endpoint.RedeemCodeAsync(metadata, context.TokenEndpointRequest!, http.RequestAborted);
        if (grant.Outcome != GrantOutcome.Granted)
        {
            await RefuseAsync(context, grant.Outcome == GrantOutcome.Refused ? SignInProblems.CodeRefused : ProviderEndpoints.IsAway);
            return;
        }
        context.HandleCodeRedemption(
            new OpenIdConnectMessage { AccessToken = grant.AccessToken, IdToken = grant.IdToken, RefreshToken = grant.RefreshToken });
    }

    /// <summary>Checks the access token, and signs the user in with the cookies of this server.</summary>
    public override async Task TokenValidated(TokenValidatedContext context)
    {
        var (http, tokens) = (context.HttpContext, context.TokenEndpointResponse!);
        // The handler leaves this check, which includes the nonce, to code that redeems the code itself.
        context.Options.ProtocolValidator.ValidateTokenResponse(new OpenIdConnectProtocolValidationContext
        {
            ClientId = context.Options.ClientId,
            ProtocolMessage = tokens,
            ValidatedIdToken = context.SecurityToken,
            Nonce = context.Nonce,
        });
        var metadata = await context.Options.ConfigurationManager!.GetConfigurationAsync(http.RequestAborted);
        var identity = (IdentityTokenHandler.Identity)context.Principal!.Identity!;
        var (signedIn, fault) = await check.JudgeAsync(identity.Token, tokens, metadata, http.RequestAborted);
        if (signedIn is not null && !cookies.TryWrite(http, signedIn))
            fault = SignInProblems.TooLarge(signedIn.Token.Length);
        if (fault is not null)
        {
            await RefuseAsync(context, fault);
            return;
        }
        SignedOutCookie.Clear(http);
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect(context.Properties!.RedirectUri!);
        context.HandleResponse();
    }

    /// <summary>Shows a page for each refusal. Rethrows every other exception, which is a fault of this server.</summary>
    public override async Task RemoteFailure(RemoteFailureContext context)
    {
        var refusal = context.Failure switch
        {
            SignInRefusedException refused => refused.Problem,
            OpenIdConnectProtocolInvalidNonceException => SignInProblems.WrongNonce,
            OpenIdConnectProtocolException => await FaultAsync(context.HttpContext) ?? SignInProblems.Incomplete,
            // The cookie of the attempt is missing.
            AuthenticationFailureException => SignInProblems.Unexpected,
            _ => null,
        };
        if (refusal is null)
            ExceptionDispatchInfo.Throw(context.Failure!);
        await RefuseAsync(context, refusal);
    }

    private async Task<ProblemResult?> FaultAsync(HttpContext http)
    {
        var (metadata, fault) = await provider.GetAsync(http.RequestAborted);
        return metadata is null ? fault : CallbackParameters.Fault(http.Request.Query, metadata);
    }

    private static async Task RefuseAsync<T>(HandleRequestContext<T> context, ProblemResult problem)
        where T : AuthenticationSchemeOptions
    {
        await problem.WriteAsync(context.HttpContext);
        context.HandleResponse();
    }
}
