namespace Hal.Sharing.Api.SignIn;

/// <summary>The reasons for which a sign-in is refused.</summary>
public static class SignInProblems
{
    public static ProblemResult Unexpected { get; } = Refused(
        "This browser did not start a sign-in with this state, started it more than ten minutes ago, or has already finished it.");

    public static ProblemResult Declined { get; } =
        Refused("The provider reports that the sign-in was declined.") with { Status = StatusCodes.Status403Forbidden };

    public static ProblemResult CodeRefused { get; } =
        Refused("The provider does not accept its code: it was used before, or has expired.");

    public static ProblemResult WrongNonce { get; } =
        Refused("The provider's identity token belongs to another attempt to sign in (nonce).");

    public static ProblemResult Incomplete { get; } =
        Refused("The provider's response lacks a required value, or its identity token does not match the access token (at_hash).");

    public static ProblemResult StaleForm { get; } = new(
        ProblemType.CookieRefused,
        "This server did not make the form for you, or the form is too old. Go back, reload the page, and send it again.");

    /// <param name="returnTo">An address that <see cref="ReturnPath.IsOurs"/> refuses.</param>
    public static ProblemResult ForeignReturn(string returnTo) => ProblemResult.Invalid(returnTo.Length > ReturnPath.MaxLength
        ? $"The return address (return_to) has {returnTo.Length} characters. At most {ReturnPath.MaxLength} can be kept during sign-in."
        : "The return address (return_to) must be a path of this server that begins with one '/', in printable ASCII.");

    public static ProblemResult TooLarge(int size) => Refused(
        $"The provider's access token has {size} characters. Browsers keep no cookie of more than {CookieTraits.MaxSize}: " +
        "configure the provider to put fewer claims into it.");

    public static ProblemResult Refused(string detail) =>
        new(ProblemType.SignInRefused, $"{detail} No one was signed in; start again at /sign-in.");
}
