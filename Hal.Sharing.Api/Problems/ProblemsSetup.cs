using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hal.Sharing.Api.Problems;

/// <summary>Registers the services and the middleware that give every error the same format.</summary>
public static class ProblemsSetup
{
    public static IServiceCollection AddProblems(this IServiceCollection services)
    {
        // The first writer that can write does: this one must precede the framework's.
        services.Insert(0, ServiceDescriptor.Singleton<IProblemDetailsWriter, ProblemWriter>());
        services.TryAddSingleton(TimeProvider.System);
        services.AddProblemDetails();
        services.Configure<HalOptions>(hal => hal.Problem = ProblemResult.Of);
        return services.AddExceptionHandler<ProblemExceptionHandler>();
    }

    /// <summary>Adds the middleware. It must precede everything that can fail: authentication, routing, controllers.</summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) =>
        app.UseExceptionHandler().UseStatusCodePages();
}
