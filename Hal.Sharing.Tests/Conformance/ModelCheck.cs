using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using Xunit.Sdk;

namespace Hal.Sharing.Tests.Conformance;

/// <summary>Checks one random sequence for each seed, and shrinks it if the server and the model differ.</summary>
internal sealed class ModelCheck(ConformanceServer server, Rules rules)
{
    public Coverage Coverage { get; } = new();

    /// <summary>Returns the shortest sequence that was found to differ; null if the sequence of the seed does not.</summary>
    public async Task<Counterexample?> FindAsync(int seed)
    {
        Counterexample? last = null;
        var property = Prop.ForAll(Sequences.Random, async sequence =>
        {
            var found = await new SequenceRun(server, rules, Coverage).RunAsync(sequence.Steps);
            // Shrinking accepts every simpler sequence that fails, so the last one is the simplest.
            last = found ?? last;
            return found is null;
        });
        var runner = new Runner();
        var config = Config.Quick.WithMaxTest(1).WithStartSize(Sequences.Length).WithEndSize(Sequences.Length).WithRunner(runner)
            .WithReplay(FSharpOption<Replay>.Some(new(new Rnd((ulong)seed), FSharpOption<int>.Some(Sequences.Length))));
        // The check waits for its property, which must not hold the test's thread.
        await Task.Run(() => Check.One(config, property));
        // Such as an exception before the first request.
        if (last is null && runner.Result is not TestResult.Passed)
            throw new XunitException($"Seed {seed}: {runner.Result}");
        return last;
    }

    /// <summary>Keeps the result, which the test reports.</summary>
    private sealed class Runner : IRunner
    {
        public TestResult? Result { get; private set; }

        public void OnStartFixture(Type t)
        {
        }

        public void OnArguments(int ntest, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
        {
        }

        public void OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> everyShrink)
        {
        }

        public void OnFinished(string name, TestResult result) => Result = result;
    }
}
