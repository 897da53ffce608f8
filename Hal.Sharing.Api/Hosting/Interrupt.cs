using System.Runtime.InteropServices;

namespace Hal.Sharing.Api.Hosting;

/// <summary>
/// Turns Ctrl-C and SIGTERM into cancellation while no host listens to them yet, so that a PostgreSQL that is just being
/// started is left in order.
/// </summary>
internal sealed class Interrupt : IDisposable
{
    private readonly CancellationTokenSource source;
    private readonly PosixSignalRegistration[] registrations;

    private Interrupt(CancellationToken cancellationToken)
    {
        source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, Cancel))];
    }

    public CancellationToken Token => source.Token;

    public static Interrupt Listen(CancellationToken cancellationToken) => new(cancellationToken);

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        source.Dispose();
    }

    private void Cancel(PosixSignalContext context)
    {
        context.Cancel = true;
        source.Cancel();
    }
}
