using System.Globalization;

/// <summary>
/// Runs inside each measured program (DOTNET_STARTUP_HOOKS): writes the number of bytes that it has allocated into a file, 20 times per
/// second, so that the bench can read it without a change of the program.
/// </summary>
internal static class StartupHook
{
    private const int Width = 20;
    // Referenced, because a timer that is collected ends.
    private static Timer? Counter;

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("BENCH_ALLOCATIONS") is not { Length: > 0 } path)
            return;
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        Counter = new Timer(_ => Write(file), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
    }

    private static void Write(FileStream file)
    {
        Span<byte> text = stackalloc byte[Width];
        text.Fill((byte)' ');
        GC.GetTotalAllocatedBytes().TryFormat(text, out _, default, CultureInfo.InvariantCulture);
        RandomAccess.Write(file.SafeFileHandle, text, 0);
    }
}
