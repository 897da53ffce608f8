namespace Hal.Sharing.Bench.Measuring;

/// <summary>One of the things that a case compares: a program with requests, or a script of pgbench.</summary>
internal abstract class Lane(string name)
{
    /// <summary>Unique in its case.</summary>
    public string Name => name;

    /// <summary>Called once before the first round.</summary>
    public abstract Task WarmAsync(int connections, double seconds);

    public abstract Task<Sample> RunAsync(int connections, double seconds);
}
