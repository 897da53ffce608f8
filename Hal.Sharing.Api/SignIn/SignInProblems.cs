namespace Hal.Sharing.Api.SignIn;

/// <summary>What somebody is told who could not be signed in.</summary>
public static class SignInProblems
{
    /// <param name="returnTo">What <see cref="ReturnPath.IsOurs"/> refuses.</param>
    public static ProblemResult ForeignReturn(string returnTo) => ProblemResult.Invalid(returnTo.Length > ReturnPath.MaxLength
        ? $"The address to return to (return_to) has {returnTo.Length} characters. At most {ReturnPath.MaxLength} can be kept during sign-in: shorten it."
        : "The address to return to (return_to) must be a path of this server that begins with one '/', in printable ASCII.");

    public static ProblemResult Unexpected { get; } =
        CallbackQuery.Refused("This browser did not begin to sign in with this state, began more than ten minutes ago, or has finished already.");

    public static ProblemResult StaleForm { get; } =
        new(ProblemType.CookieRefused, "The form was not made for you by this server, or is too old: go back, load the page again, and send it once more.");

    public static ProblemResult TooLarge(int size) => CallbackQuery.Refused(
        $"The provider's access token has {size} characters, and browsers keep no cookie of more than {CookieTraits.MaxSize}: have the provider put less into it.");
}
