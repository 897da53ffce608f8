namespace Hal.Sharing.Api.Problems;

/// <summary>Composition: what an application calls so that every error has the same form.</summary>
public static class ProblemsSetup
{
    public static IServiceCollection AddProblems(this IServiceCollection services)
    {
        // The first writer that can, writes: ours stands before the framework's, whoever has added those.
        services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, ProblemWriter>());
        services.AddProblemDetails();
        services.Configure<HalOptions>(hal => hal.Problem = ProblemResult.Of);
        return services.AddExceptionHandler<ProblemExceptionHandler>();
    }

    /// <summary>Stands before everything that can fail: authentication, routing, controllers.</summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) =>
        app.UseExceptionHandler().UseStatusCodePages();
}
